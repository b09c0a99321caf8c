import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aDecisionState,
  answerTo,
  aSittingState,
  expectedAnswer,
  me,
  moment,
  tableAskers,
} from '../../test/builders/records.ts';
import type { ExpectedActs } from '../../test/builders/records.ts';
import { addMilliseconds } from '../time/instant.ts';
import type { AgendaItem } from './sitting.ts';
import { sittingStatuses } from './sitting.ts';
import { sittingSubject } from './sitting-subject.ts';
import { sittingActs } from './transitions.ts';
import type { SittingAct } from './transitions.ts';

const chairs = ['chair', 'deputyChair'] as const;
const voters = ['member', 'deputyChair', 'chair'] as const;
const notOpen = { none: 'SITTING_NOT_PLANNED', planned: 'SITTING_NOT_OPEN', closed: 'SITTING_CLOSED' };
const whileOpen = { open: 'open' };
const exists = Object.fromEntries(sittingStatuses.map((status) => [status, 'RECORD_EXISTS']));

const expected: ExpectedActs & Record<SittingAct, ExpectedActs[string]> = {
  planSitting: { who: ['secretary', 'chair', 'deputyChair', 'clerk'], from: { none: 'planned' }, otherwise: exists },
  addAgendaItem: {
    who: ['lawyer', 'secretary'],
    from: { planned: 'planned', open: 'open' },
    otherwise: { none: 'SITTING_NOT_PLANNED', closed: 'SITTING_CLOSED' },
  },
  removeAgendaItem: {
    who: ['chair', 'deputyChair', 'secretary'],
    from: { planned: 'planned', open: 'open' },
    otherwise: { none: 'SITTING_NOT_PLANNED', closed: 'SITTING_CLOSED' },
  },
  openSitting: {
    who: chairs,
    from: { planned: 'open' },
    otherwise: { none: 'SITTING_NOT_PLANNED', open: 'SITTING_NOT_PLANNED', closed: 'SITTING_CLOSED' },
  },
  recordAttendance: { who: ['chair', 'deputyChair', 'secretary'], from: whileOpen, otherwise: notOpen },
  openVote: { who: chairs, from: whileOpen, otherwise: notOpen },
  recuseMember: { who: voters, from: whileOpen, otherwise: notOpen },
  castVote: { who: voters, from: whileOpen, otherwise: notOpen },
  closeVote: { who: chairs, from: whileOpen, otherwise: notOpen },
  attachDissent: {
    who: voters,
    from: { open: 'open', closed: 'closed' },
    otherwise: { none: 'SITTING_NOT_PLANNED', planned: 'SITTING_NOT_OPEN' },
  },
  closeSitting: { who: chairs, from: { open: 'closed' }, otherwise: notOpen },
};

const inputs: Record<SittingAct, Record<string, unknown>> = {
  planSitting: { startsAt: moment },
  addAgendaItem: { itemId: 'item-2', decisionId: 'decision' },
  removeAgendaItem: { itemId: 'item' },
  openSitting: { present: [me] },
  recordAttendance: { present: [me] },
  openVote: { itemId: 'item' },
  recuseMember: { itemId: 'item', ground: 'kinship' },
  castVote: { itemId: 'item', choice: 'for' },
  closeVote: { itemId: 'item' },
  attachDissent: { itemId: 'item', textHash: 'dissent' },
  closeSitting: {},
};

/** The item on which an act is possible. */
const votedOn: Partial<AgendaItem> = { state: 'adopted', votes: { [me]: { choice: 'against', at: moment } } };
const itemFor: Partial<Record<SittingAct, Partial<AgendaItem>>> = {
  removeAgendaItem: { state: 'pending' },
  openVote: { state: 'pending' },
  closeSitting: { state: 'adopted' },
  attachDissent: votedOn,
};
const records = [aDecisionState('draft')];

for (const act of sittingActs) {
  test(`${act}: every status answers every role as the course of a sitting says`, () => {
    for (const status of ['none', ...sittingStatuses] as const) {
      const state = status === 'none' ? undefined : aSittingState(status, itemFor[act] ?? { state: 'voting' });
      for (const asker of tableAskers) {
        const answer = answerTo(sittingSubject, act, state, { asker, input: inputs[act], records });
        assert.equal(answer, expectedAnswer(expected, act, status, asker), `${act} in ${status} by ${asker}`);
      }
    }
  });
}

