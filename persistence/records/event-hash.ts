import { createHash, randomFillSync } from 'node:crypto';
import canonicalizeModule from 'canonicalize';

const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/** RFC 8785 text of a value: what is stored, committed to and hashed. Throws for values JSON cannot hold. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('this value has no canonical JSON');
  return text;
}

export function sha256(...parts: (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const saltBytes = 32;
const saltsAtOnce = 128;
let pool = Buffer.alloc(0);

/** 32 random bytes: without them a commitment to few possibilities could be guessed. Many are drawn at once: to draw costs most. */
export function newSalt(): Buffer {
  if (pool.length === 0) pool = randomFillSync(Buffer.alloc(saltBytes * saltsAtOnce));
  const salt = pool.subarray(0, saltBytes);
  pool = pool.subarray(saltBytes);
  return salt;
}

/** SHA-256(salt ‖ payload ‖ file hashes): file hashes are hex, taken as bytes, in the order given. */
export function commitmentOf(salt: Uint8Array, payload: string, fileHashes: readonly string[]): Buffer {
  return sha256(salt, payload, ...fileHashes.map((hash) => Buffer.from(hash, 'hex')));
}

/** What the chain hashes besides the previous hash; order does not matter, the text is canonical. */
export type HashedHeader = {
  recordId: string;
  seq: number;
  subject: string;
  kind: string;
  schemaVersion: number;
  status: string;
  legalAt: string;
  recordedAt: string;
  actor: string;
  /** Only of what a deputy did for somebody: that person's id. */
  actingFor?: string;
};

/** The header of a stored event, as it was hashed: `actingFor` stands in it only where there is one. */
export function headerOfEvent(
  recordId: string,
  event: Omit<HashedHeader, 'recordId' | 'actingFor'> & { actingFor: string | null },
): HashedHeader {
  const { seq, subject, kind, schemaVersion, status, legalAt, recordedAt, actor, actingFor } = event;
  const header = { recordId, seq, subject, kind, schemaVersion, status, legalAt, recordedAt, actor };
  return actingFor === null ? header : { ...header, actingFor };
}

/** The hash of an event: SHA-256(prev ‖ canonical header ‖ commitment). The first event's prev is 32 zero bytes. */
export function eventHash(prev: Uint8Array, header: HashedHeader, commitment: Uint8Array): Buffer {
  return sha256(prev, canonicalText(header), commitment);
}

export const noPrevious: Buffer = Buffer.alloc(32);
