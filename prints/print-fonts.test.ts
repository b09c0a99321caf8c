import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printable, printFont, printFontNames } from './print-fonts.ts';

test('every typeface of prints has the letters of the three languages', () => {
  for (const name of printFontNames) {
    const lost = Array.from('АЯаяЁёҢңӨөҮүAZaz019«»„“–—…№§[]').filter(
      (letter) => !printFont(name).hasGlyphForCodePoint(letter.codePointAt(0) ?? 0),
    );
    assert.deepEqual(lost, [], name);
  }
});

test('a letter that a typeface lacks is named, never lost; controls become spaces', () => {
  assert.equal(printable('sans', 'Өтүнүч 😀'), 'Өтүнүч [U+1F600]');
  assert.equal(printable('sans', 'a\u0000b\tc\r\nd'), 'a b c\nd');
  assert.equal(printable('sans', 'и\u0306'), 'й');
});
