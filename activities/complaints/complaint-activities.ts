import { ApplicationFailure } from '@temporalio/common';
import type { CaseFacts } from '../../domain/complaints/case-facts.ts';
import { readCaseFacts } from '../../operations/deadlines/read-case-facts.ts';
import { closeComplaint } from '../../operations/complaints/close-complaint.ts';
import { endTerm } from '../../operations/complaints/end-term.ts';
import type { OperationContext } from '../../operations/context.ts';

/** What the procedure of a complaint asks of the product. Ids in, facts out; each may be done twice without harm. */
export type ComplaintActivities = {
  readCase: (complaintId: string) => Promise<CaseFacts>;
  endTerm: (request: { complaintId: string; rule: string; term: string }) => Promise<void>;
  closeComplaint: (complaintId: string) => Promise<void>;
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
    endTerm: ({ complaintId, rule, term }) =>
      withoutDetails(async () => {
        const outcome = await endTerm(context, { recordId: complaintId, rule, term, by: 'workflow' });
        if (outcome.ok || outcome.refusal.code === 'TERM_NOT_RUNNING') return;
        throw ApplicationFailure.retryable('the term was not ended', outcome.refusal.code);
      }),
    closeComplaint: (complaintId) =>
      withoutDetails(async () => {
        const outcome = await closeComplaint(context, { complaintId, by: 'workflow' });
        if (outcome.ok || overtaken.has(outcome.refusal.code)) return;
        throw ApplicationFailure.retryable('the complaint was not closed', outcome.refusal.code);
      }),
  };
}

/** Something else happened to the case in the meantime: the procedure reads it again. */
const overtaken: ReadonlySet<string> = new Set([
  'COMPLAINT_CLOSED',
  'APPEAL_TERM_RUNNING',
  'APPEALS_OPEN',
  'COMPLAINT_ALREADY_ADMITTED',
  'COMPLAINT_NOT_DECIDED',
]);

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
