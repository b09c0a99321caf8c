import { spawnSync } from 'node:child_process';
import { findProgram } from '../../dev/parts/find-program.ts';

/** Why tests that read PDFs are skipped here; false where they run. In CI nothing is skipped. */
export const skipReading: string | false =
  findProgram('pdftotext') === undefined && process.env['CI'] !== 'true' ? 'pdftotext is missing' : false;

/** The words of every page as a reader's programme finds them. */
export function pagesOf(pdf: Buffer): string[] {
  return run(['-layout', '-', '-'], pdf).split('\f').slice(0, -1);
}

/** Every word with the page it is on and how far from the left and the top it begins, as the page is seen, in points. */
export function wordsOf(pdf: Buffer): { page: number; word: string; x: number; y: number }[] {
  return run(['-bbox', '-cropbox', '-', '-'], pdf)
    .split('<page ')
    .slice(1)
    .flatMap((text, page) =>
      [...text.matchAll(/xMin="([\d.-]+)" yMin="([\d.-]+)"[^>]*>([^<]*)</g)].map(([, x, y, word = '']) => ({
        page,
        word,
        x: Number(x),
        y: Number(y),
      })),
    );
}

function run(args: string[], input: Buffer): string {
  const { status, stdout, stderr } = spawnSync('pdftotext', args, { input, maxBuffer: 100_000_000 });
  if (status !== 0) throw new Error(`pdftotext ended with ${String(status)}: ${stderr.toString()}`);
  return stdout.toString();
}
