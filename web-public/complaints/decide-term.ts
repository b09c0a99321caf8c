import type { PublicComplaint } from '../../operations/complaints/public-complaint.ts';
import type { ChipTerm } from '../../web-kit/deadlines/deadline-chip.ts';

/** The term in which the commission has to decide, for its chip; it was met when the commission decided. */
export function decideTerm(complaint: PublicComplaint): ChipTerm {
  return {
    state: complaint.decideState ?? 'running',
    baseAt: complaint.receivedAt,
    dueAt: complaint.decideDueAt,
    endedAt: complaint.decidedAt,
  };
}
