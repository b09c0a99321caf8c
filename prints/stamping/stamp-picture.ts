import { runLimitedChild } from './limited-child.ts';
import type { StampingResult } from './stamping-job.ts';

/** Types of pictures that become pages. */
export const printedPictures: ReadonlySet<string> = new Set(['image/png', 'image/jpeg']);

/** An uploaded PNG or JPEG as an A4 page with lines on its top margin, made in the limited child. */
export function stampPicture(bytes: Uint8Array, stamp: { lines: readonly string[] }): Promise<StampingResult> {
  return runLimitedChild({ kind: 'picture', lines: [...stamp.lines] }, [bytes]);
}
