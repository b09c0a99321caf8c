import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { voteChoices } from '../../domain/sittings/sitting.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** The signed-in member votes; the vote can be changed until the chair closes it. Nobody votes for another. */
export async function castVote(
  context: OperationContext,
  actor: Actor,
  request: { sittingId: string; itemId: string; choice: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { sittingId, ...input } = request;
  if (!(voteChoices as readonly string[]).includes(input.choice)) return refuse('CHOICE_NOT_PERMITTED');
  return actOnRecords(context, {
    actor,
    anchor: sittingId,
    acts: [{ subject: 'sitting', act: 'castVote', recordId: sittingId, input }],
  });
}
