import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aComplaintState,
  aDecisionState,
  answerTo,
  aSittingState,
  expectedAnswer,
  moment,
  tableAskers,
} from '../../test/builders/records.ts';
import type { ExpectedActs } from '../../test/builders/records.ts';
import { aLawPack } from '../../test/builders/law-pack.ts';
import { deriveDeadline } from '../law/counting/derive-deadline.ts';
import { complaintSubject } from './complaint-subject.ts';
import { instant } from '../time/instant.ts';
import { complaintStatuses } from './complaint.ts';
import type { ComplaintStatus } from './complaint.ts';
import { complaintActs } from './transitions.ts';
import type { ComplaintAct } from './transitions.ts';

const reasons: Record<string, string> = {
  none: 'NOT_FOUND',
  filed: 'COMPLAINT_NOT_REGISTERED',
  registered: 'COMPLAINT_NOT_ADMITTED',
  returnedForDefects: 'COMPLAINT_WITH_COMPLAINANT',
  admitted: 'COMPLAINT_ALREADY_ADMITTED',
  onAgenda: 'COMPLAINT_ON_AGENDA',
  decided: 'COMPLAINT_DECIDED',
  published: 'COMPLAINT_PUBLISHED',
  leftUnexamined: 'COMPLAINT_LEFT_UNEXAMINED',
  forwarded: 'COMPLAINT_FORWARDED',
  withdrawn: 'COMPLAINT_WITHDRAWN',
  closed: 'COMPLAINT_CLOSED',
};
const stay = (...statuses: readonly string[]) => Object.fromEntries(statuses.map((status) => [status, status]));
const lead = (statuses: readonly string[], next: string) =>
  Object.fromEntries(statuses.map((status) => [status, next]));
const all = (code: string, statuses: readonly string[] = complaintStatuses) =>
  Object.fromEntries(statuses.map((status) => [status, code]));
const undecided = ['filed', 'registered', 'returnedForDefects', 'admitted', 'onAgenda'];
const notOnAgenda = all('COMPLAINT_NOT_ON_AGENDA', ['filed', 'registered', 'returnedForDefects', 'admitted']);
const notDecided = all('COMPLAINT_NOT_DECIDED', undecided);
const noTerm = all('TERM_NOT_RUNNING');

type Expected = [who: ExpectedActs[string]['who'], from: Record<string, string>, otherwise?: Record<string, string>];

