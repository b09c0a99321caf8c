import { findProgram, limitersOf, runLimitedProcess } from '../stamping/limited-process.ts';

/** Why there is no picture of a page: no such program here, or the file does not let itself be drawn within the limits. */
export type DrawingFailure = 'noProgram' | 'unreadable';

/** Pixels of the longer side of a drawn page. */
const longerSide = 1_500;

/** Seconds and bytes of data a program may take, bytes it may answer; it may write to no file. */
const limits = { seconds: 20, dataBytes: 800_000_000, answerBytes: 30_000_000 } as const;

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * How many pages an uploaded PDF has, by poppler's `pdfinfo` in a limited process. What asks for a password, does not
 * read or takes too long is `unreadable`.
 */
export async function countPages(
  bytes: Uint8Array,
  searchPath = process.env['PATH'] ?? '',
): Promise<{ pages: number } | DrawingFailure> {
  const output = await runPoppler('pdfinfo', ['-'], bytes, searchPath);
  if (typeof output === 'string') return output;
  const pages = Number(/^Pages:\s+(\d+)\s*$/m.exec(output.toString('latin1'))?.[1] ?? 0);
  return pages > 0 ? { pages } : 'unreadable';
}

/**
 * A page of an uploaded PDF as a PNG of bounded size, by poppler's `pdftoppm` in a limited process: scripts, actions,
 * links and attached files of the PDF have no meaning there, and no byte of it reaches the browser.
 */
export async function drawPage(
  bytes: Uint8Array,
  page: number,
  searchPath = process.env['PATH'] ?? '',
): Promise<Buffer | DrawingFailure> {
  const args = ['-png', '-f', String(page), '-l', String(page), '-singlefile', '-scale-to', String(longerSide), '-'];
  const output = await runPoppler('pdftoppm', args, bytes, searchPath);
  if (typeof output === 'string') return output;
  return output.subarray(0, png.length).equals(png) ? output : 'unreadable';
}

async function runPoppler(
  name: string,
  args: readonly string[],
  bytes: Uint8Array,
  searchPath: string,
): Promise<Buffer | DrawingFailure> {
  const program = findProgram(name, searchPath);
  if (program === undefined) return 'noProgram';
  const { seconds, dataBytes, answerBytes } = limits;
  const command = [...limitersOf({ dataBytes, seconds, more: ['--fsize=0'] }, searchPath), program, ...args];
  const { status, output } = await runLimitedProcess({ command, input: [bytes], seconds, answerBytes });
  return status === 0 ? output : 'unreadable';
}
