import * as fontkit from 'fontkit';
import { PDFArray, PDFName, PDFOperator, PDFOperatorNames } from 'pdf-lib';
import type { PDFDocument, PDFFont, PDFPage } from 'pdf-lib';
import { printable, printFontBytes } from '../print-fonts.ts';

type Fontkit = Parameters<PDFDocument['registerFontkit']>[0];

/** Where the stamp begins in a page's own coordinates, and which way its text runs; `down` leads to the next line. */
export type StampPlace = {
  x: number;
  y: number;
  right: readonly [number, number];
  down: readonly [number, number];
  /** The width and the shorter side of what a reader sees of the page. */
  width: number;
  shorter: number;
};

type Box = { x0: number; y0: number; x1: number; y1: number };

/** Points of a stamp on A4; another page size takes it in proportion. */
const onA4 = { width: 595, size: 6.6, leading: 8.4, side: 20, top: 7 };

/** The typeface of stamps, cut to the letters used when the document is saved. */
export async function embedStampFont(document: PDFDocument): Promise<PDFFont> {
  document.registerFontkit(fontkit as Fontkit);
  return document.embedFont(printFontBytes('sans'), { subset: true });
}

/** Writes the lines on the top margin of every page, as it is seen, marked as an ornament for reading programmes. */
export function stampPages(document: PDFDocument, font: PDFFont, lines: readonly string[]): void {
  const shown = lines.map((line) => printable('sans', line).replaceAll('\n', ' '));
  const stamped = new Set<unknown>();
  for (const page of document.getPages()) {
    if (stamped.has(page.node)) continue;
    stamped.add(page.node);
    drawStamp(page, font, shown);
  }
}

/** Where a stamp stands on a page with a crop, a turn of 0, 90, 180 or 270 degrees clockwise, and any size. */
export function stampPlace(page: PDFPage): StampPlace {
  const { x0, y0, x1, y1 } = visibleBox(page);
  const [width, height] = [x1 - x0, y1 - y0];
  const shorter = Math.min(width, height);
  const turn = (((Math.round(page.getRotation().angle / 90) * 90) % 360) + 360) % 360;
  if (turn === 90) return { x: x0, y: y0, right: [0, 1], down: [1, 0], width: height, shorter };
  if (turn === 180) return { x: x1, y: y0, right: [-1, 0], down: [0, 1], width, shorter };
  if (turn === 270) return { x: x1, y: y1, right: [0, -1], down: [-1, 0], width: height, shorter };
  return { x: x0, y: y1, right: [1, 0], down: [0, -1], width, shorter };
}

function drawStamp(page: PDFPage, font: PDFFont, lines: readonly string[]): void {
  ownContents(page);
  const { x, y, right, down, width, shorter } = stampPlace(page);
  const scale = shorter / onA4.width;
  const key = page.node.newFontDictionaryKey('Stamp');
  page.node.setFontDictionary(key, font.ref);
  const [side, top] = [onA4.side * scale, onA4.top * scale];
  const texts = lines.flatMap((line, index) => {
    const size = fittingSize(font, line, onA4.size * scale, width - 2 * side);
    const below = top + onA4.size * scale + index * onA4.leading * scale;
    const at = [x + right[0] * side + down[0] * below, y + right[1] * side + down[1] * below];
    return [
      operator('Tf', key, size),
      operator('Tm', ...right, -down[0], -down[1], ...at),
      PDFOperator.of(PDFOperatorNames.ShowText, [font.encodeText(line)]),
    ];
  });
  page.pushOperators(
    PDFOperator.of(PDFOperatorNames.BeginMarkedContent, [PDFName.of('Artifact')]),
    operator('q'),
    operator('rg', 0.1, 0.15, 0.25),
    operator('BT'),
    ...texts,
    operator('ET'),
    operator('Q'),
    operator('EMC'),
  );
}

// Pages may share one list of contents; a stamp pushed into it would be drawn once for every page that shares it.
function ownContents({ node, doc }: PDFPage): void {
  const contents = doc.context.lookup(node.get(PDFName.of('Contents')));
  if (contents instanceof PDFArray) node.set(PDFName.of('Contents'), contents.clone(doc.context));
}

function operator(name: string, ...args: readonly (PDFName | number)[]): PDFOperator {
  const written = args.map((arg) => (typeof arg === 'number' ? arg.toFixed(3) : arg));
  return PDFOperator.of(name as PDFOperatorNames, written);
}

function fittingSize(font: PDFFont, line: string, size: number, room: number): number {
  const width = font.widthOfTextAtSize(line, size);
  return width <= room ? size : (size * room) / width;
}

// Readers see the part of the crop that lies on the sheet; corners may be named in any order.
function visibleBox(page: PDFPage): Box {
  const media = ordered(page.getMediaBox());
  const crop = ordered(page.getCropBox());
  const seen = {
    x0: Math.max(media.x0, crop.x0),
    y0: Math.max(media.y0, crop.y0),
    x1: Math.min(media.x1, crop.x1),
    y1: Math.min(media.y1, crop.y1),
  };
  return seen.x1 > seen.x0 && seen.y1 > seen.y0 ? seen : media;
}

function ordered({ x, y, width, height }: { x: number; y: number; width: number; height: number }): Box {
  const [right, top] = [x + width, y + height];
  return { x0: Math.min(x, right), y0: Math.min(y, top), x1: Math.max(x, right), y1: Math.max(y, top) };
}