const ask = (act: SittingAct, item: Partial<AgendaItem>, change: Partial<ReturnType<typeof aSittingState>> = {}) =>
  answerTo(
    sittingSubject,
    act,
    { ...aSittingState('open', item), ...change },
    {
      asker: ['castVote', 'recuseMember', 'attachDissent'].includes(act) ? 'member' : 'chair',
      input: inputs[act],
      records,
    },
  );

test('a vote is cast only while it is open, by who is a member, present and not recused', () => {
  assert.equal(ask('castVote', { state: 'pending' }), 'VOTE_NOT_OPEN');
  assert.equal(ask('castVote', { state: 'adopted' }), 'VOTE_ALREADY_CLOSED');
  assert.equal(ask('castVote', {}, { members: ['other'] }), 'NOT_A_MEMBER');
  assert.equal(ask('castVote', {}, { present: ['other'] }), 'MEMBER_ABSENT');
  assert.equal(ask('castVote', { recusals: { [me]: { ground: 'kinship', at: moment } } }), 'MEMBER_RECUSED');
});

test('a dissent belongs to the own vote for or against an adopted item, present at the end or not', () => {
  const vote = (choice: 'for' | 'against' | 'abstain') => ({ ...votedOn, votes: { [me]: { choice, at: moment } } });
  assert.equal(ask('attachDissent', vote('for')), '→ open');
  assert.equal(ask('attachDissent', vote('against'), { present: ['other'] }), '→ open');
  assert.equal(ask('attachDissent', vote('abstain')), 'DISSENT_WITHOUT_VOTE');
  const ofAnother = { ...votedOn, votes: { other: { choice: 'against' as const, at: moment } } };
  assert.equal(ask('attachDissent', ofAnother), 'DISSENT_WITHOUT_VOTE');
  assert.equal(ask('attachDissent', votedOn, { members: ['other'] }), 'NOT_A_MEMBER');
  assert.equal(ask('attachDissent', { ...votedOn, state: 'voting' }), 'VOTE_NOT_CLOSED');
  assert.equal(ask('attachDissent', { ...votedOn, state: 'notAdopted' }), 'DECISION_NOT_ADOPTED');
});

test('nothing is attached to a decision that is published, or that nobody looked at', () => {
  const attach = (known: readonly ReturnType<typeof aDecisionState>[]) =>
    answerTo(sittingSubject, 'attachDissent', aSittingState('closed', votedOn), {
      asker: 'member',
      input: inputs.attachDissent,
      records: known,
    });
  assert.equal(attach([aDecisionState('publicTextProposed')]), '→ closed');
  assert.equal(attach([aDecisionState('published')]), 'DECISION_PUBLISHED');
  assert.equal(attach([]), 'DECISION_NOT_DRAFTED');
});

test('an item is taken off only before its vote', () => {
  assert.equal(ask('removeAgendaItem', { state: 'pending' }), '→ open');
  assert.equal(ask('removeAgendaItem', { state: 'voting' }), 'SITTING_VOTES_OPEN');
  assert.equal(ask('removeAgendaItem', { state: 'adopted' }), 'VOTE_ALREADY_CLOSED');
});

test('there is no recusal after one has voted', () => {
  assert.equal(ask('recuseMember', { votes: { [me]: { choice: 'for', at: moment } } }), 'RECUSAL_AFTER_VOTE');
});

test('a sitting with an undecided item is not closed, and an unknown item is not voted on', () => {
  assert.equal(ask('closeSitting', { state: 'pending' }), 'SITTING_VOTES_OPEN');
  assert.equal(ask('closeSitting', { state: 'voting' }), 'SITTING_VOTES_OPEN');
  assert.equal(ask('openVote', { itemId: 'unknown' }), 'AGENDA_ITEM_UNKNOWN');
});

test('a sitting opens at its hour and not a millisecond before', () => {
  const early = { ...aSittingState('planned'), startsAt: addMilliseconds(moment, 1) };
  const ask = (state: typeof early) =>
    answerTo(sittingSubject, 'openSitting', state, { asker: 'chair', input: { present: [] } });
  assert.equal(ask(early), 'SITTING_NOT_YET');
  assert.equal(ask(aSittingState('planned')), '→ open');
});
