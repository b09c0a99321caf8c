import { runLimitedChild } from './limited-child.ts';
import type { StampingResult } from './stamping-job.ts';

/**
 * A copy of an uploaded PDF with up to four short lines on the top margin of every page. The bytes given are never
 * changed; the copy is for reading and printing, because an embedded signature does not survive in it. A file that is
 * no PDF, asks for a password or does not fit the limits of the child gives a reason: print a stamp sheet instead.
 */
export function stampPdf(bytes: Uint8Array, stamp: { lines: readonly string[] }): Promise<StampingResult> {
  return runLimitedChild({ kind: 'stamp', lines: [...stamp.lines] }, [bytes]);
}
