import type { Hash } from 'node:crypto';
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { IntegrationError } from '../integration-error.ts';
import type { DocumentSource, PutOptions, StoredDocument } from './document-store.ts';
import { composeHeader, frameBytes, frameContext, frameNonce } from './frames.ts';

/** The sealed bytes of one document on their way into a store. */
export interface SealedDocument {
  /** Header and frames in order; to be read once, to its end. */
  pieces: AsyncGenerator<Buffer, void, undefined>;
  /** What was read; known when `pieces` has ended. */
  summary(): StoredDocument;
}

/**
 * Encrypts a document while it streams: counts, hashes, and refuses with `document-over-limit`,
 * `document-hash-mismatch` or `document-stream-cut`. A frame is released one later than it is complete,
 * because the last one is sealed differently.
 */
export function sealDocument(id: string, source: DocumentSource, options: PutOptions): SealedDocument {
  const hash = createHash('sha256');
  const count = { plain: 0, stored: 0 };
  let sha256: string | undefined;

  async function* seal(): AsyncGenerator<Buffer, void, undefined> {
    const header = composeHeader(randomBytes(8));
    yield counted(header);
    let frame = 0;
    let waiting: Buffer | undefined;
    for await (const plain of fullFrames(source, options.limit, hash, count)) {
      if (waiting !== undefined) {
        yield counted(sealFrame(header, frame, false, waiting));
        frame += 1;
      }
      waiting = plain;
    }
    sha256 = hash.digest('hex');
    requireExpectedHash(sha256, options.expectedSha256);
    yield counted(sealFrame(header, frame, true, waiting ?? Buffer.alloc(0)));
  }

  function counted(piece: Buffer): Buffer {
    count.stored += piece.length;
    return piece;
  }

  function sealFrame(header: Buffer, frame: number, isLast: boolean, plain: Buffer): Buffer {
    const cipher = createCipheriv('aes-256-gcm', options.key, frameNonce(header, frame));
    cipher.setAAD(frameContext(header, id, frame, isLast));
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  return {
    pieces: seal(),
    summary() {
      if (sha256 === undefined) {
        throw new Error('The sealed document was not read to its end.');
      }
      return { bytes: count.plain, sha256, storedBytes: count.stored };
    },
  };
}

async function* fullFrames(
  source: DocumentSource,
  limit: number,
  hash: Hash,
  count: { plain: number },
): AsyncGenerator<Buffer, void, undefined> {
  let frame = Buffer.allocUnsafe(frameBytes);
  let filled = 0;
  for await (const chunk of uncut(source)) {
    count.plain += chunk.length;
    if (count.plain > limit) {
      throw new IntegrationError({
        code: 'document-over-limit',
        category: 'over-limit',
      });
    }
    hash.update(chunk);
    for (let taken = 0; taken < chunk.length;) {
      const piece = chunk.subarray(taken, taken + frameBytes - filled);
      frame.set(piece, filled);
      filled += piece.length;
      taken += piece.length;
      if (filled === frameBytes) {
        yield frame;
        frame = Buffer.allocUnsafe(frameBytes);
        filled = 0;
      }
    }
  }
  if (filled > 0) {
    yield frame.subarray(0, filled);
  }
}

async function* uncut(source: DocumentSource): DocumentSource {
  const iterator = source[Symbol.asyncIterator]();
  let isExhausted = false;
  try {
    for (;;) {
      const step = await nextChunk(iterator);
      if (step.done === true) {
        isExhausted = true;
        return;
      }
      yield step.value;
    }
  } finally {
    if (!isExhausted) {
      await iterator.return?.().catch(() => undefined);
    }
  }
}

async function nextChunk(iterator: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
  try {
    return await iterator.next();
  } catch (cause) {
    throw new IntegrationError({
      code: 'document-stream-cut',
      category: 'refused',
      cause,
    });
  }
}

function requireExpectedHash(sha256: string, expected: string | undefined): void {
  if (expected !== undefined && expected.toLowerCase() !== sha256) {
    throw new IntegrationError({
      code: 'document-hash-mismatch',
      category: 'integrity',
    });
  }
}
