import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileComplaintByApi } from '../../operations/complaints/file-complaint-by-api.ts';
import { readReceipt } from '../../operations/complaints/read-receipt.ts';
import { cleanName, stageDocument } from '../../operations/documents/stage-document.ts';
import { verifyDocuments } from '../../operations/documents/verify-documents.ts';
import { aFiling, granted } from '../builders/complaints.ts';
import { aDesk } from '../support/desk.ts';
import type { Browser as DeskBrowser, TestDesk } from '../support/desk.ts';
import { htmlFaults, openBrowser } from '../support/page-checks.ts';
import { FormBrowser } from '../support/form-browser.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { hostileFiles, planted } from './hostile-files.ts';
import type { HostileFile, Meeting } from './hostile-files.ts';

type Sent = HostileFile & { complaintId: string; documentId: string; recorded: string };

const inOneComplaint = 45;

/** Met on a page of the viewer; a copy of a picture holds nothing but pixels. */
const inViewer: ReadonlySet<Meeting> = new Set(['drawn', 'notDrawn', 'video', 'audio']);

let product: Product;
let portal: TestPortal;
let desk: TestDesk;
let clerk: DeskBrowser;
let sent: Sent[];
let receivedIn = 0;
const memoryBefore = process.memoryUsage().rss;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  const addresses = { desk: 'http://127.0.0.1', files: portal.files, portal: portal.url, signIn: [] };
  desk = await aDesk(product, { addresses });
  clerk = await desk.signedIn(product.cec.clerk);
  const files = await hostileFiles();
  const begun = Date.now();
  sent = await fileAll(files);
  receivedIn = Date.now() - begun;
});
after(async () => {
  await desk.close();
  await portal.close();
  await product.close();
});

async function fileAll(files: readonly HostileFile[]): Promise<Sent[]> {
  const context = product.as('shailoo_portal');
  const all: Sent[] = [];
  for (let from = 0; from < files.length; from += inOneComplaint) {
    const staged: (HostileFile & { documentId: string; recorded: string })[] = [];
    for (const file of files.slice(from, from + inOneComplaint)) {
      const source = (async function* () {
        yield file.bytes;
      })();
      const { id, mediaType } = granted(await stageDocument(context, { client: 'test' }, file.name, source));
      staged.push({ ...file, documentId: id, recorded: mediaType });
    }
    const documents = staged.map(({ documentId }) => documentId);
    const key = { client: 'test', idempotencyKey: randomUUID() };
    const { recordId } = granted(await fileComplaintByApi(context, key, { ...aFiling(), documents }));
    all.push(...staged.map((file) => ({ ...file, complaintId: recordId })));
  }
  return all;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function addressOf({ complaintId, documentId }: Sent): string {
  return `/en/cases/${complaintId}/files/${documentId}`;
}

/** What every answer of the files' origin has, whatever it carries. */
function guards(answer: Response, what: string): void {
  assert.match(answer.headers.get('content-security-policy') ?? '', /^sandbox; default-src 'none'/, what);
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', what);
  assert.equal(answer.headers.get('cache-control'), 'no-store', what);
  assert.equal(answer.headers.get('set-cookie'), null, what);
}

test('there are more than ninety hostile files, each of another kind', async () => {
  assert.ok(sent.length > 90, String(sent.length));
  assert.equal(new Set(sent.map(({ what }) => what)).size, sent.length);
  await Promise.resolve();
});

test('each is received, sealed and kept whole; its type is told from its content, never from its name', async () => {
  const wrong = sent.flatMap(({ what, type, recorded }) => (recorded === type ? [] : [`${what}: ${recorded}`]));
  assert.deepEqual(wrong, []);
  const damaged: object[] = [];
  await verifyDocuments(product.context, (fault) => void damaged.push(fault));
  assert.deepEqual(damaged, []);
  assert.ok(receivedIn < 60_000, `${receivedIn} ms`);
});

test('each meets staff only as a copy of ours, as drawn pages, in a player, or as a page that says why not', async () => {
  const wrong: string[] = [];
  for (const file of sent) {
    const met = await meet(file);
    if (met !== file.meeting) wrong.push(`${file.what}: ${met}`);
  }
  assert.deepEqual(wrong, []);
});

async function meet(file: Sent): Promise<Meeting | 'nothing'> {
  const page = await clerk.get(addressOf(file));
  if (page.status === 200) {
    assert.match(page.text, /is not shown/, file.what);
    assert.ok(!page.text.includes(`alert('${planted}`), file.what);
    return 'told';
  }
  assert.equal(page.status, 303, file.what);
  const address = page.location ?? '';
  const answer = await fetch(address);
  guards(answer, file.what);
  const type = answer.headers.get('content-type') ?? '';
  const body = Buffer.from(await answer.arrayBuffer());
  if (address.startsWith(`${portal.files}/f/`)) return meetPicture(file, answer, body);
  assert.match(type, /^text\/html/, file.what);
  const html = body.toString();
  assert.ok(!html.includes(`alert('${planted}`), file.what);
  const media = /<(video|audio) controls[^>]* src="([^"]+)"/.exec(html);
  if (media) {
    const part = await fetch(portal.files + (media[2] ?? ''), { headers: { range: 'bytes=0-9' } });
    guards(part, file.what);
    await part.arrayBuffer();
    assert.equal(part.status, 206, file.what);
    assert.match(part.headers.get('content-type') ?? '', /^(video\/mp4|audio\/wav)$/, file.what);
    return media[1] === 'video' ? 'video' : 'audio';
  }
  const src = /<img src="([^"]+)"/.exec(html)?.[1];
  if (src === undefined) return html.includes('The pages cannot be shown') ? 'notDrawn' : 'nothing';
  const drawn = await fetch(portal.files + src);
  guards(drawn, file.what);
  const picture = Buffer.from(await drawn.arrayBuffer());
  if (drawn.status === 404) return 'notDrawn';
  assert.equal(drawn.headers.get('content-type'), 'image/png', file.what);
  assert.ok(!picture.includes(planted), file.what);
  return 'drawn';
}

