import type { Readable } from 'node:stream';
import { request as ask } from 'undici';
import { largestMessage } from '../protocol/read-xml.ts';
import { headerLines } from '../protocol/rest-message.ts';
import type { HeaderLine } from '../protocol/message-hash.ts';
import type { OfferedService } from './known-services.ts';
import { XRoadFault } from './x-road-fault.ts';

/** What a provider's own system sent back. */
export interface ProviderReply {
  status: number;
  headers: HeaderLine[];
  body: Buffer;
}

/**
 * Sends to an integrator's endpoint as the provider's security server would: no redirect is followed, its time limit is
 * the contract's, and silence or refusal becomes the fault that a security server reports. An answer of more than 10 MiB
 * is cut off and refused, because it could not be logged. Throws `XRoadFault`.
 */
export async function askProvider(
  offered: OfferedService,
  message: { method: string; url: string; headers: readonly HeaderLine[]; body: Buffer },
): Promise<ProviderReply> {
  const limitMs = offered.contract.limits.providerSeconds * 1_000;
  try {
    const answer = await ask(message.url, {
      method: message.method as 'GET',
      headers: message.headers.flatMap(([name, value]) => [name, value]),
      ...(message.body.length === 0 ? {} : { body: message.body }),
      responseHeaders: 'raw',
      headersTimeout: limitMs,
      bodyTimeout: limitMs,
      signal: AbortSignal.timeout(limitMs),
    });
    const raw = answer.headers as unknown as (string | Buffer)[];
    const body = await readWhole(answer.body);
    return { status: answer.statusCode, headers: headerLines(raw.map((one) => one.toString())), body };
  } catch (error) {
    if (error instanceof XRoadFault) throw error;
    const code = Error.isError(error) && 'code' in error ? String(error.code) : '';
    const isSilent = Error.isError(error) && (error.name === 'TimeoutError' || code.includes('TIMEOUT'));
    if (isSilent) throw new XRoadFault('Server.ServerProxy.ServiceFailed.IOError', 'Read timed out');
    throw new XRoadFault('Server.ServerProxy.ServiceFailed.NetworkError', `The provider cannot be reached: ${code}`);
  }
}

async function readWhole(body: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += (piece as Buffer).length;
    if (size > largestMessage) {
      throw new XRoadFault('Server.ClientProxy.IOError', 'LoggingFailed: Message size exceeds maximum loggable size');
    }
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}
