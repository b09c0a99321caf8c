/** A sound of so many seconds, as the simplest recorder keeps it: 8,000 samples a second of one byte. */
export function aWav(seconds: number): Buffer {
  const rate = 8_000;
  const samples = Buffer.alloc(seconds * rate, 0x80);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** A file of so many bytes with the head of an MP4; `inside` stands at its end. */
export function anMp4(bytes: number, inside = ''): Buffer {
  const head = Buffer.from('\0\0\0\u0018ftypisom\0\0\u0002\0isommp42', 'latin1');
  const size = Buffer.alloc(8);
  size.writeUInt32BE(bytes - head.length, 0);
  size.write('mdat', 4, 'latin1');
  const body = Buffer.alloc(bytes - head.length - size.length);
  for (let at = 0; at < body.length; at += 1) body[at] = at % 251;
  body.write(inside, body.length - Buffer.byteLength(inside));
  return Buffer.concat([head, size, body]);
}
