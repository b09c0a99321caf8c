import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { showPicture } from '../../prints/stamping/show-picture.ts';
import { aFiling, granted } from '../../test/builders/complaints.ts';
import { aDesk } from '../../test/support/desk.ts';
import { aPortal } from '../../test/support/portal.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { fileComplaintByApi } from '../complaints/file-complaint-by-api.ts';
import { openCaseDocument } from './open-case-document.ts';
import type { OpenedDocument } from './open-file-link.ts';
import { openFileLink } from './open-file-link.ts';
import { stageDocument } from './stage-document.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A photo lying on its side, with a place in its EXIF and words after its end. */
async function aPhoto(): Promise<Buffer> {
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#3366cc' } })
    .withMetadata({ orientation: 6 })
    .withExif({ IFD0: { Make: 'PlantedCamera' }, IFD3: { GPSLatitude: '42/1 52/1 0/1' } })
    .jpeg()
    .toBuffer();
  return Buffer.concat([photo, Buffer.from('planted after the end')]);
}

async function aCase(name: string, bytes: Buffer) {
  const source = (async function* () {
    yield bytes;
  })();
  const { id } = granted(await stageDocument(product.context, { client: 'test' }, name, source));
  const key = { client: 'test', idempotencyKey: randomUUID() };
  const filed = granted(await fileComplaintByApi(product.context, key, { ...aFiling(), documents: [id] }));
  return { complaintId: filed.recordId, documentId: id };
}

type Filed = Awaited<ReturnType<typeof aCase>>;

async function open(filed: Filed, form: 'shown' | 'original'): Promise<{ opened: OpenedDocument; bytes: Buffer }> {
  const clerk = await product.actor(product.cec.clerk);
  const { path } = granted(await openCaseDocument(product.as('shailoo_desk'), clerk, { ...filed, form }));
  const opened = granted(await openFileLink(product.as('shailoo_portal'), path.slice('/f/'.length)));
  return { opened, bytes: await buffer(opened.pieces) };
}

test('a photo is shown upright without place, camera or anything after its end; the original keeps its SHA-256', async () => {
  const photo = await aPhoto();
  const { exif } = await sharp(photo).metadata();
  assert.ok(exif && photo.includes('PlantedCamera'), 'the planted photo has a place');
  const filed = await aCase('сүрөт.jpg', photo);
  const { opened, bytes } = await open(filed, 'shown');
  assert.equal(opened.isShown, true);
  assert.equal(opened.bytes, bytes.length);
  const shown = await sharp(bytes).metadata();
  assert.deepEqual([shown.format, shown.width, shown.height], ['jpeg', 40, 60]);
  assert.deepEqual([shown.exif, shown.xmp, shown.iptc, shown.icc], [undefined, undefined, undefined, undefined]);
  assert.ok(!bytes.includes('PlantedCamera') && !bytes.includes('Exif') && !bytes.includes('planted after'));
  const original = await open(filed, 'original');
  assert.equal(original.opened.isShown, false);
  assert.equal(sha256(original.bytes), sha256(photo));
});

test('a PNG stays a PNG with what is see-through, and loses its words', async () => {
  const png = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#ff000080' } })
    .withExif({ IFD0: { Copyright: 'PlantedWords' } })
    .png()
    .toBuffer();
  assert.ok(png.includes('PlantedWords'));
  const { opened, bytes } = await open(await aCase('a.png', png), 'shown');
  assert.deepEqual([opened.isShown, opened.mediaType], [true, 'image/png']);
  const { format, hasAlpha } = await sharp(bytes).metadata();
  assert.deepEqual([format, hasAlpha], ['png', true]);
  assert.ok(!bytes.includes('PlantedWords'));
});

test('a bomb of pixels and a cut photo are not shown: only the original to save, and a mark', async () => {
  const bomb = await sharp({ create: { width: 8_000, height: 6_000, channels: 3, background: '#fff' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  assert.ok(bomb.length < 300_000);
  const photo = await sharp({
    create: {
      width: 600,
      height: 400,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 99, sigma: 30 },
    },
  })
    .jpeg()
    .toBuffer();
  const files: [string, Buffer][] = [
    ['bomb.png', bomb],
    ['cut.jpg', photo.subarray(0, photo.length / 2)],
  ];
  const served = await aDesk(product);
  try {
    const browser = await served.signedIn(product.cec.clerk);
    for (const [name, planted] of files) {
      const filed = await aCase(name, planted);
      const { opened, bytes } = await open(filed, 'shown');
      assert.equal(opened.isShown, false, name);
      assert.equal(sha256(bytes), sha256(planted), name);
      const page = await browser.get(`/en/cases/${filed.complaintId}`);
      assert.match(page.text, /The picture cannot be read/, name);
    }
  } finally {
    await served.close();
  }
});

test('only PNG and JPEG are decoded, whatever a file says it is', async () => {
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
  );
  const dressed = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), svg]);
  const jpeg = await aPhoto();
  for (const bytes of [svg, dressed, jpeg]) assert.equal(await showPicture(bytes, 'image/png'), undefined);
  assert.ok(await showPicture(jpeg, 'image/jpeg'));
});

test('the origin of files shows the copy in place and gives the original to save, each by a link that works once', async () => {
  const photo = await aPhoto();
  const filed = await aCase('сүрөт.jpg', photo);
  const portal = await aPortal(product);
  try {
    const clerk = await product.actor(product.cec.clerk);
    const get = async (form: 'shown' | 'original') => {
      const { path } = granted(await openCaseDocument(product.as('shailoo_desk'), clerk, { ...filed, form }));
      const answer = await fetch(portal.files + path);
      assert.equal((await fetch(portal.files + path)).status, 410);
      return { headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    const shown = await get('shown');
    assert.match(shown.headers.get('content-disposition') ?? '', /^inline/);
    assert.equal(shown.headers.get('content-type'), 'image/jpeg');
    assert.ok(!shown.bytes.includes('PlantedCamera'));
    const original = await get('original');
    assert.match(original.headers.get('content-disposition') ?? '', /^attachment/);
    assert.equal(original.headers.get('content-type'), 'application/octet-stream');
    assert.equal(sha256(original.bytes), sha256(photo));
    assert.deepEqual(portal.errors, []);
  } finally {
    await portal.close();
  }
});
