import { drawQr, qrSide } from './draw-qr.ts';
import type { QrParts } from './draw-qr.ts';
import type { Language } from '../domain/language.ts';
import type { Instant } from '../domain/time/instant.ts';
import { closePdf, openPdf, page, type PdfElement, type PdfFile } from './pdf-file.ts';
import { drawTable, type PrintTable } from './pdf-table.ts';
import { baseOf, drawLine } from './draw-line.ts';
import { markPages, type PageMarks } from './page-marks.ts';
import { printable } from './print-fonts.ts';
import { inks } from './print-inks.ts';
import { styles, type StyleName } from './print-styles.ts';
import { breakLines, type PrintText } from './print-lines.ts';

/** A row of a definition list. */
export type Definition = { readonly term: string; readonly text: PrintText; readonly style?: StyleName };

const textWidth = page.width - page.left - page.right;
const foot = page.height - page.bottom;

/**
 * Our small writer of tagged pages: what is added is set below what was added before and goes on to the next page.
 * Positions are points from the top left. Ends with `finish`, which gives the bytes; nothing may be added after that.
 */
export class PdfDocument {
  readonly file: PdfFile;
  readonly #root: PdfElement;
  readonly #marks: PageMarks;
  #y: number = page.top;

  constructor(options: { title: string; language: Language; createdAt: Instant; marks: PageMarks }) {
    this.file = openPdf(options);
    this.#marks = options.marks;
    this.#root = this.file.struct('Document');
    this.file.addStructure(this.#root as never);
    this.file.addPage();
    this.#y = page.top + 38;
  }

  /** Where the next thing goes. */
  get y(): number {
    return this.#y;
  }

  /** Moves down; never over a page end. */
  space(points: number): void {
    this.#y += points;
  }

  /** Starts a new page unless `height` points are left on this one. True when it did. */
  makeRoom(height: number): boolean {
    if (this.#y + height <= foot) return false;
    this.file.addPage();
    this.#y = page.top;
    return true;
  }

  /** The title of the document, level one. */
  title(text: string, style: StyleName = 'title'): void {
    this.#paragraph(this.#child('H1'), 'H1', text, style, 0);
    this.space(6);
  }

  /** A heading of level two; stays with the `room` points that follow. */
  heading(text: string, room = 60): void {
    this.space(12);
    this.makeRoom(room);
    this.#paragraph(this.#child('H2'), 'H2', text, 'heading', 0);
    this.space(4);
  }

  /** A paragraph. */
  paragraph(text: PrintText, style: StyleName = 'text'): void {
    this.#paragraph(this.#child('P'), 'P', text, style, 0);
    this.space(styles[style].leading * 0.4);
  }

  /** Terms on the left, texts on the right, a list for reading programmes. */
  definitions(rows: readonly Definition[]): void {
    this.#list(
      rows.map((row) => ({ label: row.term, text: row.text, style: row.style ?? 'text', labelStyle: 'quiet' })),
      130,
    );
  }

  /** Numbered items. */
  numbered(items: readonly PrintText[], style: StyleName = 'text'): void {
    const labels: StyleName = style === 'law' ? 'law' : 'text';
    this.#list(
      items.map((text, index) => ({ label: `${index + 1}.`, text, style, labelStyle: labels })),
      24,
    );
  }

  /** A table whose head is repeated on each page. */
  table(table: PrintTable): void {
    this.#y = drawTable({
      file: this.file,
      parent: this.#root,
      table,
      y: this.#y,
      nextPage: () => this.#nextPage(),
      foot,
    });
    this.space(8);
  }

  /** A hair line, an ornament. */
  rule(): void {
    this.space(6);
    this.file.markContent('Artifact', { type: 'Layout' });
    this.file
      .moveTo(page.left, this.#y)
      .lineTo(page.width - page.right, this.#y)
      .lineWidth(0.75)
      .stroke(inks.line);
    this.file.endMarkedContent();
    this.space(8);
  }

  /** A QR code with what it says for those who cannot see it, and lines of text on its right. */
  qr(parts: QrParts, alt: string, beside: readonly PrintText[]): void {
    const side = qrSide(parts);
    this.makeRoom(side + 4);
    const top = this.#y;
    drawQr(this.file, this.#root, parts, printable('sans', alt), { x: page.left, y: top, side });
    for (const text of beside) {
      this.#paragraph(this.#child('P'), 'P', text, 'quiet', side + 16);
      this.space(3);
    }
    this.#y = Math.max(this.#y, top + side + 4);
  }

  /** Ends the document: marks every page, gives the bytes. */
  async finish(): Promise<Buffer> {
    markPages(this.file, this.#marks);
    return closePdf(this.file);
  }

  #child(type: string): PdfElement {
    const element = this.file.struct(type);
    this.#root.add(element);
    return element;
  }

  #nextPage(): number {
    this.file.addPage();
    this.#y = page.top;
    return this.#y;
  }

  #list(
    rows: readonly { label: string; text: PrintText; style: StyleName; labelStyle: StyleName }[],
    indent: number,
  ): void {
    const list = this.#child('L');
    for (const row of rows) {
      const item = this.file.struct('LI');
      list.add(item);
      this.makeRoom(styles[row.style].leading * 2);
      const [top, before] = [this.#y, this.file.bufferedPageRange().count];
      const label = this.file.struct('Lbl');
      item.add(label);
      this.#y += baseOf(styles[row.style]) - baseOf(styles[row.labelStyle]);
      this.#paragraph(label, 'Lbl', row.label, row.labelStyle, 0, indent - 10);
      const [below, samePage] = [this.#y, this.file.bufferedPageRange().count === before];
      if (samePage) this.#y = top;
      const body = this.file.struct('LBody');
      item.add(body);
      this.#paragraph(body, 'LBody', row.text, row.style, indent);
      const stayed = samePage && this.file.bufferedPageRange().count === before;
      if (stayed) this.#y = Math.max(this.#y, below);
      this.space(4);
    }
  }

  #paragraph(element: PdfElement, tag: string, text: PrintText, name: StyleName, indent: number, width?: number): void {
    const style = styles[name];
    const lines = breakLines(this.file, text, style, width ?? textWidth - indent);
    let open = false;
    for (const line of lines) {
      if (this.#y + style.leading > foot) {
        if (open) this.file.endMarkedContent();
        open = false;
        this.#nextPage();
      }
      if (!open) element.add(this.file.markStructureContent(tag));
      open = true;
      drawLine(this.file, line, style, page.left + indent, this.#y);
      this.#y += style.leading;
    }
    if (open) this.file.endMarkedContent();
  }
}
