import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instant } from '../domain/time/instant.ts';
import { pagesOf, skipReading } from '../test/support/read-pdf.ts';
import { PdfDocument } from './pdf-document.ts';

function print(title: string): Promise<Buffer> {
  const pdf = new PdfDocument({
    title: 'A',
    language: 'ky',
    createdAt: instant('2027-01-10T03:00:00Z'),
    marks: { headLeft: '', headRight: [], foot: '', pageOf: () => '' },
  });
  pdf.title(title);
  return pdf.finish();
}

test('a letter is found in a print whatever was printed before it in this process', { skip: skipReading }, async () => {
  assert.match(pagesOf(await print('йод'))[0] ?? '', /йод/);
  assert.match(pagesOf(await print('Иштин документтери'))[0] ?? '', /Иштин документтери/);
});
