import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { agendaItem } from '../../domain/sittings/sitting.ts';
import type { SittingState } from '../../domain/sittings/sitting.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/**
 * Takes an item off the agenda before its vote: the draft is a draft again, its complaints are under consideration again,
 * and the complainants are told. Refuses AGENDA_ITEM_UNKNOWN, SITTING_VOTES_OPEN, VOTE_ALREADY_CLOSED, SITTING_CLOSED.
 */
export async function removeAgendaItem(
  context: OperationContext,
  actor: Actor,
  request: { sittingId: string; itemId: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { sittingId, itemId } = request;
  const known = await readRecordState<SittingState>(context.database, sittingId, 'sitting');
  const item = known && agendaItem(known.state, itemId);
  const input = { reason: 'takenOff' };
  const follow =
    item === undefined
      ? []
      : [
          { subject: 'decision', act: 'returnDecision', recordId: item.decisionId, input },
          ...item.complaintIds.map((recordId) => ({ subject: 'complaint', act: 'returnComplaint', recordId, input })),
        ];
  if (!known) return refuse('NOT_FOUND');
  return actOnRecords(context, {
    actor,
    anchor: sittingId,
    acts: [{ subject: 'sitting', act: 'removeAgendaItem', recordId: sittingId, input: { itemId } }, ...follow],
  });
}
