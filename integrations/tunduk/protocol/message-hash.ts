import { hash } from 'node:crypto';

/** A header as it came: name and value, in the order of arrival. */
export type HeaderLine = readonly [name: string, value: string];

/** The first lines of a REST message that X-Road signs: verb, path with query, and the kept headers in order. */
export interface RestHead {
  verb: string;
  /** Path and query exactly as sent, percent-encoded. */
  target: string;
  headers: readonly HeaderLine[];
}

/** Base64 of SHA-512 over the exact bytes of a SOAP message: the `requestHash` of its answer (PR-MESS §2.4). */
export function soapRequestHash(message: Uint8Array): string {
  return sha512(message).toString('base64');
}

/** The bytes of a REST request's head as X-Road signs them: lines ended by CRLF, `Name:value` without a space. */
export function restHeadBytes({ verb, target, headers }: RestHead): Buffer {
  let lines = `${verb}\r\n${target}\r\n`;
  for (const [name, value] of headers) lines += `${name}:${value}\r\n`;
  return Buffer.from(lines, 'utf8');
}

/**
 * The `X-Road-Request-Hash` of a REST request: base64 of SHA-512 over the two SHA-512 of head and body, or of the head
 * alone when there is no body (PR-REST §4.5).
 */
export function restRequestHash(head: RestHead, body: Uint8Array | undefined): string {
  const headHash = sha512(restHeadBytes(head));
  if (body === undefined || body.length === 0) return headHash.toString('base64');
  return sha512(Buffer.concat([headHash, sha512(body)])).toString('base64');
}

/** SHA-512 of exact bytes, for evidence in hexadecimal. */
export function sha512(bytes: Uint8Array): Buffer {
  return hash('sha512', bytes, 'buffer');
}
