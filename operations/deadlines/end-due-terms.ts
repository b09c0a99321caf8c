import { listClosableComplaints } from '../../persistence/deadlines/list-closable-complaints.ts';
import { listDueTerms } from '../../persistence/deadlines/list-due-terms.ts';
import { closeComplaint } from '../complaints/close-complaint.ts';
import { endingRules, endTerm } from '../complaints/end-term.ts';
import type { OperationContext } from '../context.ts';

/** How many terms one round ended, and how many were left because another act came first. */
export type EndedTerms = { ended: number; left: number };

/**
 * Ends every term that is over and closes what rests: with or without Temporal, at most 60 seconds and one round after it
 * was due. A term is ended no sooner than 60 seconds after it is due, so that an act received in time is not overtaken.
 */
export async function endDueTerms(context: OperationContext, limit = 200): Promise<EndedTerms> {
  const { legal } = await context.clock();
  const due = await listDueTerms(context.database, legal, { rules: endingRules, limit });
  const result = { ended: 0, left: 0 };
  for (const over of due) {
    const outcome = await endTerm(context, over);
    if (outcome.ok) result.ended += 1;
    else result.left += 1;
  }
  for (const complaintId of await listClosableComplaints(context.database, limit)) {
    await closeComplaint(context, { complaintId });
  }
  return result;
}
