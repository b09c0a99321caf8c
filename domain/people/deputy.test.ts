import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aDecisionState, anActContext, aComplaintState, me } from '../../test/builders/records.ts';
import { byHolder } from '../complaints/complaint-act.ts';
import { complaintSubject } from '../complaints/complaint-subject.ts';
import { decisionSubject } from '../decisions/decision-subject.ts';
import { judgeAct } from '../records/judge-act.ts';
import type { Outcome } from '../refusals.ts';
import { granted } from '../refusals.ts';
import { instant } from '../time/instant.ts';
import { appointmentSubject } from './appointment.ts';
import type { AppointmentState, Proposal } from './appointment.ts';
import type { DeputySituation } from './deputy.ts';
import type { Actor, Appointment, Role } from './role.ts';
import { roles } from './role.ts';

const evening = (day: number) => instant(`2027-01-${String(day)}T18:00:00Z`);
const [yesterday, tomorrow, nextWeek] = [evening(13), evening(15), evening(21)] as const;
const chair: Actor = { kind: 'person', personId: 'chair', appointments: [{ role: 'chair', commissionId: 'cec' }] };
const held: DeputySituation = { isRoleHeld: true, deputies: [] };

const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code);
const propose = (input: Partial<Proposal>): string =>
  codeOf(
    judgeAct(appointmentSubject, {
      act: 'proposeAppointment',
      state: undefined,
      input: { personId: 'deputy', role: 'lawyer', ...input },
      context: anActContext(chair),
    }),
  );

const proposals: [string, Partial<Proposal>, string][] = [
  ['a deputy for who has the role', { deputyFor: 'absent', situation: held }, 'done'],
  ['a deputy until a day to come', { deputyFor: 'absent', situation: held, until: tomorrow }, 'done'],
  ['an appointment with a last day and nobody deputised', { role: 'member', until: tomorrow }, 'done'],
  ['a deputy for oneself', { deputyFor: 'deputy', situation: held }, 'DEPUTY_OF_ONESELF'],
  [
    'a deputy for who lacks the role',
    { deputyFor: 'absent', situation: { ...held, isRoleHeld: false } },
    'DEPUTY_ROLE_NOT_HELD',
  ],
  ['a deputy for somebody nobody looked up', { deputyFor: 'absent' }, 'DEPUTY_ROLE_NOT_HELD'],
  ['a last day that is over', { until: yesterday }, 'LAST_DAY_PASSED'],
  [
    'a second deputy in an open time',
    { deputyFor: 'absent', situation: { ...held, deputies: [{ from: yesterday, until: null }] } },
    'DEPUTY_OVERLAPS',
  ],
  [
    'a second deputy in the time of the first',
    { deputyFor: 'absent', until: nextWeek, situation: { ...held, deputies: [{ from: yesterday, until: tomorrow }] } },
    'DEPUTY_OVERLAPS',
  ],
  [
    'a deputy after the first has ended',
    {
      deputyFor: 'absent',
      situation: { ...held, deputies: [{ from: instant('2027-01-01T00:00:00Z'), until: yesterday }] },
    },
    'done',
  ],
];
for (const [what, input, answer] of proposals) {
  test(`${what}: ${answer}`, () => assert.equal(propose(input), answer));
}

test('nobody votes or signs for another: only clerk, lawyer and secretary have deputies', () => {
  const answers = roles.map((role): [Role, string] => [role, propose({ role, deputyFor: 'absent', situation: held })]);
  assert.deepEqual(Object.fromEntries(answers), {
    clerk: 'done',
    lawyer: 'done',
    secretary: 'done',
    member: 'DEPUTY_ROLE_UNFIT',
    deputyChair: 'DEPUTY_ROLE_UNFIT',
    chair: 'DEPUTY_ROLE_UNFIT',
  });
});

function aProposed(change: Partial<AppointmentState> = {}): AppointmentState {
  const owner = { commissionId: 'cec', electionId: 'election', pack: 'pres-2027', terms: {} };
  const people = { personId: 'deputy', proposedBy: 'secretary', confirmedBy: null, deputyFor: 'absent' };
  return { id: 'a', status: 'proposed', role: 'lawyer', from: null, to: null, ...owner, ...people, ...change };
}

const confirm = (state: AppointmentState, by = chair, situation = held): string =>
  codeOf(
    judgeAct(appointmentSubject, {
      act: 'confirmAppointment',
      state,
      input: { situation },
      context: anActContext(by),
    }),
  );

test('a deputy is judged again at the confirmation, and confirmed by another person than proposer and deputy', () => {
  assert.equal(confirm(aProposed()), 'done');
  assert.equal(confirm(aProposed({ until: yesterday })), 'LAST_DAY_PASSED');
  assert.equal(confirm(aProposed(), chair, { ...held, isRoleHeld: false }), 'DEPUTY_ROLE_NOT_HELD');
  assert.equal(
    confirm(aProposed(), chair, { isRoleHeld: true, deputies: [{ from: yesterday, until: null }] }),
    'DEPUTY_OVERLAPS',
  );
  assert.equal(confirm(aProposed({ proposedBy: 'chair' })), 'FOUR_EYES_SAME_PERSON');
  assert.equal(confirm(aProposed({ personId: 'chair' })), 'FOUR_EYES_SAME_PERSON');
});

