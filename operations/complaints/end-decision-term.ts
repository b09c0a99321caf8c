import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/**
 * Records that no decision came within the term: a public event and a notice of the way to appeal. The sweeper and the
 * workflow use the same door; the second one is refused with TERM_NOT_RUNNING, which is no failure.
 */
export function endDecisionTerm(
  context: OperationContext,
  request: { complaintId: string; rule: string; by?: 'sweeper' | 'workflow' },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { complaintId, rule, by = 'sweeper' } = request;
  return actOnRecords(context, {
    actor: { kind: 'system', name: by },
    anchor: complaintId,
    acts: [{ subject: 'complaint', act: 'endDecisionTerm', recordId: complaintId, input: { rule } }],
  });
}
