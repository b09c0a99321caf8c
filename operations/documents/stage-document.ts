import { randomUUID } from 'node:crypto';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { sealField } from '../../integrations/key-ring/sealed-field.ts';
import { insertStagedDocument } from '../../persistence/documents/document-rows.ts';
import type { OperationContext } from '../context.ts';
import { headBytes, recogniseFile, tailBytes } from './recognise-file.ts';
import type { FileEdges } from './recognise-file.ts';

/** The largest file that is taken in one request, in bytes: some minutes of a phone's film. */
export const documentLimit = 200 * 1024 * 1024;

/** Who stages: a draft of the portal, or a client of the API. */
export type DocumentOwner = { draftId: string } | { client: string };

/** What a document is for: evidence, or what shows that a representative may speak for somebody. */
export const stagedPurposes = ['evidence', 'authority'] as const;
export type StagedPurpose = (typeof stagedPurposes)[number];

/** `limit` is the largest size in bytes, `documentLimit` unless told. */
export type Staging = { purpose?: StagedPurpose; limit?: number };

/** A document stored and hashed, waiting for its filing: 24 hours, or as long as its draft. */
export type StagedDocument = { id: string; bytes: number; sha256: string; mediaType: string; purpose: StagedPurpose };

/**
 * Streams a file into the document store, encrypted under a key of its own, and keeps its hash. The type comes from the
 * content; an unknown one is `application/octet-stream`, received and marked, never refused. Refuses BODY_TOO_LARGE and
 * UPLOAD_BROKEN; both leave nothing behind.
 */
export async function stageDocument(
  context: OperationContext,
  owner: DocumentOwner,
  name: string,
  source: AsyncIterable<Uint8Array>,
  { purpose = 'evidence', limit = documentLimit }: Staging = {},
): Promise<Outcome<StagedDocument>> {
  const id = randomUUID();
  const key = context.keyRing.newKey();
  const passing = new EdgeReader(source);
  try {
    const { bytes, sha256 } = await context.documents.put(id, passing, { key, limit });
    const mediaType = await recogniseFile(passing.edges());
    await insertStagedDocument(context.database, {
      id,
      draftId: 'draftId' in owner ? owner.draftId : null,
      client: 'client' in owner ? owner.client : null,
      purpose,
      sealedName: sealField(key, { table: 'document', column: 'sealed_name', rowId: id }, cleanName(name)),
      mediaType,
      bytes,
      sha256,
      wrappedKey: context.keyRing.wrapKey(id, key),
    });
    return granted({ id, bytes, sha256, mediaType, purpose });
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    if (error.code === 'document-over-limit') return refuse('BODY_TOO_LARGE', { megabytes: limit / 1024 / 1024 });
    if (error.code === 'document-stream-cut') return refuse('UPLOAD_BROKEN');
    throw error;
  }
}

/** Passes the bytes on and remembers the first and the last ones, from which the type is told. */
class EdgeReader implements AsyncIterable<Uint8Array> {
  readonly #source: AsyncIterable<Uint8Array>;
  readonly #first: Uint8Array[] = [];
  #firstLength = 0;
  readonly #last: Uint8Array[] = [];
  #lastLength = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const piece of this.#source) {
      this.#remember(piece);
      yield piece;
    }
  }

  edges(): FileEdges {
    return { head: Buffer.concat(this.#first), tail: Buffer.concat(this.#last).subarray(-tailBytes) };
  }

  #remember(piece: Uint8Array): void {
    if (this.#firstLength < headBytes) {
      this.#first.push(Buffer.from(piece.subarray(0, headBytes - this.#firstLength)));
      this.#firstLength += piece.length;
    }
    this.#last.push(Buffer.from(piece.subarray(-tailBytes)));
    this.#lastLength += Math.min(piece.length, tailBytes);
    while (this.#lastLength - (this.#last[0]?.length ?? 0) >= tailBytes) {
      this.#lastLength -= this.#last.shift()?.length ?? 0;
    }
  }
}

const longestName = 200;

/**
 * A file name is data and nothing else: no path, no control characters, none that turn the direction of reading or break
 * a line, at most 200 characters, none of them cut in half.
 */
export function cleanName(name: string): string {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? '';
  const plain = last.replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, '').trim();
  const isName = plain !== '' && !/^\.+$/.test(plain);
  return isName ? Array.from(plain).slice(0, longestName).join('') : 'file';
}
