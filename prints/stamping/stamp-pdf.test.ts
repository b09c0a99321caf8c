import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import {
  aLargePdf,
  aLockedPdf,
  aPdf,
  aPdfBomb,
  aPdfOfSharedContents,
  aPdfThatLoops,
  aTurnedPdf,
} from '../../test/builders/uploaded-pdfs.ts';
import { pagesOf, skipReading, wordsOf } from '../../test/support/read-pdf.ts';
import { stampPdf } from './stamp-pdf.ts';
import type { StampingResult } from './stamping-job.ts';

const lines = ['K-2027-000171 · өтүнүч ңөү ҢӨҮ', 'SHA-256 9b41 c07e'];

function made(result: StampingResult): Buffer {
  assert.ok(result.ok, result.ok ? '' : result.reason);
  return result.copy;
}

test(
  'every page bears the stamp, Kyrgyz letters readable; the original is not changed',
  { skip: skipReading },
  async () => {
    const original = await aPdf(4);
    const hash = createHash('sha256').update(original).digest('hex');
    const pages = pagesOf(made(await stampPdf(original, { lines })));
    assert.equal(pages.length, 4);
    for (const [index, page] of pages.entries()) {
      for (const line of [...lines, `Барак ${index + 1}`]) assert.ok(page.includes(line), `${index}: ${page}`);
    }
    assert.equal(createHash('sha256').update(original).digest('hex'), hash);
  },
);

test('a stamp is an ornament, so that a tagged document stays one', async () => {
  const { PDFDocument } = await import('pdf-lib');
  const stamped = await PDFDocument.load(made(await stampPdf(await aPdf(1), { lines })));
  const saved = Buffer.from(await stamped.save({ useObjectStreams: false })).toString('latin1');
  assert.match(saved, /\/StructTreeRoot/);
  assert.match(saved, /pdfuaid/);
});

test(
  'on a page that is turned and cropped the stamp is at the top left as it is seen',
  { skip: skipReading },
  async () => {
    const words = wordsOf(made(await stampPdf(await aTurnedPdf(), { lines })));
    for (const page of [0, 1, 2, 3]) {
      const number = words.find((word) => word.page === page && word.word === 'K-2027-000171');
      assert.ok(number && number.x > 10 && number.x < 40 && number.y >= 0 && number.y < 20, JSON.stringify(number));
    }
  },
);

test(
  'pages that share their contents are stamped once each, whatever scale these leave',
  { skip: skipReading },
  async () => {
    const words = wordsOf(made(await stampPdf(aPdfOfSharedContents(), { lines })));
    const numbers = words.filter(({ word }) => word === 'K-2027-000171');
    assert.deepEqual(
      numbers.map(({ page }) => page),
      [0, 1],
    );
    assert.ok(numbers.every(({ x, y }) => x < 40 && y < 20));
  },
);

test('a long line is set smaller and stays on the page', { skip: skipReading }, async () => {
  const words = wordsOf(made(await stampPdf(await aPdf(1), { lines: [`${'өтүнүч '.repeat(60)}акыры`] })));
  const last = words.find(({ word }) => word === 'акыры');
  assert.ok(last && last.x < 575, JSON.stringify(last));
});

test('a copy can be stamped again, and both stamps are read', { skip: skipReading }, async () => {
  const once = made(await stampPdf(await aPdf(1), { lines: ['биринчи ңөү'] }));
  const [page = ''] = pagesOf(made(await stampPdf(once, { lines: ['', 'экинчи ҢӨҮ'] })));
  assert.ok(page.includes('биринчи ңөү') && page.includes('экинчи ҢӨҮ'), page);
});

test('a file as large as the portal takes is stamped', async () => {
  const large = aLargePdf(49_000_000);
  assert.ok(made(await stampPdf(large, { lines })).length > 49_000_000);
});

test('a file of which no copy can be made gives its reason', async () => {
  const good = await aPdf(2);
  const cases: [string, Buffer, string][] = [
    ['empty', Buffer.alloc(0), 'unreadable'],
    ['cut', good.subarray(0, Math.floor(good.length / 2)), 'unreadable'],
    ['random bytes', randomBytes(50_000), 'unreadable'],
    ['random bytes behind a header', Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(50_000)]), 'unreadable'],
    ['a tree of pages that loops', aPdfThatLoops(), 'unreadable'],
    ['a password', await aLockedPdf(), 'encrypted'],
  ];
  for (const [name, bytes, reason] of cases) {
    assert.deepEqual(await stampPdf(bytes, { lines }), { ok: false, reason }, name);
  }
});

test('a bomb ends within its limits, and who asked goes on', { timeout: 120_000 }, async () => {
  const bomb = await aPdfBomb();
  assert.ok(bomb.length < 20_000, `${bomb.length} bytes`);
  const before = process.memoryUsage().rss;
  const [heavy, light] = await Promise.all([stampPdf(bomb, { lines }), stampPdf(await aPdf(1), { lines })]);
  assert.deepEqual(heavy, { ok: false, reason: 'tooHeavy' });
  assert.ok(light.ok);
  assert.ok(process.memoryUsage().rss - before < 300_000_000);
});
