import { randomUUID } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { sealField } from '../../integrations/key-ring/sealed-field.ts';
import { insertStagedDocument } from '../../persistence/documents/document-rows.ts';
import type { OperationContext } from '../context.ts';

/** The largest file that is taken, in bytes. */
export const documentLimit = 50 * 1024 * 1024;

/** Who stages: a draft of the portal, or a client of the API. */
export type DocumentOwner = { draftId: string } | { client: string };

/** A document stored and hashed, waiting for its filing for 24 hours. */
export type StagedDocument = { id: string; bytes: number; sha256: string; mediaType: string };

const sniffed = 4_100;

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
): Promise<Outcome<StagedDocument>> {
  const id = randomUUID();
  const key = context.keyRing.newKey();
  const head = new HeadReader(source);
  try {
    const stored = await context.documents.put(id, head, { key, limit: documentLimit });
    const type = await fileTypeFromBuffer(head.start());
    const mediaType = type?.mime ?? 'application/octet-stream';
    await insertStagedDocument(context.database, {
      id,
      draftId: 'draftId' in owner ? owner.draftId : null,
      client: 'client' in owner ? owner.client : null,
      purpose: 'evidence',
      sealedName: sealField(key, { table: 'document', column: 'sealed_name', rowId: id }, cleanName(name)),
      mediaType,
      bytes: stored.bytes,
      sha256: stored.sha256,
      wrappedKey: context.keyRing.wrapKey(id, key),
    });
    return granted({ id, bytes: stored.bytes, sha256: stored.sha256, mediaType });
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    if (error.code === 'document-over-limit')
      return refuse('BODY_TOO_LARGE', { megabytes: documentLimit / 1024 / 1024 });
    if (error.code === 'document-stream-cut') return refuse('UPLOAD_BROKEN');
    throw error;
  }
}

/** Passes the bytes on and remembers the first ones, from which the type is told. */
class HeadReader implements AsyncIterable<Uint8Array> {
  readonly #source: AsyncIterable<Uint8Array>;
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const piece of this.#source) {
      if (this.#length < sniffed) {
        this.#pieces.push(piece.subarray(0, sniffed - this.#length));
        this.#length += piece.length;
      }
      yield piece;
    }
  }

  start(): Buffer {
    return Buffer.concat(this.#pieces);
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
