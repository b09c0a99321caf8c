/** Plain bytes in each frame but the last. */
export const frameBytes = 64 * 1024;
export const tagBytes = 16;
export const sealedFrameBytes = frameBytes + tagBytes;

const magic = Buffer.from('SHLD', 'ascii');
const formatVersion = 1;
const noncePrefixBytes = 8;

/** Magic (4), format version (1), three bytes of zero, random nonce prefix (8). */
export const headerBytes = magic.length + 4 + noncePrefixBytes;

/** A new header around the nonce prefix that tells this writing of a document from any other. */
export function composeHeader(noncePrefix: Buffer): Buffer {
  return Buffer.concat([magic, Buffer.from([formatVersion, 0, 0, 0]), noncePrefix]);
}

/** Whether the bytes are a header this code can read. */
export function isReadableHeader(header: Buffer): boolean {
  return (
    header.length === headerBytes &&
    header.subarray(0, magic.length).equals(magic) &&
    header.readUInt32BE(magic.length) === formatVersion * 2 ** 24
  );
}

/** The 96 bits of nonce of a frame: the header's prefix, then the frame's number. Throws above 2^32 frames (256 TiB). */
export function frameNonce(header: Buffer, frame: number): Buffer {
  const nonce = Buffer.alloc(noncePrefixBytes + 4);
  header.copy(nonce, 0, headerBytes - noncePrefixBytes);
  nonce.writeUInt32BE(frame, noncePrefixBytes);
  return nonce;
}

/**
 * What a frame is bound to beside its own bytes: the header, its number, whether it is the last, and the
 * document. So frames cannot be cut off, exchanged, or moved to another document unnoticed.
 */
export function frameContext(header: Buffer, id: string, frame: number, isLast: boolean): Buffer {
  const place = Buffer.alloc(5);
  place.writeUInt32BE(frame, 0);
  place.writeUInt8(isLast ? 1 : 0, 4);
  return Buffer.concat([header, place, Buffer.from(id, 'ascii')]);
}

/** How many frames a stored document of this length has; undefined when no document has this length. */
export function framesIn(storedBytes: number): number | undefined {
  const sealed = storedBytes - headerBytes;
  const frames = Math.ceil(sealed / sealedFrameBytes);
  const lastFrame = sealed - (frames - 1) * sealedFrameBytes;
  const isPossible = sealed >= tagBytes && lastFrame >= tagBytes;
  return isPossible ? frames : undefined;
}
