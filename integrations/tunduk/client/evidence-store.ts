import type { EvidenceRef } from '../errors/tunduk-error.ts';

/** The exact bytes of one side of an attempt, or a signed container about it. */
export type EvidenceKind = 'request' | 'response' | 'request-container' | 'response-container';

/**
 * Where the bytes of messages are kept as evidence. They hold personal data, so a store encrypts; nothing in it is ever
 * changed. The integration declares it; the product keeps it in the document store.
 */
export interface EvidenceStore {
  /** Keeps the bytes for good and gives the key to find them again. */
  keep(attempt: EvidenceRef, kind: EvidenceKind, bytes: Uint8Array): Promise<string>;
  /** The bytes of a key; rejects when there are none. */
  read(key: string): Promise<Buffer>;
}
