import { page, type PdfFile } from './pdf-file.ts';
import { printable } from './print-fonts.ts';
import { inks } from './print-inks.ts';
import { widthOf } from './print-lines.ts';

/** How every page is marked: who speaks at the head of the first, what stands at the foot of each. */
export type PageMarks = {
  readonly headLeft: string;
  readonly headRight: readonly string[];
  readonly foot: string;
  /** A word at the head of every page, such as that of a draft. */
  readonly watermark?: string;
  /** «1-барак, бардыгы 3», "Page 1 of 3". */
  readonly pageOf: (number: number, total: number) => string;
};

const right = page.width - page.right;
const font = 'sans';
const size = 8.5;

/** Draws the head of the first page and the foot of all; both are ornaments for reading programmes. */
export function markPages(file: PdfFile, marks: PageMarks): void {
  const { start, count } = file.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    file.switchToPage(index);
    const { bottom } = file.page.margins;
    file.page.margins.bottom = 0;
    file.markContent('Artifact', { type: 'Pagination' });
    if (index === start) drawHead(file, marks);
    if (marks.watermark !== undefined) drawWatermark(file, marks.watermark);
    const y = page.height - 38;
    write(file, marks.foot, page.left, y, right - page.left - 100);
    writeRight(file, marks.pageOf(index - start + 1, count), y, 90);
    file.endMarkedContent();
    file.page.margins.bottom = bottom;
  }
}

function drawHead(file: PdfFile, marks: PageMarks): void {
  const [x, y] = [page.left, page.top - 14];
  file.path(`M${x} ${y + 4}h4v14h12v-14h4v18h-20z`).fill(inks.lake);
  file.rect(x + 7.5, y, 5, 14).fill(inks.ballot);
  file
    .font('sansBold')
    .fontSize(13)
    .fillColor(inks.ink)
    .text('шайлоо', x + 28, y - 1, { lineBreak: false });
  write(file, marks.headLeft, x + 28, y + 14, 215);
  marks.headRight.forEach((row, index) => writeRight(file, row, y + 2 + index * 12, 225));
  file
    .moveTo(x, y + 32)
    .lineTo(right, y + 32)
    .lineWidth(1.5)
    .stroke(inks.ink);
}

/** In the upper margin, between the edges of the page: it covers no text. */
function drawWatermark(file: PdfFile, word: string): void {
  const shown = printable('sansBold', word);
  const width = widthOf(file, shown, 'sansBold', 11) + 16;
  const x = (page.width - width) / 2;
  file.rect(x, 14, width, 18).lineWidth(1).stroke(inks.ink);
  file
    .font('sansBold')
    .fontSize(11)
    .fillColor(inks.ink)
    .text(shown, x + 8, 17, { lineBreak: false });
}

function write(file: PdfFile, text: string, x: number, y: number, width: number): void {
  const shown = shorten(file, text, width);
  file.font(font).fontSize(size).fillColor(inks.quiet).text(shown, x, y, { lineBreak: false });
}

function writeRight(file: PdfFile, text: string, y: number, width: number): void {
  const shown = shorten(file, text, width);
  write(file, shown, right - widthOf(file, shown, font, size), y, width);
}

function shorten(file: PdfFile, text: string, width: number): string {
  const whole = printable(font, text).replaceAll('\n', ' ');
  if (widthOf(file, whole, font, size) <= width) return whole;
  let shown = whole;
  while (shown !== '' && widthOf(file, `${shown}…`, font, size) > width) shown = shown.slice(0, -1);
  return `${shown}…`;
}
