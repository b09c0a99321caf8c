/**
 * Where the plain bytes of a document come from: a request body, a file, a buffer in pieces. A refused source is ended
 * early; give a request body as `request.iterator({ destroyOnReturn: false })`, or its connection is gone before
 * the refusal can be answered.
 */
export type DocumentSource = AsyncIterable<Uint8Array>;

/** A part of the plain bytes: from `start` up to, not including, `end`; both counted from 0. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface PutOptions {
  /** The document's own key, 32 bytes. */
  key: Buffer;
  /** The largest accepted number of plain bytes. */
  limit: number;
  /** SHA-256 of the plain bytes in hex, when the sender declared it. */
  expectedSha256?: string;
}

export interface GetOptions {
  key: Buffer;
  range?: ByteRange;
}

export interface StoredDocument {
  /** Length of the plain bytes. */
  bytes: number;
  /** SHA-256 of the plain bytes, lower-case hex. */
  sha256: string;
  /** Length of what lies in the store, frames and header included. */
  storedBytes: number;
}

/**
 * Keeps documents encrypted under random ids (UUID in lower case), each with its own key.
 *
 * Failures are `IntegrationError` with the codes `document-not-found`, `document-exists`,
 * `document-over-limit`, `document-hash-mismatch`, `document-stream-cut`, `document-damaged`,
 * `document-range-invalid`, `document-store-unavailable`, `document-store-timeout`, `document-store-refused`,
 * `document-store-full`, `document-not-stored-whole`.
 */
export interface DocumentStore {
  /**
   * Resolves only when every byte is stored for good and was counted and hashed on the way.
   * Leaves nothing behind when it rejects, except where a remote store did not say what became of the
   * request (`unavailable`, `timeout`): such an id is found by `list`. Never overwrites an id.
   */
  put(id: string, source: DocumentSource, options: PutOptions): Promise<StoredDocument>;
  /**
   * The plain bytes, frame by frame; each is proved before it is given. A damaged or shortened document
   * ends the iteration with `document-damaged`: what was read before that must be discarded.
   */
  get(id: string, options: GetOptions): AsyncIterable<Buffer>;
  /** Deletes the document for good; an unknown id is no failure. */
  remove(id: string): Promise<void>;
  /** Every id in the store, in no promised order. */
  list(): AsyncIterable<string>;
  /** Rejects when documents could not be stored now. */
  check(): Promise<void>;
}
