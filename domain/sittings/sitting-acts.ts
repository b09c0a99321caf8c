import type { AccessRule } from '../access/can.ts';
import type { DecisionState } from '../decisions/decision.ts';
import type { Act as RecordAct, ActContext, Decided } from '../records/subject.ts';
import { granted, refuse } from '../refusals.ts';
import type { Outcome } from '../refusals.ts';
import type { Instant } from '../time/instant.ts';
import { countItem } from './count-item.ts';
import { agendaItem } from './sitting.ts';
import type { AgendaItem, SittingState, VoteChoice } from './sitting.ts';
import type { SittingAct } from './transitions.ts';

type Act<Input> = RecordAct<SittingState, Input>;

const presides: AccessRule = { own: ['chair', 'deputyChair'] };

const planSitting: Act<{ startsAt: Instant }> = {
  access: { own: ['secretary', 'chair', 'deputyChair', 'clerk'] },
  numbering: (_input, { commission, votingDay }) => ({
    prefix: 'S',
    commissionId: commission.id,
    kind: 'sitting',
    year: Number(votingDay.slice(0, 4)),
  }),
  decide: (_state, { startsAt }, { receivedAt, number }) =>
    startsAt < receivedAt
      ? refuse('SITTING_IN_THE_PAST')
      : granted({ events: [{ kind: 'SITTING_PLANNED', payload: { number, startsAt } }] }),
};

const addAgendaItem: Act<{ itemId: string; decisionId: string }> = {
  access: { own: ['lawyer', 'secretary'] },
  decide: (state, { itemId, decisionId }, { related }) => {
    const decision = related(decisionId) as DecisionState | undefined;
    if (!decision) return refuse('DECISION_NOT_DRAFTED');
    if (decision.commissionId !== state?.commissionId) return refuse('SITTING_OTHER_COMMISSION');
    const payload = { itemId, decisionId, complaintIds: decision.complaintIds, textHash: decision.textHash };
    return granted({ events: [{ kind: 'AGENDA_ITEM_ADDED', payload }] });
  },
};

/** Before its vote an item can be taken off: then its draft and its complaints can be changed, or withdrawn. */
const removeAgendaItem: Act<{ itemId: string }> = {
  access: { own: ['chair', 'deputyChair', 'secretary'] },
  decide: (state, { itemId }) =>
    withItem(state, itemId, (item) =>
      item.state === 'pending'
        ? granted({ events: [{ kind: 'AGENDA_ITEM_REMOVED', payload: { itemId } }] })
        : refuse(item.state === 'voting' ? 'SITTING_VOTES_OPEN' : 'VOTE_ALREADY_CLOSED'),
    ),
};

/** Not before its hour: the parties were told when they would be heard (art. 44(3), older edition). */
const openSitting: Act<{ present: readonly string[] }> = {
  access: presides,
  decide: (state, { present }, { members, receivedAt }) => {
    if (state && receivedAt < state.startsAt) return refuse('SITTING_NOT_YET');
    if (!present.every((person) => members.includes(person))) return refuse('NOT_A_MEMBER');
    return granted({ events: [{ kind: 'SITTING_OPENED', payload: { members, present } }] });
  },
};

const recordAttendance: Act<{ present: readonly string[] }> = {
  access: { own: ['chair', 'deputyChair', 'secretary'] },
  decide: (state, { present }) =>
    present.every((person) => state?.members.includes(person))
      ? granted({ events: [{ kind: 'ATTENDANCE_RECORDED', payload: { present } }] })
      : refuse('NOT_A_MEMBER'),
};

const openVote: Act<{ itemId: string }> = {
  access: presides,
  decide: (state, { itemId }) =>
    withItem(state, itemId, (item) =>
      item.state === 'pending'
        ? granted({ events: [{ kind: 'VOTE_OPENED', payload: { itemId } }] })
        : refuse(item.state === 'voting' ? 'SITTING_VOTES_OPEN' : 'VOTE_ALREADY_CLOSED'),
    ),
};

/** A member recuses himself; nobody does it for another. */
const recuseMember: Act<{ itemId: string; ground: string }> = {
  access: { own: ['member', 'deputyChair', 'chair'] },
  decide: (state, { itemId, ground }, context) =>
    asSittingMember(state, itemId, context, (item, member) => {
      if (item.state !== 'pending' && item.state !== 'voting') return refuse('VOTE_ALREADY_CLOSED');
      if (member in item.votes) return refuse('RECUSAL_AFTER_VOTE');
      return granted({ events: [{ kind: 'MEMBER_RECUSED', payload: { itemId, member, ground } }] });
    }),
};

