import qrcode from 'qrcode';

/** A QR code as SVG markup, one path, no style; `label` is what a screen reader says. Error correction M. */
export function qrSvg(text: string, label: string): string {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const quiet = 2;
  const side = modules.size + 2 * quiet;
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 1) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
    }
  }
  const name = label.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return `<svg viewBox="0 0 ${side} ${side}" role="img" aria-label="${name}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#13242b" d="${path}"/></svg>`;
}