/** The procedure as a lawyer would write it down, apart from the table of the product. */
const rows: Record<ComplaintAct, Expected> = {
  fileComplaint: [['complainant', 'clerk'], { none: 'filed' }, all('RECORD_EXISTS')],
  receiveForwarded: [['system'], { none: 'filed' }, all('RECORD_EXISTS')],
  registerComplaint: [['clerk', 'lawyer'], { filed: 'registered' }, all('COMPLAINT_ALREADY_REGISTERED')],
  takeComplaint: [['lawyer'], stay('registered', 'returnedForDefects', 'admitted')],
  assignComplaint: [
    ['chair', 'deputyChair', 'secretary'],
    stay('registered', 'returnedForDefects', 'admitted', 'onAgenda', 'decided'),
  ],
  returnForDefects: [['lawyer'], { registered: 'returnedForDefects' }],
  cureDefects: [
    ['complainant', 'clerk'],
    { returnedForDefects: 'registered' },
    all('COMPLAINT_NOT_RETURNED', ['filed', 'registered']),
  ],
  endCureTerm: [['system'], { returnedForDefects: 'registered' }, noTerm],
  admitComplaint: [['lawyer'], { registered: 'admitted' }, { onAgenda: 'COMPLAINT_ALREADY_ADMITTED' }],
  leaveComplaintUnexamined: [['lawyer'], { registered: 'leftUnexamined' }, { onAgenda: 'COMPLAINT_ALREADY_ADMITTED' }],
  forwardComplaint: [['lawyer'], lead(['registered', 'admitted'], 'forwarded')],
  confirmForwarded: [['system'], stay('forwarded')],
  withdrawComplaint: [
    ['complainant', 'clerk'],
    lead(['filed', 'registered', 'returnedForDefects', 'admitted'], 'withdrawn'),
  ],
  addEvidence: [['complainant', 'clerk'], stay(...undecided)],
  changeContact: [['complainant', 'clerk'], stay(...complaintStatuses)],
  formWorkingGroup: [['chair', 'deputyChair'], stay('registered', 'returnedForDefects', 'admitted')],
  joinComplaint: [['lawyer'], stay('admitted')],
  acceptJoined: [['lawyer'], stay('admitted')],
  separateComplaint: [['lawyer'], stay('admitted')],
  releaseJoined: [['lawyer', 'clerk', 'complainant'], stay('admitted')],
  sendRequest: [['lawyer'], stay('registered', 'admitted')],
  remindBody: [['lawyer', 'clerk', 'secretary'], stay('registered', 'returnedForDefects', 'admitted')],
  recordAnswer: [
    ['lawyer', 'clerk', 'secretary'],
    stay('registered', 'returnedForDefects', 'admitted', 'onAgenda', 'decided', 'published'),
  ],
  withdrawRequest: [['lawyer'], stay('registered', 'returnedForDefects', 'admitted', 'onAgenda')],
  endRequestTerm: [
    ['system'],
    stay('registered', 'returnedForDefects', 'admitted', 'onAgenda', 'decided', 'published', 'leftUnexamined'),
    noTerm,
  ],
  askRegistry: [['lawyer'], stay('registered', 'admitted')],
  recordRegistryAnswer: [
    ['system'],
    stay('registered', 'returnedForDefects', 'admitted', 'onAgenda', 'decided', 'published', 'leftUnexamined'),
  ],
  recordRegistryFailure: [
    ['system'],
    stay('registered', 'returnedForDefects', 'admitted', 'onAgenda', 'decided', 'published', 'leftUnexamined'),
  ],
  appointHearing: [['lawyer'], stay('registered', 'admitted')],
  cancelHearing: [['lawyer'], stay('registered', 'admitted')],
  recordHearing: [['lawyer', 'secretary'], stay('registered', 'admitted', 'onAgenda')],
  extendTerm: [['chair', 'deputyChair'], stay(...undecided)],
  suspendTerm: [['chair', 'deputyChair'], stay(...undecided)],
  resumeTerm: [['chair', 'deputyChair'], stay(...undecided)],
  linkDecision: [['lawyer'], stay('admitted')],
  placeComplaintOnAgenda: [['lawyer', 'secretary'], { admitted: 'onAgenda' }],
  returnComplaint: [['chair', 'deputyChair', 'secretary'], { onAgenda: 'admitted' }, notOnAgenda],
  decideComplaint: [['chair', 'deputyChair'], { onAgenda: 'decided' }, notOnAgenda],
  publishComplaintDecision: [['clerk', 'lawyer', 'secretary'], { decided: 'published' }, notDecided],
  serveCopy: [['clerk', 'lawyer', 'secretary'], stay('decided', 'published', 'leftUnexamined', 'closed'), notDecided],
  recordAppeal: [
    ['complainant', 'clerk', 'lawyer', 'secretary'],
    stay(...undecided, 'decided', 'published', 'leftUnexamined', 'closed'),
  ],
  recordAppealResult: [
    ['clerk', 'lawyer', 'secretary'],
    stay(...undecided, 'decided', 'published', 'leftUnexamined', 'closed'),
  ],
  reopenComplaint: [
    ['chair', 'deputyChair', 'clerk', 'lawyer', 'secretary'],
    lead(['decided', 'published', 'leftUnexamined', 'closed'], 'admitted'),
    notDecided,
  ],
  endAppealTerm: [['system'], stay('decided', 'published', 'leftUnexamined'), noTerm],
  closeComplaint: [['system'], lead(['published', 'leftUnexamined'], 'closed'), notDecided],
  renewReceiptCode: [['clerk'], stay(...complaintStatuses)],
  endDecisionTerm: [['system'], stay(...undecided), noTerm],
  adoptPack: [['system'], stay(...undecided, 'decided', 'published', 'leftUnexamined')],
};

const expected: ExpectedActs = Object.fromEntries(
  Object.entries(rows).map(([act, [who, from, otherwise]]) => [
    act,
    { who, from, otherwise: { ...reasons, ...otherwise } },
  ]),
);

const aDerivation = (ruleId: string) =>
  deriveDeadline({
    pack: aLawPack(),
    ruleId,
    baseAt: instant('2027-01-11T04:00:00Z'),
    baseEvent: 'COMPLAINT_FILED',
    votingDay: '2027-01-24',
  });

