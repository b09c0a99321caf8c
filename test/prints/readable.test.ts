import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { runCommand } from '../../dev/parts/run-command.ts';
import { findProgram } from '../../dev/parts/find-program.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { printReceipt } from '../../prints/complaints/receipt.ts';
import { printDecision } from '../../prints/decisions/decision.ts';
import { printMinutes } from '../../prints/sittings/minutes.ts';
import { say } from '../../wording/say.ts';
import { aDecision, aMinutes, aReceipt } from './samples.ts';

const missing = ['pdftotext', 'pdftoppm'].filter((name) => findProgram(name) === undefined);
const skip = missing.length > 0 && process.env['CI'] !== 'true' ? `${missing.join(' and ')} is missing` : false;

test('the same model gives the same bytes, also side by side', async () => {
  const [first, second, other] = await Promise.all([
    printReceipt(aReceipt(), 'ky'),
    printReceipt(aReceipt(), 'ky'),
    printReceipt(aReceipt(), 'ru'),
  ]);
  assert.deepEqual(first, second);
  assert.notDeepEqual(first, other);
});

test('a receipt says number, exact time, code, every file with its hash, and the way to follow', { skip }, async () => {
  await withFolder(async (folder) => {
    const model = aReceipt({ long: true });
    const words = await textOf(folder, await printReceipt(model, 'ky'));
    for (const expected of [
      'K-2027-000171',
      '08:47:31',
      model.receiptCode,
      '9b41 c07e 55d2',
      'Арыз 1 ',
      'Арыз 60 ',
      'https://example.org/ky/complaints/K-2027-000171',
      'U+1F600',
      '15-январы, 24:00',
    ]) {
      assert.ok(words.includes(expected), expected);
    }
  });
});

test(
  'minutes say the vote by name, the ground of a recusal, the rule with its mark, and who dissents',
  { skip },
  async () => {
    await withFolder(async (folder) => {
      const words = await textOf(folder, await printMinutes(aMinutes(), 'ru'));
      for (const expected of [
        'S-2027-000007',
        '14 января 2027 года, 12:40',
        'присутствуют 7 из 8',
        'отвод: родство',
        'не голосовал',
        'принято',
        'нет кворума',
        say('ru', 'law.notConfirmedBecause', { reason: '' }).split(' ')[0] ?? '',
        'Особое мнение приложили: Мүчө 5',
      ]) {
        assert.ok(words.includes(expected), expected);
      }
      assert.equal(words.match(/Особое мнение/g)?.length, 1);
    });
  },
);

test('the QR code of a receipt does not hold the receipt code', () => {
  assert.ok(!aReceipt().qr.text.includes(aReceipt().receiptCode));
});

test('a hidden place is a named black block, and the head of a table comes again on each page', { skip }, async () => {
  await withFolder(async (folder) => {
    const words = await textOf(folder, await printDecision(aDecision({ long: true }), 'ru'));
    assert.ok(words.includes('[арыз ээсинин аты-жөнү]'));
    assert.ok(words.includes('Мүчө 90'));
    assert.ok((words.match(/Член комиссии/g) ?? []).length > 2);
    assert.match(words, /Страница 2 из \d+/);
  });
});

test('nothing is drawn outside the margins in any language', { skip }, async () => {
  await withFolder(async (folder) => {
    for (const language of LANGUAGES) {
      await writeFile(join(folder, `${language}.pdf`), await printDecision(aDecision(), language));
      await writeFile(join(folder, `receipt-${language}.pdf`), await printReceipt(aReceipt(), language));
    }
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.pdf'))) {
      await runCommand('pdftoppm', ['-r', '40', '-png', join(folder, name), join(folder, name)]);
    }
    const pictures = (await readdir(folder)).filter((file) => file.endsWith('.png'));
    assert.ok(pictures.length >= 6);
    for (const name of pictures) assert.equal(await inkInMargins(join(folder, name)), 0, name);
  });
});

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'shailoo-prints-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function textOf(folder: string, pdf: Buffer): Promise<string> {
  const file = join(folder, 'print.pdf');
  await writeFile(file, pdf);
  await runCommand('pdftotext', ['-layout', file, join(folder, 'print.txt')]);
  return readFile(join(folder, 'print.txt'), 'utf8');
}

async function inkInMargins(file: string): Promise<number> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
  const margin = Math.floor((info.width * 54) / 595);
  let dark = 0;
  for (let row = 0; row < info.height; row += 1) {
    for (let column = 0; column < info.width; column += 1) {
      const inMargin = column < margin || column >= info.width - margin;
      if (inMargin && (data[row * info.width + column] ?? 255) < 128) dark += 1;
    }
  }
  return dark;
}