/** A member can change the vote until the chair closes it; nobody votes for another. */
const castVote: Act<{ itemId: string; choice: VoteChoice }> = {
  access: { own: ['member', 'deputyChair', 'chair'] },
  decide: (state, { itemId, choice }, context) =>
    asSittingMember(state, itemId, context, (item, member) => {
      if (item.state === 'pending') return refuse('VOTE_NOT_OPEN');
      if (item.state !== 'voting') return refuse('VOTE_ALREADY_CLOSED');
      if (member in item.recusals) return refuse('MEMBER_RECUSED');
      const { permitted } = context.pack.bodies[context.commission.kind].abstention;
      if (choice === 'abstain' && !permitted) return refuse('CHOICE_NOT_PERMITTED');
      return granted({ events: [{ kind: 'VOTE_CAST', payload: { itemId, member, choice } }] });
    }),
};

const results = { adopted: 'adopted', rejected: 'notAdopted', noQuorum: 'noQuorum' } as const;

/** Closing counts by the pack; the count is kept with the event so that the rule applied can be shown later. */
const closeVote: Act<{ itemId: string }> = {
  access: presides,
  decide: (state, { itemId }, { actor, pack, commission }) =>
    withItem(state, itemId, (item, sitting) => {
      if (item.state === 'pending') return refuse('VOTE_NOT_OPEN');
      if (item.state !== 'voting') return refuse('VOTE_ALREADY_CLOSED');
      const chair = actor.kind === 'person' ? actor.personId : '';
      const count = countItem(sitting, item, pack, commission.kind, chair);
      return granted({
        events: [{ kind: 'VOTE_CLOSED', payload: { itemId, result: results[count.result], count } }],
      });
    }),
};

/**
 * A member adds the own dissenting opinion to an item that was adopted, with a voice for or against, until the decision
 * is published; a new version replaces one before it. The member is who asks: nobody dissents for another.
 */
const attachDissent: Act<{ itemId: string; textHash: string }> = {
  access: { own: ['member', 'deputyChair', 'chair'] },
  decide: (state, { itemId, textHash }, { actor, related }) =>
    withItem(state, itemId, (item, sitting) => {
      if (actor.kind !== 'person') return refuse('NOT_ALLOWED');
      const member = actor.personId;
      if (!sitting.members.includes(member)) return refuse('NOT_A_MEMBER');
      if (item.state === 'pending' || item.state === 'voting') return refuse('VOTE_NOT_CLOSED');
      if (item.state !== 'adopted') return refuse('DECISION_NOT_ADOPTED');
      const choice = item.votes[member]?.choice;
      if (choice !== 'for' && choice !== 'against') return refuse('DISSENT_WITHOUT_VOTE');
      const decision = related(item.decisionId) as DecisionState | undefined;
      if (!decision) return refuse('DECISION_NOT_DRAFTED');
      if (decision.status === 'published') return refuse('DECISION_PUBLISHED');
      const version = (item.dissents[member]?.version ?? 0) + 1;
      return granted({ events: [{ kind: 'DISSENT_ATTACHED', payload: { itemId, member, version, textHash } }] });
    }),
};

const closeSitting: Act<Record<string, never>> = {
  access: presides,
  decide: (state) =>
    state?.items.some((item) => item.state === 'voting' || item.state === 'pending')
      ? refuse('SITTING_VOTES_OPEN')
      : granted({ events: [{ kind: 'SITTING_CLOSED', payload: {} }] }),
};

/** The acts of a sitting: who may, and what each decides. */
export const sittingActDefinitions = {
  planSitting,
  addAgendaItem,
  removeAgendaItem,
  openSitting,
  recordAttendance,
  openVote,
  recuseMember,
  castVote,
  closeVote,
  attachDissent,
  closeSitting,
} as const satisfies Record<SittingAct, unknown>;

function withItem(
  state: SittingState | undefined,
  itemId: string,
  then: (item: AgendaItem, sitting: SittingState) => Outcome<Decided>,
): Outcome<Decided> {
  const item = state && agendaItem(state, itemId);
  return state && item ? then(item, state) : refuse('AGENDA_ITEM_UNKNOWN');
}

function asSittingMember(
  state: SittingState | undefined,
  itemId: string,
  { actor }: ActContext,
  then: (item: AgendaItem, member: string) => Outcome<Decided>,
): Outcome<Decided> {
  if (actor.kind !== 'person') return refuse('NOT_ALLOWED');
  const member = actor.personId;
  if (!state?.members.includes(member)) return refuse('NOT_A_MEMBER');
  if (!state.present.includes(member)) return refuse('MEMBER_ABSENT');
  return withItem(state, itemId, (item) => then(item, member));
}
