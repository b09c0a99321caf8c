import qrcode from 'qrcode';
import type { PdfElement, PdfFile } from './pdf-file.ts';

/** Draws a QR code as vector squares, a figure with `alt` for those who cannot see it; error correction M. */
export function drawQr(
  file: PdfFile,
  parent: PdfElement,
  payload: string,
  alt: string,
  at: { x: number; y: number; side: number },
): void {
  const { modules } = qrcode.create(payload, { errorCorrectionLevel: 'M' });
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
