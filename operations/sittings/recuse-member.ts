import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** Grounds of recusal as a closed list: events hold no free text. */
export const recusalGrounds = ['kinship', 'interest', 'participated', 'other'] as const;

/** The signed-in member recuses from an item, with a ground of the list. */
export async function recuseMember(
  context: OperationContext,
  actor: Actor,
  request: { sittingId: string; itemId: string; ground: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { sittingId, ...input } = request;
  if (!(recusalGrounds as readonly string[]).includes(input.ground)) return refuse('GROUND_REQUIRED');
  return actOnRecords(context, {
    actor,
    anchor: sittingId,
    acts: [{ subject: 'sitting', act: 'recuseMember', recordId: sittingId, input }],
  });
}
