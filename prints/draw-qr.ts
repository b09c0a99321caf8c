import qrcode from 'qrcode';
import type { QRCodeSegment } from 'qrcode';
import type { PdfElement, PdfFile } from './pdf-file.ts';

/** What a QR holds: a text, and decimal digits after it, which take less room as digits. */
export type QrParts = { text: string; digits: string };

/** The parts as segments of a QR, each in the mode that is shortest for it. */
export function qrSegments({ text, digits }: QrParts): QRCodeSegment[] {
  const bytes: QRCodeSegment = { data: Buffer.from(text), mode: 'byte' };
  return digits === '' ? [bytes] : [bytes, { data: digits, mode: 'numeric' }];
}

/** How many points a QR of the parts needs so that a phone reads it off paper: half a millimetre a module, 92 at least. */
export function qrSide(parts: QrParts): number {
  const { modules } = qrcode.create(qrSegments(parts), { errorCorrectionLevel: 'M' });
  return Math.max(92, modules.size * pointsOfModule);
}

const pointsOfModule = (0.5 / 25.4) * 72;

/** Draws a QR code as vector squares, a figure with `alt` for those who cannot see it; error correction M. */
export function drawQr(
  file: PdfFile,
  parent: PdfElement,
  parts: QrParts,
  alt: string,
  at: { x: number; y: number; side: number },
): void {
  const { modules } = qrcode.create(qrSegments(parts), { errorCorrectionLevel: 'M' });
  const unit = at.side / modules.size;
  const figure = file.struct('Figure', { alt, bbox: [at.x, at.y, at.x + at.side, at.y + at.side] });
  parent.add(figure);
  figure.add(file.markStructureContent('Figure'));
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 1) file.rect(at.x + column * unit, at.y + row * unit, unit, unit);
    }
  }
  file.fill('#000000');
  file.endMarkedContent();
}
