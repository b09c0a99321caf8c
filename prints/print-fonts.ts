import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';

/** Names of the typefaces of a print: sans for the system, serif for the law. */
export type PrintFont = 'sans' | 'sansBold' | 'serif' | 'serifBold' | 'serifItalic';

/** A parsed typeface; parsing once and sharing it is what makes prints fast. */
export type ParsedFont = { readonly hasGlyphForCodePoint: (codePoint: number) => boolean };

type FontFile = ParsedFont & {
  readonly characterSet: readonly number[];
  readonly glyphForCodePoint: (codePoint: number) => unknown;
};

const files: Record<PrintFont, string> = {
  sans: 'golos-text/400Regular/GolosText_400Regular.ttf',
  sansBold: 'golos-text/600SemiBold/GolosText_600SemiBold.ttf',
  serif: 'source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  serifBold: 'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  serifItalic: 'source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf',
};

const locate = createRequire(import.meta.url);
const parsed = new Map<PrintFont, ParsedFont>();

/** All names. */
export const printFontNames = Object.keys(files) as readonly PrintFont[];

/** The file of a typeface, for those who embed it by themselves. */
export function printFontBytes(name: PrintFont): Buffer {
  return readFileSync(locate.resolve(`@expo-google-fonts/${files[name]}`));
}

/** The typeface of a name, parsed on first use and kept. */
export function printFont(name: PrintFont): ParsedFont {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const font = fontkit.create(printFontBytes(name)) as FontFile;
  nameLetters(font);
  parsed.set(name, font);
  return font;
}

// A shape is kept with the letter it was first met as. Met first as a part of another letter (и in й) it would have
// none, and every later print would lose that letter for search and for reading programmes; so all are met here.
function nameLetters(font: FontFile): void {
  for (const point of font.characterSet.toSorted((one, other) => one - other)) font.glyphForCodePoint(point);
}

/**
 * `text` as this typeface can show it: a letter without a glyph becomes `[U+2192]`, so that nothing is lost in silence
 * and the file stays PDF/A; tabs and control characters become spaces. Line ends stay.
 */
export function printable(name: PrintFont, text: string): string {
  const font = printFont(name);
  let shown = '';
  for (const letter of text.normalize('NFC').replaceAll(/\r\n?/g, '\n')) {
    const point = letter.codePointAt(0) ?? 0;
    if (letter === '\n') shown += letter;
    else if (point < 0x20 || (point >= 0x7f && point < 0xa0)) shown += ' ';
    else if (font.hasGlyphForCodePoint(point)) shown += letter;
    else if (/\p{Default_Ignorable_Code_Point}/u.test(letter)) continue;
    else shown += `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`;
  }
  return shown;
}
