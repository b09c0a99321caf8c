import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** The chair closes the sitting; refused while an item is undecided. */
export function closeSitting(
  context: OperationContext,
  actor: Actor,
  request: { sittingId: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { sittingId, ...input } = request;
  return actOnRecords(context, {
    actor,
    anchor: sittingId,
    acts: [{ subject: 'sitting', act: 'closeSitting', recordId: sittingId, input }],
  });
}
