import { listDueTerms } from '../../persistence/deadlines/list-due-terms.ts';
import type { OperationContext } from '../context.ts';
import { endDecisionTerm } from '../complaints/end-decision-term.ts';

/** How many terms one round ended, and how many were left because another act came first. */
export type EndedTerms = { ended: number; left: number };

/**
 * Ends every term that is over: with or without Temporal, at most 60 seconds and one round after it was due. A term is
 * ended no sooner than 60 seconds after it is due, so that an act received in time is not overtaken.
 */
export async function endDueTerms(context: OperationContext, limit = 200): Promise<EndedTerms> {
  const { legal } = await context.clock();
  const due = await listDueTerms(context.database, legal, limit);
  const result = { ended: 0, left: 0 };
  for (const { recordId, rule } of due) {
    const outcome = await endDecisionTerm(context, { complaintId: recordId, rule });
    if (outcome.ok) result.ended += 1;
    else result.left += 1;
  }
  return result;
}
