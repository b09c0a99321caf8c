import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aComplaintState,
  aDecisionState,
  answerTo,
  aSittingState,
  expectedAnswer,
  tableAskers,
} from '../../test/builders/records.ts';
import type { ExpectedActs } from '../../test/builders/records.ts';
import { complaintSubject } from './complaint-subject.ts';
import { complaintStatuses } from './complaint.ts';
import { complaintActs } from './transitions.ts';
import type { ComplaintAct } from './transitions.ts';

const ended = {
  decided: 'COMPLAINT_DECIDED',
  published: 'COMPLAINT_PUBLISHED',
  leftUnexamined: 'COMPLAINT_LEFT_UNEXAMINED',
};
const nothingThere = { none: 'NOT_FOUND' };
const unregistered = { ...nothingThere, filed: 'COMPLAINT_NOT_REGISTERED' };
const open = ['filed', 'registered', 'admitted', 'onAgenda'];
const stay = (statuses: readonly string[]) => Object.fromEntries(statuses.map((status) => [status, status]));
const all = (code: string) => Object.fromEntries(complaintStatuses.map((status) => [status, code]));
const notOnAgenda = {
  ...nothingThere,
  filed: 'COMPLAINT_NOT_ON_AGENDA',
  registered: 'COMPLAINT_NOT_ON_AGENDA',
  admitted: 'COMPLAINT_NOT_ON_AGENDA',
};
const notDecided = {
  ...nothingThere,
  filed: 'COMPLAINT_NOT_DECIDED',
  registered: 'COMPLAINT_NOT_DECIDED',
  admitted: 'COMPLAINT_NOT_DECIDED',
  onAgenda: 'COMPLAINT_NOT_DECIDED',
};

/** The procedure as a lawyer would write it down, apart from the table of the product. */
const expected: ExpectedActs & Record<ComplaintAct, ExpectedActs[string]> = {
  fileComplaint: { who: ['complainant', 'clerk'], from: { none: 'filed' }, otherwise: all('RECORD_EXISTS') },
  registerComplaint: {
    who: ['clerk', 'lawyer'],
    from: { filed: 'registered' },
    otherwise: { ...all('COMPLAINT_ALREADY_REGISTERED'), ...nothingThere },
  },
  takeComplaint: {
    who: ['lawyer'],
    from: stay(['registered', 'admitted']),
    otherwise: { ...unregistered, onAgenda: 'COMPLAINT_ON_AGENDA', ...ended },
  },
  admitComplaint: {
    who: ['lawyer'],
    from: { registered: 'admitted' },
    otherwise: {
      ...unregistered,
      admitted: 'COMPLAINT_ALREADY_ADMITTED',
      onAgenda: 'COMPLAINT_ALREADY_ADMITTED',
      ...ended,
    },
  },
  leaveComplaintUnexamined: {
    who: ['lawyer'],
    from: { registered: 'leftUnexamined' },
    otherwise: {
      ...unregistered,
      admitted: 'COMPLAINT_ALREADY_ADMITTED',
      onAgenda: 'COMPLAINT_ALREADY_ADMITTED',
      ...ended,
    },
  },
  linkDecision: {
    who: ['lawyer'],
    from: stay(['admitted']),
    otherwise: { ...unregistered, registered: 'COMPLAINT_NOT_ADMITTED', onAgenda: 'COMPLAINT_ON_AGENDA', ...ended },
  },
  placeComplaintOnAgenda: {
    who: ['lawyer', 'secretary'],
    from: { admitted: 'onAgenda' },
    otherwise: { ...unregistered, registered: 'COMPLAINT_NOT_ADMITTED', onAgenda: 'COMPLAINT_ON_AGENDA', ...ended },
  },
  returnComplaint: {
    who: ['chair', 'deputyChair'],
    from: { onAgenda: 'admitted' },
    otherwise: { ...notOnAgenda, ...ended },
  },
  decideComplaint: {
    who: ['chair', 'deputyChair'],
    from: { onAgenda: 'decided' },
    otherwise: { ...notOnAgenda, ...ended },
  },
  publishComplaintDecision: {
    who: ['clerk', 'lawyer', 'secretary'],
    from: { decided: 'published' },
    otherwise: { ...notDecided, published: ended.published, leftUnexamined: ended.leftUnexamined },
  },
  renewReceiptCode: { who: ['clerk'], from: stay(complaintStatuses), otherwise: nothingThere },
  endDecisionTerm: {
    who: ['system'],
    from: stay(open),
    otherwise: { ...all('TERM_NOT_RUNNING'), ...nothingThere },
  },
};

const inputs: Partial<Record<ComplaintAct, Record<string, unknown>>> = {
  fileComplaint: { fileHashes: [], territory: null, precinct: null },
  leaveComplaintUnexamined: { ground: 'late' },
  linkDecision: { decisionId: 'decision' },
  placeComplaintOnAgenda: { sittingId: 'sitting' },
  returnComplaint: { reason: 'noQuorum' },
  decideComplaint: { decisionId: 'decision' },
  publishComplaintDecision: { decisionId: 'decision', outcome: 'granted' },
  endDecisionTerm: { rule: 'complaint_decide' },
};

const records = [aDecisionState('signed'), aSittingState('planned')];

for (const act of complaintActs) {
  test(`${act}: every status answers every role as the procedure says`, () => {
    for (const status of ['none', ...complaintStatuses] as const) {
      const state = status === 'none' ? undefined : aComplaintState(status);
      for (const asker of tableAskers) {
        const answer = answerTo(complaintSubject, act, state, { asker, input: inputs[act] ?? {}, records });
        assert.equal(answer, expectedAnswer(expected, act, status, asker), `${act} in ${status} by ${asker}`);
      }
    }
  });
}

test('only the holder admits, leaves unexamined and links a decision', () => {
  for (const act of ['admitComplaint', 'leaveComplaintUnexamined'] as const) {
    const ask = (holder: string | null) =>
      answerTo(complaintSubject, act, aComplaintState('registered', { holder }), {
        asker: 'lawyer',
        input: inputs[act] ?? {},
      });
    assert.equal(ask(null), 'COMPLAINT_NOT_TAKEN');
    assert.equal(ask('another'), 'COMPLAINT_HELD_BY_ANOTHER');
  }
});

test('nothing goes on the agenda without a draft, and nothing is decided before the decision is signed', () => {
  const ask = (act: ComplaintAct, state: ReturnType<typeof aComplaintState>, decision: 'draft' | 'signed') =>
    answerTo(complaintSubject, act, state, {
      asker: act === 'decideComplaint' ? 'chair' : 'lawyer',
      input: inputs[act] ?? {},
      records: [aDecisionState(decision), aSittingState('planned')],
    });
  assert.equal(
    ask('placeComplaintOnAgenda', aComplaintState('admitted', { decisionId: null }), 'draft'),
    'DECISION_NOT_DRAFTED',
  );
  assert.equal(ask('decideComplaint', aComplaintState('onAgenda'), 'draft'), 'DECISION_NOT_SIGNED');
});
