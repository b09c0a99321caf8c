import type { PdfFile } from './pdf-file.ts';
import type { PrintFont } from './print-fonts.ts';
import { inks } from './print-inks.ts';
import { blockPadding, blockScale, type Line, type Piece, type TextStyle } from './print-lines.ts';

/** Draws one line with its top at `y`; the caller has opened the content that it belongs to. */
export function drawLine(file: PdfFile, line: Line, style: TextStyle, x: number, y: number): void {
  for (const piece of line) {
    const left = x + piece.x;
    if (piece.redacted) {
      drawBlock(file, piece, style, left, y);
    } else {
      write(file, piece.text, piece.font, style.size, style.colour, left, y, style.leading);
    }
  }
}

// The brackets are black on black: they are there for those who hear or copy the text.
function drawBlock(file: PdfFile, piece: Piece, style: TextStyle, x: number, y: number): void {
  const height = style.size * 1.2;
  const size = style.size * blockScale;
  const bracket = (sign: string, at: number): void => write(file, sign, 'sans', size, inks.ink, at, y, style.leading);
  file.rect(x, y + (style.leading - height) / 2, piece.width, height).fill(inks.ink);
  bracket('[', x + 0.5);
  write(file, piece.text, piece.font, size, '#ffffff', x + blockPadding, y, style.leading);
  bracket(']', x + piece.width - blockPadding);
}

/** How far below the top of a line its letters stand. */
export function baseOf(style: { readonly size: number; readonly leading: number }): number {
  return style.leading / 2 + style.size * 0.35;
}

// The base line is the same for both typefaces, so that pieces of one line stand level.
function write(
  file: PdfFile,
  text: string,
  font: PrintFont,
  size: number,
  colour: string,
  x: number,
  y: number,
  leading: number,
): void {
  const base = y + baseOf({ size, leading });
  file.font(font).fontSize(size).fillColor(colour).text(text, x, base, { lineBreak: false, baseline: 'alphabetic' });
}
