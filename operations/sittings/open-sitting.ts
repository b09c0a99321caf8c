import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** The chair opens the sitting with those present; the members are those appointed at that moment. */
export function openSitting(
  context: OperationContext,
  actor: Actor,
  request: { sittingId: string; present: readonly string[] },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { sittingId, ...input } = request;
  return actOnRecords(context, {
    actor,
    anchor: sittingId,
    acts: [{ subject: 'sitting', act: 'openSitting', recordId: sittingId, input }],
  });
}
