import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** Somebody is back before the last day; their deputies' rights are gone at the next request. Refuses ABSENCE_OVER. */
export function endAbsence(
  context: OperationContext,
  actor: Actor,
  request: { absenceId: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { absenceId } = request;
  return actOnRecords(context, {
    actor,
    anchor: absenceId,
    acts: [{ subject: 'absence', act: 'endAbsence', recordId: absenceId, input: {} }],
  });
}
