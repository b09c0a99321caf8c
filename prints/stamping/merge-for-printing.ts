import { runLimitedChild } from './limited-child.ts';
import type { StampingJob, StampingResult } from './stamping-job.ts';

/** A document of a print; `standIn` is printed when its pages cannot be taken over. */
export type PrintPart = { readonly pdf: Uint8Array; readonly standIn?: Uint8Array };

/**
 * The parts as one PDF in order, for printing only: tags, form fields, signatures and every action of an uploaded page
 * are lost, so the single documents stay the record.
 */
export function mergeForPrinting(parts: readonly PrintPart[]): Promise<StampingResult> {
  const documents: Uint8Array[] = [];
  const job: StampingJob = {
    kind: 'merge',
    parts: parts.map(({ pdf, standIn }) => {
      const place = documents.push(pdf) - 1;
      return [place, standIn === undefined ? null : documents.push(standIn) - 1];
    }),
  };
  return runLimitedChild(job, documents);
}
