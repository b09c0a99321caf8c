import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aComplaintState,
  aDecisionState,
  anActContext,
  answerTo,
  asActor,
  aSittingState,
  expectedAnswer,
  me,
  moment,
  tableAskers,
} from '../../test/builders/records.ts';
import type { ExpectedActs } from '../../test/builders/records.ts';
import type { RecordState } from '../records/subject.ts';
import { judgeAct } from '../records/judge-act.ts';
import { decisionSubject } from './decision-subject.ts';
import { decisionStatuses } from './decision.ts';
import type { DecisionState } from './decision.ts';
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
  checkDraft: {
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

const draft = {
  complaintIds: ['complaint'],
  outcome: 'granted',
  textHash: 'full',
  operative: [{ kind: 'satisfy', addressee: 'none' }],
  openPlaceholders: 0,
};
const approval = { publicTextHash: 'public', dissents: [], inText: [], left: [], kept: [] };
const inputs: Partial<Record<DecisionAct, Record<string, unknown>>> = {
  changeForce: { force: 'annulled', ground: 'court' },
  draftDecision: draft,
  reviseDecision: draft,
  checkDraft: { textHash: 'full', result: 'passed' },
  placeDecisionOnAgenda: { sittingId: 'sitting', itemId: 'item' },
  adoptDecision: { votesFor: 6, votesAgainst: 0 },
  returnDecision: { reason: 'noQuorum' },
  proposePublicText: { publicTextHash: 'public', marksHash: 'marks' },
  approvePublicText: approval,
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
      input: { ...approval, publicTextHash },
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
  const ask = (dissents: readonly string[], known: readonly RecordState[] = [sitting], inText = dissents) =>
    answerTo(decisionSubject, 'approvePublicText', aDecisionState('publicTextProposed'), {
      asker: 'lawyer',
      input: { ...approval, dissents, inText },
      records: known,
    });
  assert.equal(ask(['b', 'a']), '→ published');
  assert.equal(ask([]), 'DISSENTS_CHANGED');
  assert.equal(ask(['a']), 'DISSENTS_CHANGED');
  assert.equal(ask(['a', 'c']), 'DISSENTS_CHANGED');
  assert.equal(ask(['b', 'a'], [sitting], ['a']), 'DISSENTS_CHANGED');
  assert.equal(ask([], []), 'SITTING_NOT_PLANNED');
});

test('a draft needs an admitted complaint that the drafter holds', () => {
  const ask = (complaint: ReturnType<typeof aComplaintState>) =>
    answerTo(decisionSubject, 'draftDecision', undefined, { asker: 'lawyer', input: draft, records: [complaint] });
  assert.equal(ask(aComplaintState('registered')), 'COMPLAINT_NOT_ADMITTED');
  assert.equal(ask(aComplaintState('admitted', { holder: 'another' })), 'COMPLAINT_HELD_BY_ANOTHER');
  assert.equal(ask(aComplaintState('admitted')), '→ draft');
});

test('a draft is checked by another lawyer, of exactly the text that was read, with every placeholder filled', () => {
  const ask = (change: Parameters<typeof aDecisionState>[1], input: Record<string, unknown> = {}) =>
    answerTo(decisionSubject, 'checkDraft', aDecisionState('draft', change), {
      asker: 'lawyer',
      input: { textHash: 'full', result: 'passed', ...input },
    });
  assert.equal(ask({ drafter: me }), 'FOUR_EYES_SAME_PERSON');
  assert.equal(ask({}, { textHash: 'another' }), 'DRAFT_CHANGED');
  assert.equal(ask({ openPlaceholders: 2 }), 'DRAFT_HAS_PLACEHOLDERS');
  assert.equal(ask({}, { result: 'returned' }), 'REMARKS_REQUIRED');
  assert.equal(ask({}, { result: 'returned', remarksHash: 'remarks' }), '→ draft');
  assert.equal(ask({}), '→ draft');
});

test('only a draft whose very text passed the check goes on an agenda, unless the house does without', () => {
  const passed = { textHash: 'full', result: 'passed', checkedBy: 'checker' } as const;
  const { check: _check, ...unchecked } = aDecisionState('draft');
  const ask = (state: DecisionState) =>
    answerTo(decisionSubject, 'placeDecisionOnAgenda', state, {
      asker: 'lawyer',
      input: { sittingId: 'sitting', itemId: 'item' },
    });
  assert.equal(ask(unchecked), 'DRAFT_NOT_CHECKED');
  assert.equal(ask({ ...unchecked, check: { ...passed, result: 'returned' } }), 'DRAFT_NOT_CHECKED');
  assert.equal(ask({ ...unchecked, check: { ...passed, textHash: 'older' } }), 'DRAFT_NOT_CHECKED');
  assert.equal(ask({ ...unchecked, check: passed, openPlaceholders: 1 }), 'DRAFT_HAS_PLACEHOLDERS');
  assert.equal(ask({ ...unchecked, check: passed }), '→ onAgenda');
});

test('a new version of a draft takes away the check of the one before', () => {
  const drafted = {
    recordId: 'decision',
    kind: 'DECISION_DRAFTED',
    payload: { textHash: 'newer', draftVersion: 2 },
    legalAt: moment,
    actor: 'person:drafter',
    status: 'draft',
    commissionId: 'cec',
    electionId: 'election',
    pack: 'pres-2027',
  };
  const after = decisionSubject.apply(aDecisionState('draft'), drafted);
  assert.equal('check' in after, false);
  assert.equal(after.textHash, 'newer');
});

test('what the detector is sure of is published only with an answer that is recorded', () => {
  const left = [{ key: 'findings.1.text:3:17', place: 'findings.1.text', kind: 'pin' }];
  const ask = (kept: readonly object[]) =>
    judgeAct(decisionSubject, {
      act: 'approvePublicText',
      state: aDecisionState('publicTextProposed'),
      input: { ...approval, left, kept },
      context: anActContext(asActor('clerk'), records),
    });
  const refused = ask([]);
  assert.deepEqual(refused.ok ? null : refused.refusal, {
    code: 'REDACTION_LEFT',
    details: { part: 'findings', n: 2, kind: 'pin' },
  });
  const kept = ask([{ key: 'findings.1.text:3:17', ground: 'notPersonal' }]);
  assert.ok(kept.ok);
  assert.deepEqual(kept.value.events[0]?.payload['kept'], [
    { place: 'findings.1.text', kind: 'pin', ground: 'notPersonal' },
  ]);
});
