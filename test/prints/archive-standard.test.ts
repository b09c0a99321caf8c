import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { acquireVeraPdf, type VeraPdf } from '../../dev/parts/acquire-verapdf.ts';
import { runCommand } from '../../dev/parts/run-command.ts';
import { LANGUAGES, type Language } from '../../domain/language.ts';
import { printReceipt } from '../../prints/complaints/receipt.ts';
import { printDecision } from '../../prints/decisions/decision.ts';
import { printMinutes } from '../../prints/sittings/minutes.ts';
import { printCaseCover } from '../../prints/stamping/case-cover.ts';
import { stampPdf } from '../../prints/stamping/stamp-pdf.ts';
import { printStampSheet } from '../../prints/stamping/stamp-sheet.ts';
import { aCaseCover, aDecision, aDraft, aMinutes, aReceipt, aStampSheet } from './samples.ts';

let folder: string;
let veraPdf: VeraPdf;

const prints: Record<string, (language: Language) => Promise<Buffer>> = {
  receipt: (language) => printReceipt(aReceipt(), language),
  'receipt-long': (language) => printReceipt(aReceipt({ long: true }), language),
  decision: (language) => printDecision(aDecision(), language),
  'decision-long': (language) => printDecision(aDecision({ long: true }), language),
  draft: (language) => printDecision(aDraft(), language),
  minutes: (language) => printMinutes(aMinutes(), language),
  cover: (language) => printCaseCover(aCaseCover(), language),
  sheet: (language) => printStampSheet(aStampSheet(), language),
  stamped: async (language) => {
    const copy = await stampPdf(await printReceipt(aReceipt(), language), { lines: ['K-2027-000171 · ңөү'] });
    assert.ok(copy.ok);
    return copy.copy;
  },
};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shailoo-prints-'));
  veraPdf = await acquireVeraPdf();
});

after(async () => rm(folder, { recursive: true, force: true }));

test('every print in every language keeps PDF/A-2a and PDF/UA-1', { timeout: 300_000 }, async (context) => {
  if (veraPdf.state === 'absent' && process.env['CI'] !== 'true') return context.skip(`veraPDF: ${veraPdf.cure}`);
  assert.ok(veraPdf.state === 'found', veraPdf.state === 'absent' ? veraPdf.cure : '');
  const files: string[] = [];
  for (const [name, print] of Object.entries(prints)) {
    for (const language of LANGUAGES) {
      const file = join(folder, `${name}-${language}.pdf`);
      await writeFile(file, await print(language));
      files.push(file);
    }
  }
  for (const standard of ['2a', 'ua1']) {
    const args = ['-jar', veraPdf.jar, '-f', standard, '--format', 'text', '-v', ...files];
    const { ok, output } = await runCommand(veraPdf.java, args, { timeoutMs: 200_000 });
    assert.ok(ok, output);
    assert.equal(output.match(/^PASS /gm)?.length, files.length, output);
  }
});

test('the checker notices a file that is no archive file', { timeout: 120_000 }, async (context) => {
  if (veraPdf.state === 'absent') return context.skip(`veraPDF: ${veraPdf.cure}`);
  const file = join(folder, 'planted.pdf');
  const good = await printReceipt(aReceipt(), 'ky');
  await writeFile(file, Buffer.from(good.toString('latin1').replace('<pdfaid:part>2', '<pdfaid:part>9'), 'latin1'));
  const { ok } = await runCommand(veraPdf.java, ['-jar', veraPdf.jar, '-f', '2a', '--format', 'text', file]);
  assert.equal(ok, false);
});
