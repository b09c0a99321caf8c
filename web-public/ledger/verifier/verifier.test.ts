import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type jsQR from 'jsqr';
import type { Browser } from 'playwright-core';
import qrcode from 'qrcode';
import sharp from 'sharp';
import { runCommand } from '../../../dev/parts/run-command.ts';
import { findTool } from '../../../dev/test/tools.ts';
import { openWitness } from '../../../integrations/ledger/witness.ts';
import { enterComplaint } from '../../../operations/complaints/enter-complaint.ts';
import { printReceipt, receiptQr } from '../../../operations/complaints/print-receipt.ts';
import { readReceipt } from '../../../operations/complaints/read-receipt.ts';
import type { Receipt } from '../../../operations/complaints/read-receipt.ts';
import type { Ledger } from '../../../operations/ledger/ledger.ts';
import { proofForQr, proveEvent } from '../../../operations/ledger/prove-event.ts';
import { publishLedger } from '../../../operations/ledger/publish-ledger.ts';
import { witnessLedger } from '../../../operations/ledger/witness-ledger.ts';
import { qrSegments } from '../../../prints/draw-qr.ts';
import { aDeputyOf, anAbsence } from '../../../test/builders/appointments.ts';
import { aComplaint, aFiling, granted } from '../../../test/builders/complaints.ts';
import { aDesk } from '../../../test/support/desk.ts';
import { aLedger } from '../../../test/support/ledger.ts';
import { axeFaults, isTooWide, openBrowser } from '../../../test/support/page-checks.ts';
import { aPortal } from '../../../test/support/portal.ts';
import type { TestPortal } from '../../../test/support/portal.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';
import { aWitness } from '../../../test/support/witness.ts';
import { checkOffline } from './check-offline.ts';

// The package is CommonJS whose types say otherwise.
const readQr = createRequire(import.meta.url)('jsqr') as typeof jsQR.default;

