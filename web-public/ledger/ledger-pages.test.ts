import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestContext } from 'node:test';
import express from 'express';
import type { Browser } from 'playwright-core';
import { findTool } from '../../dev/test/tools.ts';
import { runCommand } from '../../dev/parts/run-command.ts';
import { checkInclusion, parseInclusion } from '../../integrations/ledger/inclusion-file.ts';
import { parseVerifierKey } from '../../integrations/ledger/signed-note.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { addEvidence } from '../../operations/complaints/add-evidence.ts';
import { readReceipt } from '../../operations/complaints/read-receipt.ts';
import { stageDocument } from '../../operations/documents/stage-document.ts';
import type { Ledger } from '../../operations/ledger/ledger.ts';
import { proveEvent } from '../../operations/ledger/prove-event.ts';
import { publishLedger } from '../../operations/ledger/publish-ledger.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { FormBrowser } from '../../test/support/form-browser.ts';
import { axeFaults, isTooWide, openBrowser } from '../../test/support/page-checks.ts';
import { aLedger } from '../../test/support/ledger.ts';
import { aPortal, serve } from '../../test/support/portal.ts';
import type { TestPortal } from '../../test/support/portal.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

let product: Product;
let portal: TestPortal;
let ledger: Ledger;
let folder: string;
let chromium: Browser | undefined;
before(async () => {
  product = await aProduct();
  folder = mkdtempSync(join(tmpdir(), 'shailoo-ledger-'));
  ledger = await aLedger(folder);
  portal = await aPortal(product, { ledger: ledger.files });
  chromium = await openBrowser();
});
after(async () => {
  await chromium?.close();
  await portal.close();
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

const publish = () => publishLedger(product.as('shailoo_ledger'), ledger);

async function sent(
  path: string,
  fields: Record<string, string>,
  file?: { name: string; field: string; bytes: string },
) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  if (file) body.append(file.field, new Blob([file.bytes]), file.name);
  const answer = await fetch(`${portal.url}${path}`, {
    method: 'POST',
    body,
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  return { status: answer.status, text: await answer.text() };
}

test('the page leads to how everything is checked from outside, and to the program, as they stand in the source code', async () => {
  const docs = join(import.meta.dirname, '../../docs');
  for (const language of LANGUAGES) {
    const page = await (await fetch(`${portal.url}/${language}/ledger`)).text();
    assert.match(page, /<a href="\/verify\.md" hreflang="en">/);
    assert.match(page, /<a href="\/verify\.py" download="verify\.py">/);
  }
  for (const [path, file] of [
    ['/verify.md', 'verify.md'],
    ['/verify.py', 'verify/verify.py'],
  ] as const) {
    const answer = await fetch(`${portal.url}${path}`);
    assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.equal(await answer.text(), readFileSync(join(docs, file), 'utf8'));
  }
});

test('before anything is published the page says so, and a proof is not there yet', async () => {
  const page = await (await fetch(`${portal.url}/ky/ledger`)).text();
  assert.match(page, /Журнал али жарыяланган жок/u);
  assert.equal((await fetch(`${portal.url}/ledger/checkpoint`)).status, 404);
});

test('the files are served as C2SP tlog-tiles says, and nothing else beside them', async () => {
  await aComplaint(product, 'registered');
  await publish();
  const checkpoint = await fetch(`${portal.url}/ledger/checkpoint`);
  assert.equal(checkpoint.headers.get('content-type'), 'text/plain; charset=utf-8');
  assert.match(checkpoint.headers.get('cache-control') ?? '', /max-age=5$/);
  const size = Number((await checkpoint.text()).split('\n')[1]);
  const tile = await fetch(`${portal.url}/ledger/tile/0/000.p/${size}`);
  assert.equal(tile.headers.get('content-type'), 'application/octet-stream');
  assert.match(tile.headers.get('cache-control') ?? '', /immutable/);
  const hashes = Buffer.from(await tile.arrayBuffer());
  assert.equal(hashes.length, size * 32);
  const bundle = Buffer.from(await (await fetch(`${portal.url}/ledger/tile/entries/000.p/${size}`)).arrayBuffer());
  const entry = bundle.subarray(2, 2 + bundle.readUInt16BE(0));
  const leaf = createHash('sha256')
    .update(Buffer.from([0]))
    .update(entry)
    .digest();
  assert.ok(leaf.equals(hashes.subarray(0, 32)));
  for (const path of [
    '../keys/ledger.key',
    '%2e%2e/keys/ledger.key',
    'tile/0/999',
    'tile',
    '',
    'checkpoints/999999',
    'keys/ledger.key',
  ])
    assert.equal((await fetch(`${portal.url}/ledger/${path}`)).status, 404, path);
});

test('the holder of the code gets the proof of the filing, which holds by itself and on the page', async () => {
  const complaintId = await aComplaint(product, 'filed');
  const { number, code, commitment } = granted(await readReceipt(product.context, complaintId));
  const browser = new FormBrowser(portal.url);
  await browser.send(`/ru/complaints/${number}/open`, { code });
  await browser.open(`/ru/complaints/${number}/private/proof`);
  assert.equal(browser.status, 409);
  assert.match(browser.html, /ещё не вошла в открытый журнал/);
  await publish();
  await browser.open(`/ru/complaints/${number}/private/proof`);
  assert.equal(browser.status, 200);
  const proof = browser.html;
  const { entry } = JSON.parse(Buffer.from(parseInclusion(proof).extra ?? []).toString()) as { entry: string };
  checkInclusion(proof, Buffer.from(entry), parseVerifierKey(ledger.signer.verifier.text));
  const good = await sent('/ru/ledger/check-proof', {}, { name: `${number}.tlog-proof`, field: 'proof', bytes: proof });
  assert.equal(good.status, 200);
  assert.match(good.text, /Доказательство верно/);
  assert.ok(good.text.replaceAll(' ', '').includes(commitment), 'the commitment that the receipt shows');
  const bad = await sent(
    '/ru/ledger/check-proof',
    {},
    { name: 'x', field: 'proof', bytes: proof.replace('index ', 'index 1') },
  );
  assert.equal(bad.status, 422);
  assert.match(bad.text, /Доказательство не сходится[^<]*PROOF_WRONG/);
  const none = await sent('/ru/ledger/check-proof', {});
  assert.match(none.text, /Выберите файл доказательства/);
  const stranger = new FormBrowser(portal.url);
  await stranger.open(`/ru/complaints/${number}/private/proof`);
  assert.equal(stranger.status, 401);
});

/** The address of a portal that gives the true ledger and says of each first event that it was recorded a year earlier. */
async function aLyingPortal(t: TestContext): Promise<string> {
  const app = express();
  app.use(async (request, response) => {
    const answer = await fetch(`${portal.url}${request.originalUrl}`);
    if (!request.path.endsWith('/events'))
      return void response.status(answer.status).send(Buffer.from(await answer.arrayBuffer()));
    const page = (await answer.json()) as { items: { recordedAt: string }[] };
    const [first] = page.items;
    if (first) first.recordedAt = first.recordedAt.replace(/^\d{4}/, (year) => String(Number(year) - 1));
    response.json(page);
  });
  const { url, close } = await serve(app);
  t.after(close);
  return url;
}

test('a program in another language, without any part of ours, finds the ledger and a proof good, and a lie not', async (t) => {
  const python = findTool('python');
  if (python === undefined) return t.skip('Python is not there: npm run setup:tests');
  const verify = async (...given: string[]) => {
    const script = join(import.meta.dirname, '../../docs/verify/verify.py');
    const { ok, output } = await runCommand(python, [script, ...given], { timeoutMs: 60_000 });
    return `${ok ? 'ok' : 'not'} ${output}`;
  };
  const key = ledger.signer.verifier.text;
  const complaintId = await aComplaint(product, 'drafted');
  await publish();
  const copy = join(folder, 'copy');
  assert.match(await verify('ledger', portal.url, key, copy), /^ok good: \d+ entries, \d+ complaints filed/);
  await aComplaint(product, 'drafted');
  await publish();
  assert.match(await verify('ledger', portal.url, key, copy), /^ok good: the ledger begins with the copy/);
  const { number } = granted(await readReceipt(product.context, complaintId));
  assert.match(
    await verify('page', portal.url, number, key),
    /^ok good: \d+ public events of K-2027-\d+ are in the ledger/,
  );
  assert.match(await verify('page', portal.url, number, key, 'pec-1086'), /^not NOT good: .* answers 404/);
  assert.match(await verify('page', await aLyingPortal(t), number, key), /^not NOT good: event 1 was recorded at/);
  const proof = granted(await proveEvent(product.context, ledger.files, { recordId: complaintId, seq: 1 }));
  writeFileSync(join(folder, 'good'), proof);
  assert.match(
    await verify('proof', join(folder, 'good'), key),
    /^ok good: COMPLAINT_FILED received 2027-01-11T04:00:00/,
  );
  writeFileSync(join(folder, 'bad'), proof.replace(/\nindex \d+/, '\nindex 0'));
  assert.match(await verify('proof', join(folder, 'bad'), key), /^not NOT good: the way does not lead/);
  writeFileSync(copy, `${readFileSync(copy, 'utf8').replace(/\n\d+\n/, '\n3\n')}`);
  assert.match(
    await verify('ledger', portal.url, key, copy),
    /^not NOT good: the signature of the checkpoint is wrong/,
  );
  const other = key.replace(/\+[0-9a-f]{8}\+/, '+00000000+');
  assert.match(await verify('ledger', portal.url, other), /^not NOT good: the key is not one/);
});

test('a filed file is known by its bytes and its instant, one changed letter makes it another, and what was typed stays', async () => {
  const complaintId = await aComplaint(product, 'admitted');
  const client = 'desk:test';
  const bytes = (async function* () {
    yield Buffer.from('%PDF-1.4 the photo');
  })();
  const document = granted(await stageDocument(product.context, { client }, 'photo.pdf', bytes));
  const files = { ids: [document.id], client };
  const clerk = await product.actor(product.cec.clerk);
  granted(await addEvidence(product.context, clerk, { complaintId, text: 'Сүрөт.', files }));
  const { number } = granted(await readReceipt(product.context, complaintId));
  const good = await sent(
    '/en/ledger/check-file',
    { number },
    { name: 'any.pdf', field: 'file', bytes: '%PDF-1.4 the photo' },
  );
  assert.match(good.text, new RegExp(`Exactly this file was filed with complaint ${number} on 11 January 2027`));
  const bad = await sent(
    '/en/ledger/check-file',
    { number },
    { name: 'any.pdf', field: 'file', bytes: '%PDF-1.4 the phota' },
  );
  assert.match(bad.text, /has no such file/);
  const unknown = await sent(
    '/en/ledger/check-file',
    { number: 'K-2027-999999' },
    { name: 'a', field: 'file', bytes: 'x' },
  );
  assert.deepEqual([unknown.status, unknown.text.includes('value="K-2027-999999"')], [404, true]);
  const empty = await sent('/ky/ledger/check-file', { number: '' });
  assert.match(empty.text, /Даттануунун номерин жазыңыз/u);
});

test('whoever checks a proof on a phone sees the answer without looking for it', async (t) => {
  if (!chromium) return t.skip('Chromium is not there: npm run setup:tests');
  const complaintId = await aComplaint(product, 'filed');
  await publish();
  const proof = granted(await proveEvent(product.context, ledger.files, { recordId: complaintId, seq: 1 }));
  const page = await chromium.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${portal.url}/ky/ledger`);
  await page.setInputFiles('#proof', { name: 'a.tlog-proof', mimeType: 'text/plain', buffer: Buffer.from(proof) });
  await page.click('form[action*=check-proof] button');
  await page.waitForLoadState('load');
  const { y = -1 } = (await page.locator('#verdict').boundingBox()) ?? {};
  assert.ok(y >= 0 && y < 844, String(y));
  await page.close();
});

test('the page can be used by everybody in the three languages, on a phone too', async (t) => {
  if (!chromium) return t.skip('Chromium is not there: npm run setup:tests');
  await publish();
  for (const width of [390, 1280]) {
    const page = await chromium.newPage({ viewport: { width, height: 900 } });
    for (const language of LANGUAGES) {
      await page.goto(`${portal.url}/${language}/ledger`);
      assert.deepEqual(await axeFaults(page), [], `${language} ${width}`);
      assert.equal(await isTooWide(page), false, `${language} ${width}`);
    }
    await page.close();
  }
});
