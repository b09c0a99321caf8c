import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

/** An answer as it came over the line. */
export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string };

/** Asks as a machine with this loopback address would, such as 127.0.0.7; follows nothing and keeps no cookie. */
export function askFrom(
  localAddress: string,
  url: string,
  {
    fields,
    headers = {},
    method,
  }: { fields?: Record<string, string>; headers?: Record<string, string>; method?: string } = {},
): Promise<RawAnswer> {
  const body = fields && new URLSearchParams(fields).toString();
  const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { localAddress, method: method ?? (body === undefined ? 'GET' : 'POST'), headers: { ...form, ...headers } },
      (answer) => {
        text(answer).then(
          (words) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: words }),
          reject,
        );
      },
    );
    asked.once('error', reject);
    asked.end(body);
  });
}