let product: Product;
let portal: TestPortal;
let ledger: Ledger;
let folder: string;
let key: string;
let receipt: Receipt;
let digits: string;
let chromium: Browser | undefined;
before(async () => {
  product = await aProduct();
  folder = mkdtempSync(join(tmpdir(), 'shailoo-verifier-'));
  ledger = await aLedger(folder);
  key = ledger.signer.verifier.text;
  portal = await aPortal(product, { ledger: ledger.files });
  chromium = await openBrowser();
  await aComplaint(product, 'registered');
  const recordId = await aComplaint(product, 'admitted');
  await aComplaint(product, 'drafted');
  receipt = granted(await readReceipt(product.context, recordId));
  assert.equal(await proofForQr(product.context, ledger.files, receipt), null, 'before it is in the ledger');
  await publishLedger(product.as('shailoo_ledger'), ledger);
  digits = (await proofForQr(product.context, ledger.files, receipt)) ?? '';
});
after(async () => {
  await chromium?.close();
  await portal.close();
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

const codeOf = async (proof: string, by = key, witnesses = ''): Promise<string> =>
  checkOffline(proof, by, witnesses).then(
    (proven) => (proven.witnesses.every(({ seenAt }) => seenAt !== null) ? 'good' : 'unseen'),
    (fault: { code: string }) => fault.code,
  );

test('the digits of a QR prove the filing by themselves, as the address in it and as a proof file do', async () => {
  const proven = await checkOffline(digits, key);
  const { number, commitment, complaint } = receipt;
  const { place, size, recordedAt, ...said } = proven;
  assert.deepEqual(said, {
    number,
    commitment,
    kind: 'COMPLAINT_FILED',
    legalAt: complaint.receivedAt,
    origin: 'commission.example/ledger',
    witnesses: [],
    unknown: 0,
  });
  assert.ok(place < size && recordedAt === complaint.receivedAt);
  assert.deepEqual(await checkOffline(`https://portal.example/ky/ledger/verifier#${digits}`, ` ${key}\n`), proven);
  const file = granted(await proveEvent(product.context, ledger.files, { recordId: receipt.recordId, seq: 1 }));
  assert.deepEqual(await checkOffline(file, key), { ...proven, number: null });
  assert.equal(await codeOf(file.replace(/\nindex \d+/, '\nindex 0')), 'wrong');
  assert.equal(await codeOf(file.replace('c2sp.org/tlog-proof@v1', 'c2sp.org/tlog-proof@v2')), 'unreadable');
});

/** Changes each byte of a printed proof, and expects it to hold only where it is of what the proof merely carries. */
async function changeEveryByte(of: string, witnesses: string): Promise<void> {
  const hex = BigInt(of).toString(16).padStart(2, '0');
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const salt = bytes.indexOf(Buffer.from(receipt.salt, 'hex'));
  const isCarried = (at: number): boolean =>
    (at >= 2 && at < 2 + receipt.number.length) || (at >= salt && at < salt + 32);
  assert.ok(salt > 0 && !bytes.includes(receipt.code), 'the code is not in it');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 0x01;
    const code = await codeOf(BigInt(`0x${changed.toString('hex')}`).toString(), key, witnesses);
    assert.equal(code === 'good', isCarried(at), `byte ${String(at)}: ${code}`);
  }
}

test('no byte of a printed proof can be changed, but for the number and the salt that it only carries', async () => {
  await changeEveryByte(digits, '');
  assert.equal(await codeOf(digits.slice(0, -30)), 'unreadable');
  assert.equal(await codeOf(`${digits}7`), 'unreadable');
  for (const none of ['', '7', 'K-2027-000001', '9'.repeat(4000), 'c2sp.org/tlog-proof@v1\n', `1${'0'.repeat(900)}`]) {
    assert.equal(await codeOf(none), 'unreadable', none.slice(0, 20));
  }
  const other = await aLedger(folder, { published: 'other', keys: 'other-keys' });
  assert.equal(await codeOf(digits, other.signer.verifier.text), 'notSigned');
  assert.equal(await codeOf(digits, key.replace(/\+[0-9a-f]{8}\+/, '+00000000+')), 'keyUnreadable');
});

test('a ledger of a million entries, an address of fifty letters and three witnesses fit a QR that paper can show', () => {
  const bytesAtAMillion = digits.length / 2.408 - 32 * 4 + 32 * 20 + 6;
  const text = `https://${'x'.repeat(20)}.example.kg/ky/ledger/verifier#`;
  const versionOf = (bytes: number): number =>
    qrcode.create(qrSegments({ text, digits: '7'.repeat(Math.ceil(bytes * 2.409)) }), { errorCorrectionLevel: 'M' })
      .version;
  const versions = [0, 1, 2, 3].map((witnesses) => versionOf(bytesAtAMillion + (witnesses && 1) + witnesses * 76));
  assert.ok((versions[0] ?? 99) <= 27 && (versions[3] ?? 99) <= 30, `versions ${versions.join()}`);
});

/** What a reader finds on the receipt: on its QR as a picture, and on the pages of its PDF at so many dots an inch. */
async function readOffPaper(
  proof: string,
  dotsPerInch = 200,
): Promise<{ screen: string | undefined; pages: (string | undefined)[] | null }> {
  const source = { publicUrl: 'https://portal.example', proof };
  const read = async (picture: Buffer): Promise<string | undefined> => {
    const { data, info } = await sharp(picture)
      .flatten({ background: '#fff' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return readQr(new Uint8ClampedArray(data), info.width, info.height)?.data;
  };
  const svg = await receiptQr(receipt, 'ky', source);
  const screen = await read(await sharp(Buffer.from(svg), { density: 300 }).resize(708).png().toBuffer());
  const pdftoppm = findTool('pdftoppm');
  if (pdftoppm === undefined) return { screen, pages: null };
  const place = mkdtempSync(join(folder, 'paper-'));
  writeFileSync(join(place, 'receipt.pdf'), await printReceipt(receipt, 'ky', source));
  const { ok } = await runCommand(
    pdftoppm,
    ['-r', String(dotsPerInch), '-png', join(place, 'receipt.pdf'), join(place, 'page')],
    {
      timeoutMs: 60_000,
    },
  );
  assert.ok(ok);
  const names = readdirSync(place).filter((name) => name.startsWith('page-'));
  return { screen, pages: await Promise.all(names.map((name) => read(readFileSync(join(place, name))))) };
}

test('what is printed is read off paper and off the screen', async (t) => {
  const address = `https://portal.example/ky/ledger/verifier#${digits}`;
  const { screen, pages } = await readOffPaper(digits);
  assert.equal(screen, address);
  if (pages === null) return t.skip('pdftoppm is not there: npm run setup:tests');
  assert.ok(pages.includes(address), 'a page of the PDF at 200 dpi');
});

test('verify.py finds the digits good, and another digit not', async (t) => {
  const python = findTool('python');
  if (python === undefined) return t.skip('Python is not there: npm run setup:tests');
  const script = join(import.meta.dirname, '../../../docs/verify/verify.py');
  const verify = async (given: string) =>
    (await runCommand(python, [script, 'qr', given, key], { timeoutMs: 60_000 })).output;
  assert.match(
    await verify(`https://portal.example/ru/ledger/verifier#${digits}`),
    /^on the paper: K-2027-000002\ngood: COMPLAINT_FILED received 2027-01-11T04:00:00/,
  );
  assert.match(await verify(digits), new RegExp(receipt.commitment));
  assert.match(await verify(`${digits.slice(0, -1)}${digits.endsWith('1') ? '2' : '1'}`), /^NOT good/);
});

test('the page checks in the browser and asks nobody; a saved copy does it without a network', async (t) => {
  if (!chromium) return t.skip('Chromium is not there: npm run setup:tests');
  for (const [language, width] of [
    ['ky', 390],
    ['ru', 1280],
    ['en', 390],
  ] as const) {
    const page = await chromium.newPage({ viewport: { width, height: 900 } });
    const asked: string[] = [];
    const answer = await page.goto(`${portal.url}/${language}/ledger/verifier`);
    assert.equal(answer?.status(), 200, JSON.stringify(portal.errors));
    assert.equal(await page.inputValue('#key'), key);
    page.on('request', (request) => asked.push(request.url()));
    await page.fill('#proof', digits);
    await page.click('button');
    await page.waitForSelector('#verdict.good');
    const told = await page.textContent('#verdict');
    assert.match(told ?? '', /11\.01\.2027, 10:00:00/, 'Bishkek time');
    assert.ok(told?.includes(receipt.number) && told.replaceAll(' ', '').includes(receipt.commitment));
    assert.deepEqual(await axeFaults(page), []);
    await page.fill(
      '#proof',
      digits.replace(/.$/, (last) => (last === '1' ? '2' : '1')),
    );
    await page.click('button');
    await page.waitForSelector('#verdict.bad');
    assert.deepEqual(await axeFaults(page), []);
    assert.equal(await isTooWide(page), false);
    assert.deepEqual(asked, []);
    await page.close();
  }
  const answer = await fetch(`${portal.url}/ky/ledger/verifier?save`);
  assert.match(answer.headers.get('content-disposition') ?? '', /attachment; filename="verifier-ky\.html"/);
  assert.match(
    answer.headers.get('content-security-policy') ?? '',
    /default-src 'none'; script-src 'sha256-[^;]+'; style-src 'sha256-/,
  );
  const saved = join(folder, 'verifier-ky.html');
  writeFileSync(saved, await answer.text());
  const context = await chromium.newContext({ offline: true });
  const page = await context.newPage();
  await page.goto(`${pathToFileURL(saved).href}#${digits}`);
  await page.waitForSelector('#verdict.good');
  await page.fill('#key', 'none');
  await page.click('button');
  await page.waitForSelector('#verdict.bad');
  assert.match((await page.textContent('#verdict')) ?? '', /Ачкыч туура жазылган эмес/);
  await context.close();
});

test('the desk prints the proof for who filed on paper', async () => {
  const desk = await aDesk(product, {
    ledger: ledger.files,
    addresses: { desk: 'http://127.0.0.1', files: 'http://127.0.0.1:3003', portal: 'https://p.example', signIn: [] },
  });
  try {
    const clerk = await desk.signedIn(product.cec.clerk);
    const { text } = await clerk.get(`/ru/cases/${receipt.recordId}/receipt`);
    const [, picture = ''] = /src="data:image\/svg\+xml;base64,([^"]*)"/.exec(text) ?? [];
    const png = await sharp(Buffer.from(picture, 'base64'), { density: 300 })
      .resize(708)
      .flatten({ background: '#fff' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const found = readQr(new Uint8ClampedArray(png.data), png.info.width, png.info.height)?.data ?? '';
    assert.match(found, /^https:\/\/p\.example\/ru\/ledger\/verifier#\d+$/);
    assert.equal(await codeOf(found), 'good');
  } finally {
    await desk.close();
  }
});

test('a complaint on paper that a deputy of the clerk entered is proven too: by the page, by a file and by verify.py', async (t) => {
  const deputy = await aDeputyOf(product, product.cec.clerk, 'clerk');
  await anAbsence(product, product.cec.clerk, { firstDay: '2027-01-11', lastDay: '2027-01-12' });
  const { recordId } = granted(
    await enterComplaint(product.as('shailoo_desk'), await product.actor(deputy), {
      formId: randomUUID(),
      channel: 'paper',
      filing: aFiling(),
      receivedAt: product.clock.now,
      reason: null,
      reasonWords: '',
      isConfirmed: false,
      documentIds: [],
    }),
  );
  await publishLedger(product.as('shailoo_ledger'), ledger);
  const entered = granted(await readReceipt(product.context, recordId));
  const proof = (await proofForQr(product.context, ledger.files, entered)) ?? '';
  assert.equal(await codeOf(proof), 'good');
  const file = granted(await proveEvent(product.context, ledger.files, { recordId, seq: 1 }));
  assert.match(file, /^c2sp/);
  assert.equal(await codeOf(file), 'good');
  const python = findTool('python');
  if (python === undefined) return t.skip('Python is not there: npm run setup:tests');
  const script = join(import.meta.dirname, '../../../docs/verify/verify.py');
  const { output } = await runCommand(python, [script, 'qr', proof, key], { timeoutMs: 60_000 });
  assert.match(output, /good: COMPLAINT_FILED received/);
});

/** Four witnesses who saw the ledger, one after the other, and what the QR holds then. */
async function cosigned() {
  const seenAt = Date.UTC(2027, 0, 11, 4, 0, 5) / 1_000;
  const outside = await Promise.all([0, 1, 2, 3].map((n) => aWitness(ledger.signer.verifier, () => seenAt + n)));
  await aComplaint(product, 'filed');
  await publishLedger(product.as('shailoo_ledger'), ledger);
  for (const one of outside) await witnessLedger(ledger, [openWitness(one)]);
  const proof = (await proofForQr(product.context, ledger.files, receipt)) ?? '';
  return {
    proof,
    keys: outside.map(({ key: one }) => one.text),
    close: () => Promise.all(outside.map((one) => one.close())),
  };
}

test('the largest proof, of a million entries and three witnesses, is read off paper too', async (t) => {
  const bytes = createHash('shake256', { outputLength: 1_259 }).update('any').digest('hex');
  const proof = BigInt(`0x01${bytes}`).toString();
  const address = `https://portal.example/ky/ledger/verifier#${proof}`;
  const readAt: number[] = [];
  for (const dotsPerInch of [200, 300, 400]) {
    const { pages } = await readOffPaper(proof, dotsPerInch);
    if (pages === null) return t.skip('pdftoppm is not there: npm run setup:tests');
    if (pages.includes(address)) readAt.push(dotsPerInch);
  }
  assert.ok(readAt.length >= 2, `read at ${readAt.join()}`);
});

test('cosignatures of three witnesses stand in the QR, hold for their keys, and cannot be changed', async (t) => {
  const { proof, keys, close } = await cosigned();
  t.after(close);
  const [one = '', two = '', three = '', fourth = ''] = keys;
  const held = await checkOffline(proof, key, keys.join('\n'));
  assert.deepEqual(
    held.witnesses.map(({ seenAt }) => seenAt),
    ['2027-01-11T04:00:05.000Z', '2027-01-11T04:00:06.000Z', '2027-01-11T04:00:07.000Z', null],
  );
  assert.deepEqual([held.unknown, (await checkOffline(proof, key)).unknown], [0, 3]);
  const file = granted(await proveEvent(product.context, ledger.files, { recordId: receipt.recordId, seq: 1 }));
  assert.ok((await checkOffline(file, key, keys.join('\n'))).witnesses.every(({ seenAt }) => seenAt !== null));
  assert.equal(await codeOf(proof, key, key), 'keyUnreadable', 'the key of a ledger is no witness');
  await changeEveryByte(proof, [one, two, three].join('\n'));
  const { screen, pages } = await readOffPaper(proof);
  const address = `https://portal.example/ky/ledger/verifier#${proof}`;
  assert.equal(screen, address);
  if (pages) assert.ok(pages.includes(address), 'a page of the PDF at 200 dpi');
  const python = findTool('python');
  if (python === undefined) return t.skip('Python is not there: npm run setup:tests');
  const script = join(import.meta.dirname, '../../../docs/verify/verify.py');
  const verify = async (...more: string[]) =>
    (await runCommand(python, [script, 'qr', proof, key, ...more], { timeoutMs: 60_000 })).output;
  assert.match(
    await verify('--witness', one, '--witness', three),
    /saw it 2027-01-11T04:00:05[^]*saw it 2027-01-11T04:00:07/,
  );
  assert.match(await verify('--witness', fourth), /^NOT good: the checkpoint is not signed by/);
});

test('the page says which witnesses saw it, and which signature it does not know', async (t) => {
  if (!chromium) return t.skip('Chromium is not there: npm run setup:tests');
  const { proof, keys, close } = await cosigned();
  t.after(close);
  const page = await chromium.newPage();
  await page.goto(`${portal.url}/ru/ledger/verifier#${proof}`);
  await page.fill('#witnesses', [keys[0], keys[3]].join('\n'));
  await page.click('button');
  await page.waitForFunction(`document.getElementById('verdict').textContent.includes('Видел свидетель')`);
  const told = (await page.textContent('#verdict')) ?? '';
  assert.match(told, /11\.01\.2027, 10:00:05/);
  assert.match(told, /подписи в этом доказательстве нет/);
  assert.match(told, /чьих ключей здесь нет2/);
  assert.deepEqual(await axeFaults(page), []);
  await page.close();
});
