import type { PdfFile } from './pdf-file.ts';
import { printable, type PrintFont } from './print-fonts.ts';

/** A piece of a sentence: plain, strong, or a black block that names the kind of thing hidden. */
export type Inline = string | { readonly strong: string } | { readonly redacted: string };

/** A paragraph: one plain text or pieces. */
export type PrintText = string | readonly Inline[];

/** How a paragraph is set; sizes in points. */
export type TextStyle = {
  readonly font: PrintFont;
  readonly strongFont: PrintFont;
  readonly size: number;
  readonly leading: number;
  readonly colour: string;
};

/** A piece on a line with its place from the left. */
export type Piece = {
  readonly text: string;
  readonly font: PrintFont;
  readonly x: number;
  readonly width: number;
  readonly redacted: boolean;
};

/** One line of pieces. */
export type Line = readonly Piece[];

/** Room at both ends of a black block, and the size of its letters against the text around it. */
export const blockPadding = 4;
export const blockScale = 0.78;

/** Breaks a paragraph into lines of at most `width` points. Line ends in the text are kept; a longer word is cut. */
export function breakLines(file: PdfFile, text: PrintText, style: TextStyle, width: number): Line[] {
  const setter = new LineSetter(file, style.size, width);
  for (const inline of typeof text === 'string' ? [text] : text) addInline(setter, inline, style);
  return setter.finish();
}

/** Width of a text on one line. */
export function widthOf(file: PdfFile, text: string, font: PrintFont, size: number): number {
  return file.font(font).fontSize(size).widthOfString(text);
}

function addInline(setter: LineSetter, inline: Inline, style: TextStyle): void {
  if (typeof inline !== 'string' && 'redacted' in inline) {
    setter.addBlock(printable('sansBold', inline.redacted).replaceAll('\n', ' '));
    return;
  }
  const font = typeof inline === 'string' ? style.font : style.strongFont;
  const text = printable(font, typeof inline === 'string' ? inline : inline.strong);
  text.split('\n').forEach((row, index) => {
    if (index > 0) setter.breakLine();
    for (const word of row.match(/\S+|[^\S\u00a0]+/gu) ?? []) setter.addWord(word, font);
  });
}

class LineSetter {
  readonly #file: PdfFile;
  readonly #size: number;
  readonly #width: number;
  readonly #lines: Piece[][] = [[]];
  #x = 0;
  #space: { text: string; font: PrintFont; width: number } | undefined;

  constructor(file: PdfFile, size: number, width: number) {
    this.#file = file;
    this.#size = size;
    this.#width = width;
  }

  addWord(word: string, font: PrintFont): void {
    const width = widthOf(this.#file, word, font, this.#size);
    if (/^[^\S\u00a0]+$/u.test(word)) {
      if (this.#x > 0) this.#space = { text: ' ', font, width: widthOf(this.#file, ' ', font, this.#size) };
      return;
    }
    if (this.#x > 0 && this.#x + (this.#space?.width ?? 0) + width > this.#width) this.breakLine();
    if (width > this.#width) this.#addLongWord(word, font);
    else this.#place({ text: word, font, width, redacted: false });
  }

  addBlock(text: string): void {
    const font: PrintFont = 'sansBold';
    const size = this.#size * blockScale;
    let shown = text;
    while (widthOf(this.#file, shown, font, size) + 2 * blockPadding > this.#width) shown = shown.slice(0, -1);
    const width = widthOf(this.#file, shown, font, size) + 2 * blockPadding;
    if (this.#x > 0 && this.#x + (this.#space?.width ?? 0) + width > this.#width) this.breakLine();
    this.#place({ text: shown, font, width, redacted: true });
  }

  breakLine(): void {
    this.#lines.push([]);
    this.#x = 0;
    this.#space = undefined;
  }

  finish(): Line[] {
    return this.#lines;
  }

  #place(piece: Omit<Piece, 'x'>): void {
    const line = this.#lines.at(-1) ?? [];
    const before = line.at(-1);
    if (this.#space !== undefined) this.#x += this.#space.width;
    // Words of one typeface are one run: kerning and the text that programmes extract stay whole.
    if (before !== undefined && before.font === piece.font && !before.redacted && !piece.redacted) {
      const text = `${before.text}${this.#space === undefined ? '' : ' '}${piece.text}`;
      line[line.length - 1] = { ...before, text, width: this.#x + piece.width - before.x };
    } else {
      line.push({ ...piece, x: this.#x });
    }
    this.#x += piece.width;
    this.#space = undefined;
  }

  #addLongWord(word: string, font: PrintFont): void {
    let part = '';
    for (const letter of word) {
      if (widthOf(this.#file, part + letter, font, this.#size) > this.#width) {
        this.#place({ text: part, font, width: widthOf(this.#file, part, font, this.#size), redacted: false });
        this.breakLine();
        part = '';
      }
      part += letter;
    }
    this.#place({ text: part, font, width: widthOf(this.#file, part, font, this.#size), redacted: false });
  }
}
