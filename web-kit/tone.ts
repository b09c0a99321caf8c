const rate = 8_000;
const volume = 70;
const notes = [
  { hertz: 660, seconds: 0.18 },
  { hertz: 880, seconds: 0.32 },
];

/** A short tone of two notes as WAV: 8-bit mono. Made here, so that nobody's recording is in the product. */
export function newCaseTone(): Buffer {
  const samples = Buffer.concat(notes.map(({ hertz, seconds }) => note(hertz, Math.round(seconds * rate))));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** One note that rises and fades, so that it does not click. */
function note(hertz: number, length: number): Buffer {
  const edge = rate / 50;
  return Buffer.from(
    Array.from({ length }, (_, index) => {
      const loudness = Math.min(1, index / edge, (length - index) / edge);
      return Math.round(128 + volume * loudness * Math.sin((2 * Math.PI * hertz * index) / rate));
    }),
  );
}
