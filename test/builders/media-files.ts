import { crc32 } from 'node:zlib';

/** A ZIP of stored entries, each with its name as its content; the types of a Word document in the list of types. */
export function wordDocument(names: readonly string[], types = wordTypes): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const content = Buffer.from(name === '[Content_Types].xml' ? types : `<x>${name}</x>`);
    const facts = Buffer.alloc(16);
    facts.writeUInt32LE(crc32(content), 4);
    facts.writeUInt32LE(content.length, 8);
    facts.writeUInt32LE(content.length, 12);
    const lengths = Buffer.from([name.length, 0, 0, 0]);
    const version = Buffer.from([20, 0, 0, 0, 0, 0]);
    const rest = Buffer.concat([version, facts.subarray(0, 16), lengths]);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), rest, Buffer.from(name), content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), rest, place, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, entries, end]);
}

const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const wordTypes = `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`;

function boxes(...parts: readonly Buffer[]): Buffer {
  return Buffer.concat(parts);
}

/** A box of the ISO base media format. */
export function box(type: string, content: string): Buffer {
  const bytes = Buffer.from(content, 'latin1');
  const head = Buffer.alloc(8);
  head.writeUInt32BE(bytes.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, bytes]);
}

function handler(kind: 'vide' | 'soun'): string {
  return box('hdlr', `\0\0\0\0\0\0\0\0${kind}\0\0\0\0`).toString('latin1');
}

function frame(head: readonly number[], length: number): Buffer {
  return Buffer.concat([Buffer.from(head)], length);
}

/** Small files as phones and programs make them, as far as their type shows; invented, and nothing can be seen or heard. */
export const mediaFiles = {
  docx: wordDocument(['[Content_Types].xml', '_rels/.rels', 'word/document.xml']),
  docxTextFirst: wordDocument(['word/document.xml', '[Content_Types].xml']),
  docxWithMacros: wordDocument(['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin']),
  heic: boxes(box('ftyp', 'heic\0\0\0\0mif1heic'), box('meta', '')),
  mp4: boxes(box('ftyp', 'isom\0\0\x02\0isommp42'), box('moov', handler('vide') + handler('soun')), box('mdat', 'x')),
  mp4IndexLast: boxes(box('ftyp', 'mp42\0\0\0\0isom'), box('mdat', 'x'.repeat(400_000)), box('moov', handler('vide'))),
  quickTime: boxes(box('ftyp', 'qt  \0\0\0\0qt  '), box('wide', ''), box('mdat', 'x'), box('moov', handler('vide'))),
  m4a: boxes(box('ftyp', 'M4A \0\0\0\0M4A mp42'), box('moov', handler('soun'))),
  mp4OfSound: boxes(box('ftyp', 'isom\0\0\x02\0isom'), box('moov', handler('soun')), box('mdat', 'x')),
  threeGpOfSound: boxes(
    box('ftyp', '3gp4\0\0\0\x003gp4'),
    box('mdat', 'x'.repeat(400_000)),
    box('moov', handler('soun')),
  ),
  threeGp: boxes(box('ftyp', '3gp4\0\0\0\x003gp4'), box('moov', handler('vide')), box('mdat', 'x')),
  mp3: Buffer.concat([frame([0xff, 0xfb, 0x90, 0x00], 417), frame([0xff, 0xfb, 0x90, 0x00], 417)]),
  aac: Buffer.concat([
    frame([0xff, 0xf1, 0x50, 0x80, 0x0c, 0x9f, 0xfc], 100),
    frame([0xff, 0xf1, 0x50, 0x80, 0x0c, 0x9f, 0xfc], 100),
  ]),
  wav: Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 'latin1'),
  ogg: Buffer.concat([Buffer.from('OggS', 'latin1'), Buffer.alloc(24), Buffer.from('OpusHead\x01\x01', 'latin1')]),
  amr: Buffer.from('#!AMR\n\x3c\x91', 'latin1'),
} as const;
