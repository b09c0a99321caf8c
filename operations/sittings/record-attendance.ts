import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** Records who is present now; the quorum of later items counts from it. */
export function recordAttendance(
  context: OperationContext,
  actor: Actor,
  request: { sittingId: string; present: readonly string[] },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { sittingId, ...input } = request;
  return actOnRecords(context, {
    actor,
    anchor: sittingId,
    acts: [{ subject: 'sitting', act: 'recordAttendance', recordId: sittingId, input }],
  });
}
