import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { LANGUAGES } from '../../domain/language.ts';
import { fileComplaintByApi } from '../../operations/complaints/file-complaint-by-api.ts';
import { lookAtCaseDocument } from '../../operations/documents/look-at-case-document.ts';
import { stageDocument } from '../../operations/documents/stage-document.ts';
import { countPages, drawPage } from '../../prints/viewing/draw-page.ts';
import { aFiling, granted } from '../../test/builders/complaints.ts';
import { aWav, anMp4 } from '../../test/builders/recordings.ts';
import { aLockedPdf, aPdf, aPdfBomb, aPdfThatActs } from '../../test/builders/uploaded-pdfs.ts';
import { aDesk } from '../../test/support/desk.ts';
import type { Browser as DeskBrowser, TestDesk } from '../../test/support/desk.ts';
import { axeFaults, htmlFaults, isTooWide, openBrowser } from '../../test/support/page-checks.ts';
import { aPortal } from '../../test/support/portal.ts';
import type { TestPortal } from '../../test/support/portal.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { rangeOf } from './range-of.ts';

let product: Product;
let portal: TestPortal;
let desk: TestDesk;
let clerk: DeskBrowser;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  desk = await aDesk(product, {
    addresses: { desk: 'http://127.0.0.1', files: portal.files, portal: portal.url, signIn: [] },
  });
  clerk = await desk.signedIn(product.cec.clerk);
});
after(async () => {
  await desk.close();
  await portal.close();
  await product.close();
});

type Filed = { complaintId: string; documentId: string };

async function filed(name: string, bytes: Buffer): Promise<Filed> {
  const source = (async function* () {
    yield bytes;
  })();
  const { id } = granted(await stageDocument(product.context, { client: 'test' }, name, source));
  const key = { client: 'test', idempotencyKey: randomUUID() };
  const { recordId } = granted(await fileComplaintByApi(product.context, key, { ...aFiling(), documents: [id] }));
  return { complaintId: recordId, documentId: id };
}

/** Follows the desk's link as a browser does: the address on the files' origin. */
async function look({ complaintId, documentId }: Filed, language = 'en'): Promise<string> {
  const page = await clerk.get(`/${language}/cases/${complaintId}/files/${documentId}`);
  assert.equal(page.status, 303, page.text);
  assert.ok(page.location?.startsWith(`${portal.files}/v/`), String(page.location));
  return page.location ?? '';
}

async function setScan({ documentId }: Filed, scan: string): Promise<void> {
  await product.context.database.query({
    text: 'update document set scan = $2 where id = $1',
    values: [documentId, scan],
  });
}

function guards(answer: Response): void {
  assert.match(answer.headers.get('content-security-policy') ?? '', /^sandbox; default-src 'none'/);
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
}

test('pages of a PDF are drawn pictures; no byte of the PDF reaches the browser without a click on the original', async () => {
  const pdf = await aPdf(3);
  const address = await look(await filed('Өтүнүч.pdf', pdf));
  const answer = await fetch(`${address}?page=2`);
  guards(answer);
  const html = await answer.text();
  assert.match(html, /<bdi>Өтүнүч\.pdf<\/bdi>/);
  assert.match(html, /Page 2 of 3/);
  assert.match(html, /rel="prev"[\s\S]*rel="next"/);
  const src = /<img src="([^"]+)"/.exec(html)?.[1] ?? '';
  const picture = await fetch(portal.files + src);
  guards(picture);
  assert.equal(picture.headers.get('content-type'), 'image/png');
  const { width, height } = await sharp(Buffer.from(await picture.arrayBuffer())).metadata();
  assert.ok(height === 1_500 && width < height, `${width} × ${height}`);
  const original = /<a href="(\/f\/[^"]+)"/.exec(html)?.[1] ?? '';
  const saved = await fetch(portal.files + original);
  assert.match(saved.headers.get('content-disposition') ?? '', /^attachment/);
  const sha256 = createHash('sha256')
    .update(Buffer.from(await saved.arrayBuffer()))
    .digest('hex');
  assert.equal(sha256, createHash('sha256').update(pdf).digest('hex'));
  assert.equal((await fetch(portal.files + original)).status, 410);
  assert.equal((await fetch(`${address}?page=99`)).status, 200);
});

