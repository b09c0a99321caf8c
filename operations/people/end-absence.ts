import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { plainAct } from '../records/plain-act.ts';

/** Somebody is back before the last day; their deputies' rights are gone at the next request. Refuses ABSENCE_OVER. */
export function endAbsence(
  context: OperationContext,
  actor: Actor,
  { absenceId }: { absenceId: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  return plainAct(context, actor, { subject: 'absence', act: 'endAbsence', recordId: absenceId });
}
