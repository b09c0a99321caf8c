import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aComplaintState,
  aDecisionState,
  answerTo,
  aSittingState,
  expectedAnswer,
  me,
  moment,
  tableAskers,
} from '../../test/builders/records.ts';
import type { ExpectedActs } from '../../test/builders/records.ts';
import type { RecordState } from '../records/subject.ts';
import { decisionSubject } from './decision-subject.ts';
import { decisionStatuses } from './decision.ts';
import { decisionActs } from './transitions.ts';
import type { DecisionAct } from './transitions.ts';

const all = (code: string) => Object.fromEntries(decisionStatuses.map((status) => [status, code]));
const published = { published: 'DECISION_PUBLISHED' };
const signed = { signed: 'DECISION_ALREADY_SIGNED', publicTextProposed: 'DECISION_ALREADY_SIGNED' };
const missing = { none: 'DECISION_NOT_DRAFTED' };
const closed = { adopted: 'DECISION_ALREADY_ADOPTED', ...signed, ...published };
const unsigned = { draft: 'DECISION_NOT_SIGNED', onAgenda: 'DECISION_NOT_SIGNED', adopted: 'DECISION_NOT_SIGNED' };
const chairs = ['chair', 'deputyChair'] as const;
const readers = ['lawyer', 'clerk', 'secretary'] as const;

const expected: ExpectedActs & Record<DecisionAct, ExpectedActs[string]> = {
  draftDecision: { who: ['lawyer'], from: { none: 'draft' }, otherwise: { ...all('RECORD_EXISTS'), ...published } },
  reviseDecision: {
    who: ['lawyer'],
    from: { draft: 'draft' },
    otherwise: { ...missing, onAgenda: 'DECISION_ON_AGENDA', ...closed },
  },
  placeDecisionOnAgenda: {
    who: ['lawyer', 'secretary'],
    from: { draft: 'onAgenda' },
    otherwise: { ...missing, onAgenda: 'DECISION_ON_AGENDA', ...closed },
  },
  adoptDecision: {
    who: chairs,
    from: { onAgenda: 'adopted' },
    otherwise: { ...missing, draft: 'DECISION_NOT_ON_AGENDA', ...closed },
  },
  returnDecision: {
    who: chairs,
    from: { onAgenda: 'draft' },
    otherwise: { ...missing, draft: 'DECISION_NOT_ON_AGENDA', ...closed },
  },
  signDecision: {
    who: chairs,
    from: { adopted: 'signed' },
    otherwise: { ...missing, draft: 'DECISION_NOT_ADOPTED', onAgenda: 'DECISION_NOT_ADOPTED', ...signed, ...published },
  },
  proposePublicText: {
    who: readers,
    from: { signed: 'publicTextProposed', publicTextProposed: 'publicTextProposed' },
    otherwise: { ...missing, ...unsigned, ...published },
  },
  changeForce: {
    who: ['chair', 'deputyChair', 'clerk', 'lawyer', 'secretary'],
    from: { signed: 'signed', publicTextProposed: 'publicTextProposed', published: 'published' },
    otherwise: {
      none: 'DECISION_NOT_DRAFTED',
      draft: 'DECISION_NOT_SIGNED',
      onAgenda: 'DECISION_NOT_SIGNED',
      adopted: 'DECISION_NOT_SIGNED',
    },
  },
  approvePublicText: {
    who: readers,
    from: { publicTextProposed: 'published' },
    otherwise: { ...missing, ...unsigned, signed: 'PUBLIC_TEXT_NOT_PROPOSED', ...published },
  },
};
expected.draftDecision.otherwise['published'] = 'RECORD_EXISTS';

const draft = { complaintIds: ['complaint'], outcome: 'granted', textHash: 'full' };
const inputs: Partial<Record<DecisionAct, Record<string, unknown>>> = {
  changeForce: { force: 'annulled', ground: 'court' },
  draftDecision: draft,
  reviseDecision: draft,
  placeDecisionOnAgenda: { sittingId: 'sitting', itemId: 'item' },
  adoptDecision: { votesFor: 6, votesAgainst: 0 },
  returnDecision: { reason: 'noQuorum' },
  proposePublicText: { publicTextHash: 'public' },
  approvePublicText: { publicTextHash: 'public', dissents: [] },
};
const records = [aComplaintState('admitted'), aSittingState('closed')];

for (const act of decisionActs) {
  test(`${act}: every status answers every role as the procedure says`, () => {
    for (const status of ['none', ...decisionStatuses] as const) {
      const state = status === 'none' ? undefined : aDecisionState(status);
      for (const asker of tableAskers) {
        const answer = answerTo(decisionSubject, act, state, { asker, input: inputs[act] ?? {}, records });
        assert.equal(answer, expectedAnswer(expected, act, status, asker), `${act} in ${status} by ${asker}`);
      }
    }
  });
}

test('neither who drafted nor who proposed the public text approves it, and only the text that was seen', () => {
  const ask = (change: Parameters<typeof aDecisionState>[1], publicTextHash = 'public') =>
    answerTo(decisionSubject, 'approvePublicText', aDecisionState('publicTextProposed', change), {
      asker: 'lawyer',
      input: { publicTextHash, dissents: [] },
      records,
    });
  assert.equal(ask({ drafter: me }), 'FOUR_EYES_SAME_PERSON');
  assert.equal(ask({ publicTextBy: me }), 'FOUR_EYES_SAME_PERSON');
  assert.equal(ask({}, 'another'), 'PUBLIC_TEXT_CHANGED');
  assert.equal(ask({}), '→ published');
});

test('an approval covers the dissenting opinions as they are attached, no fewer and no others', () => {
  const dissent = (hash: string) => ({ hash, version: 1, at: moment });
  const sitting = aSittingState('closed', { dissents: { me: dissent('b'), other: dissent('a') } });
  const ask = (dissents: readonly string[], known: readonly RecordState[] = [sitting]) =>
    answerTo(decisionSubject, 'approvePublicText', aDecisionState('publicTextProposed'), {
      asker: 'lawyer',
      input: { publicTextHash: 'public', dissents },
      records: known,
    });
  assert.equal(ask(['b', 'a']), '→ published');
  assert.equal(ask([]), 'DISSENTS_CHANGED');
  assert.equal(ask(['a']), 'DISSENTS_CHANGED');
  assert.equal(ask(['a', 'c']), 'DISSENTS_CHANGED');
  assert.equal(ask([], []), 'SITTING_NOT_PLANNED');
});

test('a draft needs an admitted complaint that the drafter holds', () => {
  const ask = (complaint: ReturnType<typeof aComplaintState>) =>
    answerTo(decisionSubject, 'draftDecision', undefined, { asker: 'lawyer', input: draft, records: [complaint] });
  assert.equal(ask(aComplaintState('registered')), 'COMPLAINT_NOT_ADMITTED');
  assert.equal(ask(aComplaintState('admitted', { holder: 'another' })), 'COMPLAINT_HELD_BY_ANOTHER');
  assert.equal(ask(aComplaintState('admitted')), '→ draft');
});
