import { ApplicationFailure } from '@temporalio/common';
import type { CaseFacts } from '../../domain/complaints/case-facts.ts';
import { readCaseFacts } from '../../operations/deadlines/read-case-facts.ts';
import { endDecisionTerm } from '../../operations/complaints/end-decision-term.ts';
import type { OperationContext } from '../../operations/context.ts';

/** What the procedure of a complaint asks of the product. Ids in, facts out; each may be done twice without harm. */
export type ComplaintActivities = {
  readCase: (complaintId: string) => Promise<CaseFacts>;
  endDecisionTerm: (request: { complaintId: string; rule: string }) => Promise<void>;
};

/** The activities over the operations, as the system's actor `workflow`. */
export function complaintActivities(context: OperationContext): ComplaintActivities {
  return {
    readCase: (complaintId) =>
      withoutDetails(async () => {
        const facts = await readCaseFacts(context, complaintId);
        if (!facts.ok) throw ApplicationFailure.nonRetryable('the record is gone', 'RECORD_GONE');
        return facts.value;
      }),
    endDecisionTerm: ({ complaintId, rule }) =>
      withoutDetails(async () => {
        const outcome = await endDecisionTerm(context, { complaintId, rule, by: 'workflow' });
        if (outcome.ok || outcome.refusal.code === 'TERM_NOT_RUNNING') return;
        throw ApplicationFailure.retryable('the term was not ended', outcome.refusal.code);
      }),
  };
}

/** Failures travel into the history of the engine: only a code may, because a message can hold a person's words. */
async function withoutDetails<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApplicationFailure) throw error;
    const code = Error.isError(error) && 'code' in error ? String(error.code) : 'DEFECT';
    throw ApplicationFailure.retryable('the activity failed', code);
  }
}