test('a PDF that asks for a password, breaks or explodes is not shown, said so, and the original is offered', async () => {
  const files: [string, Buffer][] = [
    ['locked.pdf', await aLockedPdf()],
    ['broken.pdf', Buffer.from('%PDF-1.7 nothing')],
  ];
  for (const [name, bytes] of files) {
    const html = await (await fetch(await look(await filed(name, bytes)))).text();
    assert.match(html, /The pages cannot be shown/, name);
    assert.match(html, /href="\/f\//, name);
    assert.doesNotMatch(html, /<img/, name);
  }
  const started = Date.now();
  const html = await (await fetch(await look(await filed('bomb.pdf', await aPdfBomb())))).text();
  assert.match(html, /Save the original/);
  assert.ok(Date.now() - started < 40_000);
});

test('what a PDF would do when opened is not in its picture', async () => {
  const acting = aPdfThatActs();
  const drawn = await drawPage(acting, 1);
  assert.ok(typeof drawn !== 'string');
  assert.ok(!drawn.includes('JavaScript') && !drawn.includes('app.alert'));
});

test('without poppler a PDF is offered to save, and nothing else is tried', async () => {
  assert.equal(await countPages(await aPdf(1), ''), 'noProgram');
  assert.equal(await drawPage(await aPdf(1), 1, ''), 'noProgram');
});

test('a range of a recording is exactly those bytes; what lies outside is refused with the length', async () => {
  const recording = anMp4(300_000);
  const address = await look(await filed('видео.mp4', recording));
  const page = await fetch(address);
  guards(page);
  const media = `${portal.files}${/<video controls[^>]* src="([^"]+)"/.exec(await page.text())?.[1] ?? ''}`;
  const ranges: [string, number, number][] = [
    ['bytes=0-99', 0, 100],
    ['bytes=65530-140000', 65_530, 140_001],
    ['bytes=299990-', 299_990, 300_000],
    ['bytes=-10', 299_990, 300_000],
    ['bytes=10-999999', 10, 300_000],
  ];
  for (const [range, start, end] of ranges) {
    const part = await fetch(media, { headers: { range } });
    guards(part);
    assert.equal(part.status, 206, range);
    assert.equal(part.headers.get('content-type'), 'video/mp4');
    assert.equal(part.headers.get('content-range'), `bytes ${start}-${end - 1}/300000`);
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), recording.subarray(start, end), range);
  }
  const whole = await fetch(media);
  assert.deepEqual([whole.status, whole.headers.get('accept-ranges')], [200, 'bytes']);
  assert.equal((await whole.arrayBuffer()).byteLength, 300_000);
  const outside = await fetch(media, { headers: { range: 'bytes=300000-' } });
  assert.deepEqual([outside.status, outside.headers.get('content-range')], [416, 'bytes */300000']);
});

test('nonsense in a range is no range', () => {
  for (const header of [undefined, '', 'bytes=', 'bytes=-', 'bytes=5-1', 'bytes=0-1,3-4', 'items=0-1', 'bytes=a-b']) {
    assert.equal(rangeOf(header), null, header);
  }
  assert.deepEqual(rangeOf('bytes=-5'), { suffix: 5 });
});

test('the first use of a viewer is in the audit, and its hour ends', async () => {
  const one = await filed('a.wav', aWav(1));
  const address = await look(one);
  for (let times = 0; times < 3; times += 1) assert.equal((await fetch(address)).status, 200);
  const rows = await product.context.database.query<{ actor: string }>({
    text: `select actor from audit where record_id = $1 and action = 'document.open'`,
    values: [one.complaintId],
  });
  assert.deepEqual(rows, [{ actor: `person:${product.cec.clerk}` }]);
  const token = address.split('/')[4] ?? '';
  assert.equal((await fetch(`${portal.files}/f/${token}`)).status, 404);
  await product.context.database.query({ text: `update file_link set expires_at = clock_timestamp()` });
  assert.equal((await fetch(address)).status, 410);
  assert.equal((await fetch(`${portal.files}/v/unknown/en`)).status, 404);
});