function meetPicture(file: Sent, answer: Response, body: Buffer): Meeting {
  const type = answer.headers.get('content-type');
  const disposition = answer.headers.get('content-disposition') ?? '';
  if (type === 'application/octet-stream') {
    assert.match(disposition, /^attachment; /, file.what);
    assert.equal(sha256(body), sha256(file.bytes), file.what);
    return 'original';
  }
  assert.match(type ?? '', /^image\/(png|jpeg)$/, file.what);
  assert.match(disposition, /^inline; /, file.what);
  assert.ok(!body.includes(planted) && !body.includes('PK\u0003\u0004'), file.what);
  assert.notEqual(sha256(body), sha256(file.bytes), file.what);
  return 'copy';
}

test('the original of each is only saved: as an attachment of no type, unchanged, under a name that is only a name', async () => {
  for (const file of sent) {
    const { location } = await clerk.get(`${addressOf(file)}/original`);
    const answer = await fetch(location ?? '');
    guards(answer, file.what);
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream', file.what);
    const disposition = answer.headers.get('content-disposition') ?? '';
    const name = /^attachment; filename\*=UTF-8''([\w.%!#$&+^`|~-]+)$/.exec(disposition)?.[1];
    assert.ok(name !== undefined, `${file.what}: ${disposition}`);
    assert.equal(decodeURIComponent(name), cleanName(file.name), file.what);
    assert.equal(sha256(Buffer.from(await answer.arrayBuffer())), sha256(file.bytes), file.what);
  }
});

test('a name keeps no path, no control, no turn of direction, and at most 200 characters', () => {
  for (const { name } of sent) {
    const clean = cleanName(name);
    assert.doesNotMatch(clean, /[\\/\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/u);
    assert.ok(clean.isWellFormed() && clean !== '' && Array.from(clean).length <= 200);
  }
  assert.equal(cleanName('../../etc/passwd'), 'passwd');
  assert.equal(cleanName('annual\u202efdp.exe'), 'annualfdp.exe');
});

test('names stand escaped on the case page, the printed receipt and the complainant’s own page, which stay valid', async () => {
  for (const complaintId of new Set(sent.map((file) => file.complaintId))) {
    const pages = [
      await clerk.get(`/en/cases/${complaintId}`),
      await clerk.get(`/en/cases/${complaintId}/receipt`),
      { text: await ownPage(complaintId), status: 200 },
    ];
    for (const { text, status } of pages) {
      assert.equal(status, 200);
      assert.doesNotMatch(text, /<script|onerror=alert\('planted[^&]*<|<img src=x/);
      assert.ok(!text.includes('>49<') && !text.includes('49$'));
      assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/);
      assert.deepEqual(await htmlFaults(text), []);
    }
  }
});

async function ownPage(complaintId: string): Promise<string> {
  const { number, code } = granted(await readReceipt(product.context, complaintId));
  return new FormBrowser(portal.url).send(`/en/complaints/${number}/open`, { code });
}

test('in a browser none of them runs anything, asks for anything elsewhere or opens a window', async (context) => {
  const browser = await openBrowser();
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  assert.ok(browser, 'chromium is missing; npm run setup:tests installs it');
  const happened: string[] = [];
  try {
    const window = await browser.newContext({ acceptDownloads: false });
    window.on('page', (page) => {
      page.on('dialog', (dialog) => {
        happened.push(`dialog ${dialog.message()}`);
        void dialog.dismiss();
      });
    });
    const page = await window.newPage();
    const own = new URL(portal.files).origin;
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== own) happened.push(request.url());
    });
    for (const file of sent.filter(({ meeting, name }) => inViewer.has(meeting) && name !== 'content.pdf')) {
      const { location } = await clerk.get(addressOf(file));
      await page.goto(location ?? '', { waitUntil: 'commit' }).catch(() => undefined);
      if ((await page.title().catch(() => '')).includes(planted)) happened.push(file.what);
    }
    for (const file of sent.filter(({ bytes }) => bytes.includes(planted))) {
      const { location } = await clerk.get(`${addressOf(file)}/original`);
      await page.goto(location ?? '', { waitUntil: 'commit' }).catch(() => undefined);
      if ((await page.title().catch(() => '')).includes(planted)) happened.push(`${file.what}, original`);
    }
    assert.equal(window.pages().length, 1);
    assert.deepEqual(happened, []);
  } finally {
    await browser.close();
  }
});

test('an infected file is met by nobody, in no form', async () => {
  const virus = sent.find(({ name }) => name === 'eicar.com');
  const picture = sent.find(({ meeting }) => meeting === 'copy');
  for (const file of [virus, picture]) {
    assert.ok(file);
    await product.context.database.query({
      text: `update document set scan = 'infected' where id = $1`,
      values: [file.documentId],
    });
    for (const address of [addressOf(file), `${addressOf(file)}/original`]) {
      const page = await clerk.get(address);
      assert.equal(page.status, 403);
      assert.match(page.text, /FILE_INFECTED/);
    }
  }
});

test('the process lives, has not grown by a bomb, wrote nothing outside and failed nowhere inside', () => {
  assert.deepEqual(portal.errors, []);
  assert.deepEqual(desk.defects, []);
  assert.ok(!existsSync('/tmp/planted'));
  const grown = (process.memoryUsage().rss - memoryBefore) / 1024 / 1024;
  assert.ok(grown < 1_500, `${Math.round(grown)} MB`);
});
