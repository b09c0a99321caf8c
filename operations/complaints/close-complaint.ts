import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { plainAct } from '../records/plain-act.ts';

/**
 * Closes a complaint whose outcome nobody can contest any more. Refuses APPEAL_TERM_RUNNING and APPEALS_OPEN; a second
 * try finds COMPLAINT_CLOSED, which is no failure.
 */
export function closeComplaint(
  context: OperationContext,
  request: { complaintId: string; by?: 'sweeper' | 'workflow' },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { complaintId, by = 'sweeper' } = request;
  const act = { subject: 'complaint', act: 'closeComplaint', recordId: complaintId };
  return plainAct(context, { kind: 'system', name: by }, act);
}
