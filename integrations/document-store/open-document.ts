import { createDecipheriv } from 'node:crypto';
import { IntegrationError } from '../integration-error.ts';
import type { ByteRange, GetOptions } from './document-store.ts';
import {
  frameBytes,
  frameContext,
  frameNonce,
  framesIn,
  headerBytes,
  isReadableHeader,
  sealedFrameBytes,
  tagBytes,
} from './frames.ts';

/** A stored document as its store gives it: its length and any part of its sealed bytes. */
export interface StoredBytes {
  length: number;
  read(start: number, end: number): AsyncIterable<Buffer>;
}

/**
 * Decrypts a document, or only the frames that a range touches. Refuses with `document-damaged` when
 * a byte, a frame, the order, the length or the document is not the one that was sealed, and with
 * `document-range-invalid` when the range lies outside the plain bytes.
 */
export async function* openDocument(
  id: string,
  stored: StoredBytes,
  options: GetOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const frames = framesIn(stored.length);
  if (frames === undefined) {
    throw damaged();
  }
  const plainBytes = stored.length - headerBytes - frames * tagBytes;
  const range = options.range ?? { start: 0, end: plainBytes };
  requireRange(range, plainBytes);
  const first = Math.min(Math.floor(range.start / frameBytes), frames - 1);
  const last = Math.max(first, Math.ceil(range.end / frameBytes) - 1);

  const header = await readHeader(stored);
  const start = headerBytes + first * sealedFrameBytes;
  const end = Math.min(stored.length, headerBytes + (last + 1) * sealedFrameBytes);
  let frame = first;
  for await (const sealed of sealedFrames(stored.read(start, end))) {
    const isLast = frame === frames - 1;
    const plain = openFrame(sealed, options.key, {
      nonce: frameNonce(header, frame),
      context: frameContext(header, id, frame, isLast),
    });
    const offset = frame * frameBytes;
    const wanted = plain.subarray(Math.max(0, range.start - offset), Math.max(0, range.end - offset));
    if (wanted.length > 0) {
      yield wanted;
    }
    frame += 1;
  }
  if (frame !== last + 1) {
    throw damaged();
  }
}

function openFrame(sealed: Buffer, key: Buffer, place: { nonce: Buffer; context: Buffer }): Buffer {
  if (sealed.length < tagBytes) {
    throw damaged();
  }
  const decipher = createDecipheriv('aes-256-gcm', key, place.nonce, {
    authTagLength: tagBytes,
  });
  decipher.setAAD(place.context);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    const plain = decipher.update(sealed.subarray(0, -tagBytes));
    decipher.final();
    return plain;
  } catch (cause) {
    throw damaged(cause);
  }
}

async function readHeader(stored: StoredBytes): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stored.read(0, headerBytes)) {
    pieces.push(piece);
  }
  const header = Buffer.concat(pieces);
  if (!isReadableHeader(header)) {
    throw damaged();
  }
  return header;
}

async function* sealedFrames(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let frame = Buffer.allocUnsafe(sealedFrameBytes);
  let filled = 0;
  for await (const piece of pieces) {
    for (let taken = 0; taken < piece.length;) {
      const copied = piece.copy(frame, filled, taken);
      filled += copied;
      taken += copied;
      if (filled === sealedFrameBytes) {
        yield frame;
        frame = Buffer.allocUnsafe(sealedFrameBytes);
        filled = 0;
      }
    }
  }
  if (filled > 0) {
    yield frame.subarray(0, filled);
  }
}

function requireRange(range: ByteRange, plainBytes: number): void {
  const isInside =
    Number.isSafeInteger(range.start) &&
    Number.isSafeInteger(range.end) &&
    range.start >= 0 &&
    range.start <= range.end &&
    range.end <= plainBytes;
  if (!isInside) {
    throw new IntegrationError({
      code: 'document-range-invalid',
      category: 'invalid-input',
    });
  }
}

function damaged(cause?: unknown): IntegrationError {
  return new IntegrationError({
    code: 'document-damaged',
    category: 'integrity',
    cause,
  });
}
