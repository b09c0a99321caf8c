import type { PdfFile } from './pdf-file.ts';
import type { PrintFont } from './print-fonts.ts';
import { inks } from './print-inks.ts';
import { blockPadding, blockScale, type Line, type TextStyle } from './print-lines.ts';

/** Draws one line with its top at `y`; the caller has opened the content that it belongs to. */
export function drawLine(file: PdfFile, line: Line, style: TextStyle, x: number, y: number): void {
  for (const piece of line) {
    const left = x + piece.x;
    if (piece.redacted) {
      const height = style.size * 1.2;
      file.rect(left, y + (style.leading - height) / 2, piece.width, height).fill(inks.ink);
      write(file, piece.text, piece.font, style.size * blockScale, '#ffffff', left + blockPadding, y, style.leading);
    } else {
      write(file, piece.text, piece.font, style.size, style.colour, left, y, style.leading);
    }
  }
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
  const base = y + leading / 2 + size * 0.35;
  file.font(font).fontSize(size).fillColor(colour).text(text, x, base, { lineBreak: false, baseline: 'alphabetic' });
}