test('what the scanner found later closes a viewer that is open, and a file that could not be scanned is not shown', async () => {
  const one = await filed('b.mp4', anMp4(1_000));
  const address = await look(one);
  await setScan(one, 'infected');
  assert.equal((await fetch(address)).status, 403);
  assert.equal((await fetch(address.replace('/en', '/media'))).status, 403);
  const page = await clerk.get(`/en/cases/${one.complaintId}/files/${one.documentId}`);
  assert.match(page.text, /FILE_INFECTED/);
  await setScan(one, 'failed');
  const failed = await clerk.get(`/en/cases/${one.complaintId}/files/${one.documentId}`);
  assert.match(failed.text, /antivirus could not check/);
});

test('a document type that no browser should open has a page that says so, and is saved only by a click', async () => {
  const heic = Buffer.concat([
    Buffer.from('000000186674797068656963000000006d69663168656963', 'hex'),
    Buffer.from('000000406d657461', 'hex'),
    Buffer.alloc(56),
  ]);
  for (const [name, bytes, words] of [
    ['a.docx', Buffer.from('PK\u0003\u0004 no real one'), /not opened in the browser/],
    ['a.heic', heic, /HEIC pictures cannot be shown/],
    ['a.html', Buffer.from('<script>alert(1)</script>'), /not opened in the browser/],
  ] as const) {
    const one = await filed(name, bytes);
    for (const language of LANGUAGES) {
      const page = await clerk.get(`/${language}/cases/${one.complaintId}/files/${one.documentId}`);
      assert.equal(page.status, 200);
      assert.deepEqual(await htmlFaults(page.text), []);
      if (language === 'en') assert.match(page.text, words, name);
    }
    const original = await clerk.get(`/en/cases/${one.complaintId}/files/${one.documentId}/original`);
    const saved = await fetch(original.location ?? '');
    assert.match(saved.headers.get('content-disposition') ?? '', /^attachment/);
    assert.equal(saved.headers.get('content-type'), 'application/octet-stream');
  }
});

test('staff of another commission get no look', async () => {
  const one = await filed('c.wav', aWav(1));
  const outsider = { kind: 'person', personId: randomUUID(), appointments: [] } as const;
  const outcome = await lookAtCaseDocument(product.as('shailoo_desk'), outsider, one);
  assert.equal(outcome.ok ? 'granted' : outcome.refusal.code, 'NOT_FOUND');
});

test('in a browser the page is drawn and the sound plays inside the sandbox, in three languages, for everybody', async (context) => {
  const browser = await openBrowser();
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  assert.ok(browser, 'chromium is missing; npm run setup:tests installs it');
  try {
    const [pdf, wav] = [await filed('барактар.pdf', await aPdf(2)), await filed('үн.wav', aWav(2))];
    for (const width of [1280, 390]) {
      for (const language of LANGUAGES) {
        for (const one of [pdf, wav]) {
          const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
          const blocked: string[] = [];
          page.on('console', (message) => void blocked.push(message.text()));
          await page.goto(await look(one, language), { waitUntil: 'load' });
          assert.deepEqual(await htmlFaults(await page.content()), []);
          assert.equal(await isTooWide(page), false);
          if (one === pdf) {
            const drawn = await page.evaluate(`document.querySelector('img').naturalHeight`);
            assert.equal(drawn, 1_500);
          } else {
            assert.equal(await durationOf(page), 2);
          }
          assert.deepEqual(blocked, []);
          assert.deepEqual(await axeFaultsOutside(page), []);
          if (process.env['SHOTS'])
            await page.screenshot({
              path: `/tmp/shots/viewer-${language}-${width}-${one === pdf ? 'pdf' : 'wav'}.png`,
            });
          await page.context().close();
        }
      }
    }
  } finally {
    await browser.close();
  }
});

/** axe works with timers, which stand still in a sandbox: it looks at a copy of the page outside. */
async function axeFaultsOutside(page: Page): Promise<string[]> {
  const copy = await page.context().newPage();
  await copy.setContent(await page.content(), { waitUntil: 'domcontentloaded' });
  const faults = await axeFaults(copy);
  await copy.close();
  return faults;
}

/** Seconds of the sound once its head was read; scripts of a page in a sandbox wait for nothing, so we ask again. */
async function durationOf(page: Page): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const seconds = await page.evaluate<number>(`document.querySelector('audio').duration || 0`);
    if (seconds > 0) return Math.round(seconds);
    await page.waitForTimeout(100);
  }
  return 0;
}

test('nothing failed inside', () => {
  assert.deepEqual(portal.errors, []);
  assert.deepEqual(desk.defects, []);
});
