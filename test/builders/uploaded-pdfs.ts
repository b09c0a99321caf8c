import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { createDeflate, deflateSync } from 'node:zlib';
import { degrees, PDFDocument } from 'pdf-lib';
import PdfKitDocument from 'pdfkit';
import { instant } from '../../domain/time/instant.ts';
import { PdfDocument } from '../../prints/pdf-document.ts';

/** A good PDF of so many pages, as an office programme makes it: tagged, with embedded fonts. */
export async function aPdf(pages = 3): Promise<Buffer> {
  const pdf = new PdfDocument({
    title: 'Өтүнүч',
    language: 'ky',
    createdAt: instant('2027-01-10T03:00:00Z'),
    marks: { headLeft: 'Сокулук', headRight: ['№ 1'], foot: 'Өтүнүч', pageOf: (n, total) => `${n} / ${total}` },
  });
  for (let page = 1; page <= pages; page += 1) {
    if (page > 1) pdf.makeRoom(10_000);
    pdf.heading(`Барак ${page}`);
  }
  return pdf.finish();
}

/** Pages turned by 0, 90, 180 and 270 degrees, each with a crop that leaves out a broad edge of the sheet. */
export async function aTurnedPdf(): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  for (const turn of [0, 90, 180, -90]) {
    const page = pdf.addPage([700, 1000]);
    page.setCropBox(50, 100, 595, 842);
    page.setRotation(degrees(turn));
  }
  return Buffer.from(await pdf.save());
}

/** Two pages that share one list of contents, which one also leaves in another scale. */
export function aPdfOfSharedContents(): Buffer {
  const scaled = '0.1 0 0 0.1 300 300 cm';
  return aPdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] /MediaBox [0 0 595 842] /Resources << >> >>',
    '<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>',
    '<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>',
    '[6 0 R]',
    `<< /Length ${scaled.length} >>\nstream\n${scaled}\nendstream`,
  ]);
}

/** A page that does something as soon as it is opened. */
export function aPdfThatActs(): Buffer {
  return aPdfOf([
    '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>',
    '<< /Type /Page /Parent 2 0 R /AA << /O << /S /JavaScript /JS (app.alert\\(2\\)) >> >> /Annots [4 0 R] >>',
    '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /Launch /F (planted) >> >>',
  ]);
}

/** One page with so many bytes that cannot be packed further, like a scan. */
export function aLargePdf(bytes: number): Buffer {
  const scan = [Buffer.from(`<< /Length ${bytes} >>\nstream\n`), Buffer.alloc(bytes, 'x'), Buffer.from('\nendstream')];
  return aPdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>',
    '<< /Type /Page /Parent 2 0 R /PieceInfo 4 0 R >>',
    Buffer.concat(scan),
  ]);
}

/** A file that asks for a password. */
export async function aLockedPdf(): Promise<Buffer> {
  const file = new PdfKitDocument({ userPassword: 'planted' });
  const pieces: Buffer[] = [];
  file.on('data', (piece: Buffer) => pieces.push(piece));
  file.text('locked').end();
  await once(file, 'end');
  return Buffer.concat(pieces);
}

/** A tree of pages whose only child is the tree itself. */
export function aPdfThatLoops(): Buffer {
  return aPdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 1 /Kids [2 0 R] /Parent 2 0 R >>']);
}

/** A file of some kilobytes whose stream of objects, deflated twice, comes to more than a gigabyte. */
export async function aPdfBomb(): Promise<Buffer> {
  const deflate = createDeflate({ level: 1 });
  const packed = buffer(deflate);
  const blank = Buffer.alloc(16_777_216, ' ');
  deflate.write('7 0 ');
  for (let count = 0; count < 72; count += 1) {
    if (!deflate.write(blank)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end('null');
  const twice = deflateSync(await packed);
  const head = `<< /Type /ObjStm /N 1 /First 4 /Length ${twice.length} /Filter [/FlateDecode /FlateDecode] >>`;
  return aPdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    Buffer.concat([Buffer.from(`${head}\nstream\n`), twice, Buffer.from('\nendstream')]),
  ]);
}

/** A PDF of these objects, the first one its catalog, with a table of contents that fits. */
export function aPdfOf(objects: readonly (string | Buffer)[]): Buffer {
  const parts = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}