test('an appointment whose last day is over cannot be ended: it has ended by itself', () => {
  const end = (until?: AppointmentState['until']): string =>
    codeOf(
      judgeAct(appointmentSubject, {
        act: 'endAppointment',
        state: aProposed({ status: 'active', ...(until === undefined ? {} : { until }) }),
        input: {},
        context: anActContext(chair),
      }),
    );
  assert.equal(end(yesterday), 'APPOINTMENT_NOT_ACTIVE');
  assert.equal(end(tomorrow), 'done');
  assert.equal(end(), 'done');
});

const asLawyer = (personId: string, ...appointments: Partial<Appointment>[]): Actor => ({
  kind: 'person',
  personId,
  appointments: appointments.map((one) => ({ role: 'lawyer', commissionId: 'cec', ...one })),
});
const deputy = asLawyer('deputy', { deputyFor: me });

test('the deputy of the holder admits the case for the holder; other lawyers, and deputies of others, do not', () => {
  const admit = (actor: Actor) =>
    judgeAct(complaintSubject, {
      act: 'admitComplaint',
      state: aComplaintState('registered'),
      input: {},
      context: anActContext(actor),
    });
  const done = admit(deputy);
  assert.equal(done.ok && done.value.actingFor, me);
  const own = admit(asLawyer(me, {}));
  assert.equal(own.ok && (own.value.actingFor ?? 'own'), 'own');
  assert.equal(codeOf(admit(asLawyer('colleague', {}))), 'COMPLAINT_HELD_BY_ANOTHER');
  assert.equal(codeOf(admit(asLawyer('deputy', { deputyFor: 'somebody' }))), 'COMPLAINT_HELD_BY_ANOTHER');
  assert.equal(codeOf(admit(asLawyer('deputy', {}, { deputyFor: me, role: 'clerk' }))), 'COMPLAINT_HELD_BY_ANOTHER');
  assert.equal(
    codeOf(admit(asLawyer('deputy', {}, { deputyFor: me, commissionId: 'tec' }))),
    'COMPLAINT_HELD_BY_ANOTHER',
  );
});

test('a case is taken by and given to a lawyer in their own right only', () => {
  const context = anActContext(deputy);
  const state = aComplaintState('registered', { holder: null });
  assert.equal(codeOf(judgeAct(complaintSubject, { act: 'takeComplaint', state, input: {}, context })), 'NOT_A_LAWYER');
  const given = { act: 'assignComplaint', state, input: { holder: 'deputy' }, context: anActContext(chair) };
  assert.equal(codeOf(judgeAct(complaintSubject, given)), 'NOT_A_LAWYER');
});

test('what the deputy drafts is drafted by the deputy, for the holder', () => {
  const drafted = judgeAct(decisionSubject, {
    act: 'draftDecision',
    state: undefined,
    input: {
      complaintIds: ['complaint'],
      outcome: 'refused',
      textHash: '',
      operative: [{ kind: 'reject', addressee: 'none' }],
      openPlaceholders: 0,
    },
    context: anActContext(deputy, [aComplaintState('admitted')]),
  });
  assert.ok(drafted.ok, codeOf(drafted));
  assert.equal(drafted.value.events[0]?.payload['drafter'], 'deputy');
  assert.equal(drafted.value.actingFor, me);
});

const check = (actor: Actor, drafter: string): string =>
  codeOf(
    judgeAct(decisionSubject, {
      act: 'checkDraft',
      state: aDecisionState('draft', { drafter }),
      input: { textHash: 'full', result: 'passed' },
      context: anActContext(actor),
    }),
  );

test('four eyes compares persons: a deputy is no second person for their own draft, whatever roles they have', () => {
  assert.equal(check(deputy, 'deputy'), 'FOUR_EYES_SAME_PERSON');
  assert.equal(check(asLawyer('deputy', {}, { deputyFor: me }), 'deputy'), 'FOUR_EYES_SAME_PERSON');
});

test('the absent and the deputy are two persons, each the second for the other', () => {
  assert.equal(check(deputy, me), 'done');
  assert.equal(check(asLawyer(me, {}), 'deputy'), 'done');
});

test('an act that is the holder’s is refused to who is no person, and on a case that nobody holds', () => {
  const act = byHolder(() => granted({ events: [] }));
  const state = aComplaintState('registered');
  assert.equal(codeOf(act(state, {}, anActContext({ kind: 'complainant' }))), 'NOT_ALLOWED');
  assert.equal(codeOf(act({ ...state, holder: null }, {}, anActContext(deputy))), 'COMPLAINT_NOT_TAKEN');
});
