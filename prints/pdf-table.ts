import { drawLine } from './draw-line.ts';
import { page, type PdfElement, type PdfFile } from './pdf-file.ts';
import { inks } from './print-inks.ts';
import { breakLines, type Line, type PrintText, type TextStyle } from './print-lines.ts';

/** A table: the first column names the row. Widths are shares of the page. */
export type PrintTable = {
  readonly columns: readonly { readonly heading: string; readonly share: number }[];
  readonly rows: readonly (readonly PrintText[])[];
};

type Place = {
  readonly file: PdfFile;
  readonly parent: PdfElement;
  readonly table: PrintTable;
  readonly y: number;
  readonly foot: number;
  readonly nextPage: () => number;
};

const headStyle: TextStyle = { font: 'sans', strongFont: 'sansBold', size: 9, leading: 13, colour: inks.quiet };
const cellStyle: TextStyle = { font: 'sans', strongFont: 'sansBold', size: 10, leading: 14.5, colour: inks.ink };
const gap = 10;

/**
 * Draws a table from `y` and gives the place below it. The head comes again on each page, there as an ornament, because
 * reading programmes know it already. A row stays together unless it is higher than a page.
 */
export function drawTable(place: Place): number {
  const { file, table } = place;
  const element = file.struct('Table');
  place.parent.add(element);
  const edges = columnEdges(table);
  const rows = table.rows.map((row) =>
    row.map((text, index) => breakLines(file, text, cellStyle, widthAt(edges, index))),
  );
  const first = Math.min(rowHeight(rows[0] ?? [], cellStyle), 10 * cellStyle.leading);
  let y = drawHead(place, element, edges, place.y + first + 40 > place.foot ? place.nextPage() : place.y);
  for (const cells of rows) {
    const height = rowHeight(cells, cellStyle) + 8;
    if (y + height > place.foot) y = drawHead(place, undefined, edges, place.nextPage());
    y = drawRow(place, element, cells, edges, y);
  }
  return y;
}

function drawHead(place: Place, table: PdfElement | undefined, edges: readonly number[], y: number): number {
  const { file } = place;
  const cells = place.table.columns.map(({ heading }, index) =>
    breakLines(file, heading, headStyle, widthAt(edges, index)),
  );
  const height = rowHeight(cells, headStyle);
  const row = table === undefined ? undefined : file.struct('TR');
  if (row !== undefined) table?.add(row);
  cells.forEach((lines, index) => {
    const head = row === undefined ? undefined : file.struct('TH', { scope: 'Column' });
    if (head === undefined) file.markContent('Artifact', { type: 'Pagination' });
    else {
      row?.add(head);
      head.add(file.markStructureContent('TH'));
    }
    drawLines(file, lines, headStyle, edges[index] ?? 0, y);
    file.endMarkedContent();
  });
  return ruleBelow(file, y + height + 3, 1.2, inks.ink);
}

// A row that fits no page is drawn in slices; each cell stays one element over all of them.
function drawRow(
  place: Place,
  table: PdfElement,
  cells: readonly Line[][],
  edges: readonly number[],
  top: number,
): number {
  const { file } = place;
  const row = file.struct('TR');
  table.add(row);
  const elements = cells.map((_, index) => {
    const cell = index === 0 ? file.struct('TH', { scope: 'Row' }) : file.struct('TD');
    row.add(cell);
    return cell;
  });
  const longest = Math.max(1, ...cells.map((lines) => lines.length));
  let y = top;
  for (let from = 0; from < longest;) {
    if (from > 0) y = drawHead(place, undefined, edges, place.nextPage());
    const count = Math.max(1, Math.min(longest - from, Math.floor((place.foot - y) / cellStyle.leading)));
    cells.forEach((lines, index) => {
      elements[index]?.add(file.markStructureContent(index === 0 ? 'TH' : 'TD'));
      drawLines(file, lines.slice(from, from + count), cellStyle, edges[index] ?? 0, y);
      file.endMarkedContent();
    });
    from += count;
    y += count * cellStyle.leading;
  }
  return ruleBelow(file, y + 3, 0.5, inks.line);
}

function drawLines(file: PdfFile, lines: readonly Line[], style: TextStyle, x: number, y: number): void {
  lines.forEach((line, index) => drawLine(file, line, style, x, y + index * style.leading));
}

function ruleBelow(file: PdfFile, y: number, width: number, colour: string): number {
  file.markContent('Artifact', { type: 'Layout' });
  file
    .moveTo(page.left, y)
    .lineTo(page.width - page.right, y)
    .lineWidth(width)
    .stroke(colour);
  file.endMarkedContent();
  return y + 5;
}

function columnEdges(table: PrintTable): number[] {
  const total = table.columns.reduce((sum, { share }) => sum + share, 0);
  const whole = page.width - page.left - page.right;
  const edges: number[] = [page.left];
  for (const { share } of table.columns) edges.push((edges.at(-1) ?? 0) + (whole * share) / total);
  return edges;
}

function widthAt(edges: readonly number[], index: number): number {
  return (edges[index + 1] ?? 0) - (edges[index] ?? 0) - gap;
}

function rowHeight(cells: readonly (readonly Line[])[], style: TextStyle): number {
  return Math.max(1, ...cells.map((lines) => lines.length)) * style.leading;
}
