import type { CommissionKind } from '../../domain/people/role.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { ActRequest, RecordState } from '../../domain/records/subject.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { countItem } from '../../domain/sittings/count-item.ts';
import { agendaItem } from '../../domain/sittings/sitting.ts';
import type { AgendaItem, SittingState } from '../../domain/sittings/sitting.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';
import { actScope } from '../records/act-scope.ts';

/**
 * The chair closes the vote on an item. The pack's rule counts it: an adopted draft becomes the decision, any other
 * result sends draft and complaints back to consideration.
 */
export async function closeVote(
  context: OperationContext,
  actor: Actor,
  request: { sittingId: string; itemId: string },
): Promise<Outcome<{ result: AgendaItem['state'] }>> {
  const { sittingId, itemId } = request;
  const known = await readRecordState<SittingState>(context.database, sittingId, 'sitting');
  const item = known && agendaItem(known.state, itemId);
  if (!known || !item) return refuse('AGENDA_ITEM_UNKNOWN');
  const law = await lawOf(context, known.state);
  const outcome = await actOnRecords(context, {
    actor,
    anchor: sittingId,
    lock: [sittingId, item.decisionId, ...item.complaintIds],
    acts: (states) => granted(planClosing(states, request, actor, law)),
  });
  if (!outcome.ok) return outcome;
  const after = outcome.value.find((record) => record.id === sittingId)?.state as SittingState;
  return granted({ result: agendaItem(after, itemId)?.state ?? 'pending' });
}

type Law = { pack: LawPack; kind: CommissionKind };

async function lawOf(context: OperationContext, sitting: SittingState): Promise<Law> {
  const scope = await actScope(context, sitting.commissionId, sitting.electionId, sitting.startsAt, {
    known: { members: [...sitting.members], lawyers: [] },
  });
  return { pack: scope.pack, kind: scope.commission.kind };
}

function planClosing(
  states: ReadonlyMap<string, RecordState>,
  { sittingId, itemId }: { sittingId: string; itemId: string },
  actor: Actor,
  { pack, kind }: Law,
): ActRequest[] {
  const sitting = states.get(sittingId) as SittingState;
  const item = agendaItem(sitting, itemId);
  const close: ActRequest = { subject: 'sitting', act: 'closeVote', recordId: sittingId, input: { itemId } };
  if (item?.state !== 'voting') return [close];
  const count = countItem(sitting, item, pack, kind, actor.kind === 'person' ? actor.personId : '');
  if (count.result === 'adopted') {
    const input = { votesFor: count.for, votesAgainst: count.against };
    return [close, { subject: 'decision', act: 'adoptDecision', recordId: item.decisionId, input }];
  }
  const input = { reason: count.result === 'noQuorum' ? 'noQuorum' : 'notAdopted' };
  return [
    close,
    { subject: 'decision', act: 'returnDecision', recordId: item.decisionId, input },
    ...item.complaintIds.map((recordId) => ({ subject: 'complaint', act: 'returnComplaint', recordId, input })),
  ];
}
