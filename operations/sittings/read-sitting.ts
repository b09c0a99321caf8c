import type { LawPack } from '../../domain/law/law-pack.ts';
import type { VoteCount } from '../../domain/law/vote-count.ts';
import type { Role } from '../../domain/people/role.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import { judgeAct } from '../../domain/records/judge-act.ts';
import type { ActContext } from '../../domain/records/subject.ts';
import { countItem } from '../../domain/sittings/count-item.ts';
import { sittingSubject } from '../../domain/sittings/sitting-subject.ts';
import type { AgendaItem, SittingState } from '../../domain/sittings/sitting.ts';
import type { SittingAct } from '../../domain/sittings/transitions.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { readDecisionText } from '../../persistence/decisions/decision-texts.ts';
import type { DecisionTextRow } from '../../persistence/decisions/decision-texts.ts';
import { listStaff, readNames } from '../../persistence/people/read-people.ts';
import type { CommissionRow } from '../../persistence/people/read-people.ts';
import { readEvents, readRecordState } from '../../persistence/records/read-record.ts';
import { listAgendaRows } from '../../persistence/sittings/sitting-rows.ts';
import type { AgendaRow } from '../../persistence/sittings/sitting-rows.ts';
import { listDissents } from '../../persistence/sittings/dissents.ts';
import type { DissentRow } from '../../persistence/sittings/dissents.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { actScope } from '../records/act-scope.ts';
import { openForReading } from '../records/read-access.ts';

/** A member at the sitting with the role that counts there: the chair before the deputy before a member. */
export type SittingMember = { personId: string; name: string; role: Role; isPresent: boolean };

/** An agenda item with what it is about and how it counts: as it was closed, or as it would count now. */
export type ReadItem = {
  item: AgendaItem;
  about: readonly AgendaRow[];
  count: VoteCount;
  text: DecisionTextRow | undefined;
  dissents: readonly DissentRow[];
};

export type SittingAnswers = Record<SittingAct, Refusal['refusal'] | null>;

export type ReadSitting = {
  now: Instant;
  sitting: SittingState;
  version: number;
  commission: CommissionRow;
  pack: LawPack;
  members: readonly SittingMember[];
  items: readonly ReadItem[];
  /** What the rules answer to each act of this person; acts on an item are asked for the given item. */
  answersFor: (itemId: string | undefined) => SittingAnswers;
};

/** Reads a sitting with its agenda, members and votes; the look is kept. Refuses NOT_FOUND for another commission's. */
export function readSitting(
  context: OperationContext,
  actor: PersonActor,
  { sittingId }: { sittingId: string },
): Promise<Outcome<ReadSitting>> {
  return readSittingAs(context, actor, { sittingId, action: 'sitting.readSitting' });
}

/** Reads a sitting as `readSitting` does, with the look kept under the given action. */
export async function readSittingAs(
  context: OperationContext,
  actor: PersonActor,
  request: { sittingId: string; action: string },
): Promise<Outcome<ReadSitting>> {
  const { sittingId, action } = request;
  const opened = await openForReading(context, actor, { recordId: sittingId, subject: 'sitting', action });
  if (!opened.ok) return opened;
  const { owner, commission, at } = opened.value;
  const known = await readRecordState<SittingState>(context.database, sittingId, 'sitting');
  if (!known) throw new TypeError('a sitting without its state');
  const { state: sitting, version } = known;
  const scope = await actScope(context, owner.commissionId, owner.electionId, at.legal);
  const members = await sittingMembers(context, sitting, scope.members, sitting.closedAt ?? at.legal);
  const chair = members.find(({ role, isPresent }) => role === 'chair' && isPresent)?.personId ?? '';
  const closed = await closedCounts(context, sittingId);
  const about = await listAgendaRows(
    context.database,
    sitting.items.map((item) => item.decisionId),
  );
  const dissents = await listDissents(
    context.database,
    sitting.items.map((item) => item.itemId),
  );
  const items = await Promise.all(
    sitting.items.map(async (item) => ({
      item,
      about: about.filter((row) => row.decisionId === item.decisionId),
      count: closed.get(item.itemId) ?? countItem(sitting, item, scope.pack, commission.kind, chair),
      text: await readDecisionText(context.database, item.decisionId, 'full'),
      dissents: dissents.filter((row) => row.itemId === item.itemId),
    })),
  );
  const related = await decisionsOf(context, sitting);
  const acting: ActContext = { actor, receivedAt: at.legal, ...scope, votingDay: scope.pack.votingDay, related };
  return granted({
    now: at.legal,
    sitting,
    version,
    commission,
    pack: scope.pack,
    members,
    items,
    answersFor: (itemId) => answers(sitting, acting, itemId ?? ''),
  });
}

async function sittingMembers(
  context: OperationContext,
  sitting: SittingState,
  appointed: readonly string[],
  at: Instant,
): Promise<SittingMember[]> {
  const ids = sitting.members.length > 0 ? sitting.members : appointed;
  const staff = await listStaff(context.database, sitting.commissionId, at);
  const names = await readNames(context.database, ids);
  const order: readonly Role[] = ['chair', 'deputyChair', 'member'];
  return ids
    .map((personId) => {
      const held = staff.filter((row) => row.personId === personId).map((row) => row.role);
      const role = order.find((one) => held.includes(one)) ?? 'member';
      return { personId, name: names.get(personId) ?? '', role, isPresent: sitting.present.includes(personId) };
    })
    .toSorted((one, other) => order.indexOf(one.role) - order.indexOf(other.role) || (one.name < other.name ? -1 : 1));
}

async function decisionsOf(context: OperationContext, sitting: SittingState): Promise<ActContext['related']> {
  const known = await Promise.all(
    sitting.items.map(({ decisionId }) => readRecordState(context.database, decisionId, 'decision')),
  );
  return (id) => known.find((record) => record?.state.id === id)?.state;
}

async function closedCounts(context: OperationContext, sittingId: string): Promise<Map<string, VoteCount>> {
  const events = await readEvents(context.database, sittingId);
  return new Map(
    events
      .filter((event) => event.kind === 'VOTE_CLOSED')
      .map((event) => JSON.parse(event.payload) as { itemId: string; count: VoteCount })
      .map(({ itemId, count }) => [itemId, count]),
  );
}

function answers(sitting: SittingState, context: ActContext, itemId: string): SittingAnswers {
  const present = sitting.present;
  const inputs: Record<SittingAct, Record<string, unknown>> = {
    planSitting: { startsAt: sitting.startsAt },
    addAgendaItem: { itemId, decisionId: '' },
    removeAgendaItem: { itemId },
    openSitting: { present: [] },
    recordAttendance: { present },
    openVote: { itemId },
    recuseMember: { itemId, ground: 'other' },
    castVote: { itemId, choice: 'for' },
    closeVote: { itemId },
    attachDissent: { itemId, textHash: '' },
    closeSitting: {},
  };
  const judged = Object.entries(inputs).map(([act, input]) => {
    const outcome = judgeAct(sittingSubject, { act, state: sitting, input, context });
    return [act, outcome.ok ? null : outcome.refusal] as const;
  });
  return Object.fromEntries(judged) as SittingAnswers;
}
