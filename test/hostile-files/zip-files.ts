import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a ZIP; `size` lies about the unpacked length, `mode` is a Unix mode such as a symbolic link's. */
export type ZipEntry = { name: string; bytes: Buffer | string; isStored?: true; size?: number; mode?: number };

/** A ZIP of the entries in their order, with whatever names and lengths they claim. */
export function aZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, isStored, size, mode = 0 } of entries) {
    const plain = Buffer.from(bytes);
    const packed = isStored ? plain : deflateRawSync(plain);
    const title = Buffer.from(name);
    const facts = Buffer.alloc(22);
    facts.writeUInt16LE(isStored ? 0 : 8, 0);
    facts.writeUInt32LE(crc32(plain), 6);
    facts.writeUInt32LE(packed.length, 10);
    facts.writeUInt32LE(size ?? plain.length, 14);
    facts.writeUInt16LE(title.length, 18);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004\u0014\0\0\0', 'latin1'), facts, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0003\u0014\0\0\0', 'latin1'), facts, tail, title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(entries.length & 0xffff, 8);
  end.writeUInt16LE(entries.length & 0xffff, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;

/** A DOCX with this text as its body and these further parts. */
export function aDocx(body: Buffer | string, parts: readonly ZipEntry[] = []): Buffer {
  return aZip([{ name: '[Content_Types].xml', bytes: types }, { name: 'word/document.xml', bytes: body }, ...parts]);
}
