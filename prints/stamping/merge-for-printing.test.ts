import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { aPdf, aPdfThatActs, aPdfThatLoops } from '../../test/builders/uploaded-pdfs.ts';
import { pagesOf, skipReading } from '../../test/support/read-pdf.ts';
import { mergeForPrinting } from './merge-for-printing.ts';
import { stampPdf } from './stamp-pdf.ts';
import { stampPicture } from './stamp-picture.ts';
import type { StampingResult } from './stamping-job.ts';

const lines = ['K-2027-000171 · өтүнүч ңөү'];

function made(result: StampingResult): Buffer {
  assert.ok(result.ok, result.ok ? '' : result.reason);
  return result.copy;
}

test('parts follow each other with all their pages, stamps and letters', { skip: skipReading }, async () => {
  const [cover, stamped] = [await aPdf(1), made(await stampPdf(await aPdf(3), { lines }))];
  const pages = pagesOf(made(await mergeForPrinting([{ pdf: cover }, { pdf: stamped }, { pdf: stamped }])));
  assert.equal(pages.length, 7);
  assert.deepEqual(
    pages.map((page) => page.includes('өтүнүч ңөү')),
    [false, true, true, true, true, true, true],
  );
});

test('a part whose pages cannot be taken over is replaced by its stand-in', { skip: skipReading }, async () => {
  const whole = await mergeForPrinting([{ pdf: await aPdf(1) }, { pdf: aPdfThatLoops(), standIn: await aPdf(2) }]);
  assert.equal(pagesOf(made(whole)).length, 3);
  assert.deepEqual(await mergeForPrinting([{ pdf: aPdfThatLoops() }]), { ok: false, reason: 'unreadable' });
});

test('a print does nothing: what an uploaded page would start is left out', async () => {
  const merged = await PDFDocument.load(made(await mergeForPrinting([{ pdf: aPdfThatActs() }])));
  const text = Buffer.from(await merged.save({ useObjectStreams: false })).toString('latin1');
  assert.equal(merged.getPageCount(), 1);
  assert.doesNotMatch(text, /\/(OpenAction|AA|A) |planted/);
});

test('a picture is a page that stands as the camera meant it', async () => {
  const wide = sharp({ create: { width: 600, height: 300, channels: 4, background: '#3366cc80' } });
  const turned = await wide.clone().jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const sizeOf = async (bytes: Buffer): Promise<{ width: number; height: number }> => {
    const pdf = await PDFDocument.load(made(await stampPicture(bytes, { lines })));
    assert.equal(pdf.getPageCount(), 1);
    return pdf.getPage(0).getSize();
  };
  const upright = await sizeOf(turned);
  assert.ok(upright.height > upright.width);
  const lying = await sizeOf(await wide.png().toBuffer());
  assert.ok(lying.width > lying.height);
});

test('what only says that it is a picture gives its reason, and so does one of too many dots', async () => {
  assert.deepEqual(await stampPicture(Buffer.from('\x89PNG\r\n\x1a\n rubbish'), { lines }), {
    ok: false,
    reason: 'unreadable',
  });
  const blank = { width: 20_000, height: 20_000, channels: 3 as const, background: '#ffffff' };
  const huge = await sharp({ create: blank, limitInputPixels: false }).png().toBuffer();
  assert.deepEqual(await stampPicture(huge, { lines }), { ok: false, reason: 'tooHeavy' });
});