const inputs: Partial<Record<ComplaintAct, Record<string, unknown>>> = {
  serveCopy: { to: 'complainant', way: 'inHand', servedAt: moment, paperHash: '', fileHashes: [] },
  fileComplaint: { fileHashes: [], territory: null, precinct: null },
  receiveForwarded: { fileHashes: [], territory: null, precinct: null, forwardedFrom: 'complaint' },
  confirmForwarded: { complaintId: 'arrived' },
  assignComplaint: { holder: 'lawyer' },
  returnForDefects: { defects: ['demand'] },
  endCureTerm: { term: 'complaint_cure' },
  leaveComplaintUnexamined: { ground: 'late' },
  forwardComplaint: { to: 'police' },
  formWorkingGroup: { rapporteur: 'other', members: [] },
  joinComplaint: { leadId: 'lead' },
  acceptJoined: { complaintId: 'follower' },
  releaseJoined: { complaintId: 'follower' },
  sendRequest: { requestId: 'new', to: 'police', needsCheck: true },
  remindBody: { requestId: 'request' },
  recordAnswer: { requestId: 'request', fileHashes: [] },
  withdrawRequest: { requestId: 'request' },
  endRequestTerm: { term: 'agency_answer_check.request' },
  askRegistry: { requestId: 'new', registry: 'registeredAddressByPin', certainty: 'UN' },
  recordRegistryAnswer: { requestId: 'request', outcome: 'data', isStandIn: true },
  recordRegistryFailure: { requestId: 'request', category: 'ACCESS_DENIED' },
  appointHearing: { hearingId: 'new', startsAt: instant('2027-01-20T04:00:00Z'), invited: ['complainant'] },
  cancelHearing: { hearingId: 'hearing' },
  recordHearing: { hearingId: 'hearing', attended: [] },
  extendTerm: { term: 'complaint_decide', ground: 'checkNeeded' },
  suspendTerm: { term: 'complaint_decide', ground: 'expertOpinion' },
  resumeTerm: { term: 'suspended' },
  linkDecision: { decisionId: 'decision' },
  placeComplaintOnAgenda: { sittingId: 'sitting' },
  returnComplaint: { reason: 'takenOff' },
  decideComplaint: { decisionId: 'decision' },
  publishComplaintDecision: { decisionId: 'decision', outcome: 'granted' },
  recordAppeal: { appealId: 'new', to: 'administrativeCourt' },
  recordAppealResult: { appealId: 'appeal', result: 'upheld' },
  reopenComplaint: { ground: 'sentBack' },
  cureDefects: { fileHashes: [] },
  addEvidence: { fileHashes: [] },
  endAppealTerm: { term: 'court1_file' },
  endDecisionTerm: { term: 'complaint_decide' },
  adoptPack: {
    editionId: 'edition',
    edition: 'L-2027-000001',
    pack: aLawPack({ version: 2 }),
    derivations: { suspended: aDerivation('complaint_decide') },
  },
};

/** A case in which every act finds what it needs, whatever the status. */
function aBusyCase(act: ComplaintAct, status: ComplaintStatus) {
  const base = aComplaintState(status);
  const running = (term: string, rule: string) => ({
    term,
    rule,
    base: base.receivedAt,
    due: moment,
    state: 'running' as const,
  });
  const isJoining = act === 'joinComplaint' || act === 'separateComplaint';
  return {
    ...base,
    inactionAt: moment,
    decidedAt: ['decided', 'published', 'leftUnexamined', 'closed'].includes(status) ? moment : null,
    decisionId: isJoining ? null : 'decision',
    joinedTo: act === 'separateComplaint' ? 'lead' : null,
    joined: act === 'releaseJoined' ? ['follower'] : [],
    appealTerm: act === 'closeComplaint' ? null : 'court1_file',
    requests: [
      {
        id: 'request',
        to: 'police' as const,
        term: 'agency_answer_check.request',
        sentAt: moment,
        remindedAt: [],
        answeredAt: null,
        withdrawnAt: null,
        ...(act.startsWith('recordRegistry') ? { registry: 'civilRecordByPin' as const } : {}),
      },
    ],
    hearings: [
      { id: 'hearing', startsAt: base.receivedAt, invited: [], heldAt: null, attended: [], cancelledAt: null },
    ],
    appeals:
      act === 'recordAppealResult' || act === 'reopenComplaint'
        ? [
            {
              id: 'appeal',
              to: 'administrativeCourt' as const,
              enteredAt: moment,
              term: null,
              complaintId: null,
              result: act === 'reopenComplaint' ? ('sentBack' as const) : null,
              endedAt: act === 'reopenComplaint' ? moment : null,
            },
          ]
        : [],
    terms: {
      ...base.terms,
      complaint_cure: running('complaint_cure', 'complaint_cure'),
      'agency_answer_check.request': running('agency_answer_check.request', 'agency_answer_check'),
      court1_file: running('court1_file', 'court1_file'),
      ...(act === 'extendTerm' || act === 'suspendTerm'
        ? { complaint_decide: { ...running('complaint_decide', 'complaint_decide') } }
        : {}),
      suspended: { ...running('suspended', 'complaint_decide'), state: 'suspended' as const },
    },
  };
}

const records = [
  aDecisionState('signed'),
  aSittingState('planned'),
  aComplaintState('admitted', { id: 'lead', decisionId: null }),
  aComplaintState('filed', { id: 'arrived', forwardedFrom: 'complaint' }),
];

for (const act of complaintActs) {
  test(`${act}: every status answers every role as the procedure says`, () => {
    for (const status of ['none', ...complaintStatuses] as const) {
      const state = status === 'none' ? undefined : aBusyCase(act, status);
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

test('only the chair opens a case again without a court or a commission above having sent it back', () => {
  for (const ground of ['newCircumstances', 'ownMotion', 'sentBack']) {
    for (const asker of ['chair', 'deputyChair', 'lawyer', 'clerk', 'secretary'] as const) {
      const answer = answerTo(complaintSubject, 'reopenComplaint', aComplaintState('published'), {
        asker,
        input: { ground },
      });
      const isChair = asker === 'chair' || asker === 'deputyChair';
      assert.equal(answer, isChair && ground !== 'sentBack' ? '→ admitted' : 'NOT_ALLOWED', `${ground} ${asker}`);
    }
  }
});
