import { hash } from 'node:crypto';

/** The name space of our exchanges; made once by `uuidgen`, never changed, or attempts could no longer be found. */
const exchanges = '6f0f3f0e-0d4c-4c6b-9a39-5f7c0a1d7be2';

/** What makes one question the same question however often it is sent. None of it is personal data. */
export interface ExchangePurpose {
  /** The workflow or the case that asks. */
  asker: string;
  /** A key of the business that names the question within the asker: the id of a request row, never a PIN. */
  key: string;
  /** The service asked, as `sayIdentifier` writes it. */
  service: string;
  purpose: string;
}

/** The id of an exchange: the same for each retry and each replay of one question (reference §6.2). */
export function exchangeIdOf({ asker, key, service, purpose }: ExchangePurpose): string {
  return uuidV5(exchanges, [asker, key, service, purpose].map((part) => `${part.length}:${part}`).join('|'));
}

/**
 * The `X-Road-Id` of one attempt: new for each send, because X-Road does not tell two messages of one id apart, and yet
 * to be computed again after a crash. Attempts count from 1.
 */
export function xRoadIdOf(exchangeId: string, attempt: number): string {
  return uuidV5(exchangeId, String(attempt));
}

/** A name-based UUID of version 5 (RFC 9562 §5.5). */
export function uuidV5(namespace: string, name: string): string {
  const space = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  const made = hash('sha1', Buffer.concat([space, Buffer.from(name, 'utf8')]), 'buffer');
  made.writeUInt8((made.readUInt8(6) & 0x0f) | 0x50, 6);
  made.writeUInt8((made.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = made.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
