import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

/** A PNG of one bit a pixel, all black, with further chunks before its data; `rows` fewer than `height` cut it short. */
export function aBlackPng(
  width: number,
  height: number,
  more: { chunks?: readonly [string, Buffer][]; rows?: number } = {},
): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.writeUInt8(1, 8);
  const data = Buffer.alloc((Math.ceil(width / 8) + 1) * (more.rows ?? height));
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    ...(more.chunks ?? []).map(([kind, body]) => chunk(kind, body)),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Bytes that unpack to so many megabytes of nothing. */
export function packedNothing(megabytes: number): Buffer {
  return deflateSync(Buffer.alloc(megabytes * 1024 * 1024));
}

/** A JPEG with words in a comment right after its start. */
export function withComment(jpeg: Buffer, words: string | Buffer): Buffer {
  const text = Buffer.from(words);
  const marker = Buffer.from([0xff, 0xfe, 0, 0]);
  marker.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), marker, text, jpeg.subarray(2)]);
}

/** The head of a JPEG that claims to be as large as one can be, and nothing after it. */
export function aVastJpegHead(): Buffer {
  return Buffer.from(
    'ffd8ffe000104a46494600010100000100010000ffc0001108ffdcffdc03012200021101031101ffda000c03010002110311003f00',
    'hex',
  );
}

/** A GIF of the largest size there is, without a picture. */
export function aVastGif(words = ''): Buffer {
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0]),
    Buffer.from(words),
    Buffer.from(';'),
  ]);
}
