import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { AppointmentState } from '../../domain/people/appointment.ts';
import type { Commission, Role } from '../../domain/people/role.ts';
import { instant } from '../../domain/time/instant.ts';
import { aDeputyOf, anAbsence, aPersonOf } from '../../test/builders/appointments.ts';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { admitComplaint } from '../complaints/admit-complaint.ts';
import { assignComplaints } from '../complaints/assign-complaints.ts';
import { listQueue } from '../complaints/list-queue.ts';
import { openCase } from '../complaints/open-case.ts';
import { readQueueWish } from '../complaints/queue-filter.ts';
import { takeComplaint } from '../complaints/take-complaint.ts';
import { registerComplaint } from '../complaints/register-complaint.ts';
import { verifyRecords } from '../records/verify-records.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { proposeAppointment } from './appoint.ts';
import type { AppointmentRequest } from './appoint.ts';
import { confirmAppointment } from './confirm-appointment.ts';
import { endAbsence } from './end-absence.ts';
import { endAppointment } from './end-appointment.ts';
import { recordAbsence } from './record-absence.ts';
import { readWorkplace } from './read-workplace.ts';

const start = instant('2027-01-11T04:00:00Z');
let product: Product;
let context: Product['context'];
let commission: Commission;
before(async () => {
  product = await aProduct(start);
  context = product.as('shailoo_desk');
  commission = (await readWorkplace(product.context, product.cec.chair)).workplace?.commission as Commission;
});
after(() => product.close());

const owner = () => ({ commissionId: product.commissions.cec, electionId: product.electionId });

async function propose(request: Pick<AppointmentRequest, 'personId' | 'role' | 'deputyFor' | 'lastDay'>) {
  return proposeAppointment(context, await product.actor(product.cec.secretary), { ...owner(), ...request });
}

async function confirm(appointmentId: string) {
  return confirmAppointment(context, await product.actor(product.cec.chair), { appointmentId });
}

const away = (personId: string, firstDay: string, lastDay: string, deputy?: string) =>
  anAbsence(product, personId, { firstDay, lastDay, ...(deputy === undefined ? {} : { deputy }) });

const rolesAtCec = async (personId: string): Promise<Role[]> =>
  (await product.actor(personId)).appointments
    .filter(({ commissionId }) => commissionId === product.commissions.cec)
    .map(({ role }) => role);

async function atClock<T>(moment: string, look: () => Promise<T>): Promise<T> {
  const kept = product.clock.now;
  product.clock.moveTo(instant(moment));
  try {
    return await look();
  } finally {
    product.clock.moveTo(kept);
  }
}

async function faults(): Promise<string[]> {
  const found: string[] = [];
  await verifyRecords(product.as('shailoo_worker'), ({ fault }) => found.push(fault));
  return found;
}

test('a deputy has the role from the first moment of the absence to 24:00 of its last day in Bishkek, and not before or after', async () => {
  const lawyer = await aPersonOf(product, product.commissions.cec, 'lawyer');
  const deputy = await aDeputyOf(product, lawyer);
  assert.deepEqual(await rolesAtCec(deputy), [], 'appointed, but nobody is away');
  await away(lawyer, '2027-01-13', '2027-01-14');
  const cases: [string, Role[]][] = [
    ['2027-01-12T17:59:59.999Z', []],
    ['2027-01-12T18:00:00Z', ['lawyer']],
    ['2027-01-14T17:59:59.999Z', ['lawyer']],
    ['2027-01-14T18:00:00Z', []],
  ];
  for (const [moment, expected] of cases) {
    assert.deepEqual(await atClock(moment, () => rolesAtCec(deputy)), expected, moment);
  }
});

test('the last day of an appointment ends it by itself at 24:00 in Bishkek: rights, staff and seats', async () => {
  const personId = await aPersonOf(product, product.commissions['pec-1086'], 'clerk');
  const { appointmentId } = granted(await propose({ personId, role: 'lawyer', lastDay: '2027-01-12' }));
  granted(await confirm(appointmentId));
  const look = async () => {
    const wish = readQueueWish({});
    const queue = granted(await listQueue(context, await product.actor(product.cec.chair), { commission, wish }));
    return [(await rolesAtCec(personId)).length, queue.lawyers.filter((one) => one.personId === personId).length];
  };
  assert.deepEqual(await atClock('2027-01-12T17:59:59Z', look), [1, 1]);
  assert.deepEqual(await atClock('2027-01-12T18:00:00Z', look), [0, 0]);
  const ended = await atClock('2027-01-12T18:00:00Z', async () =>
    endAppointment(context, await product.actor(product.cec.chair), { appointmentId }),
  );
  assert.equal(answerOf(ended), 'APPOINTMENT_NOT_ACTIVE');
});

test('a deputy loses the role with whom they stand in for, and when the absence is ended', async () => {
  const clerk = await aPersonOf(product, product.commissions.cec, 'clerk');
  const deputy = await aDeputyOf(product, clerk, 'clerk');
  const absenceId = await away(clerk, '2027-01-11', '2027-01-20');
  assert.deepEqual(await rolesAtCec(deputy), ['clerk']);
  granted(await endAbsence(context, await product.actor(clerk), { absenceId }));
  assert.deepEqual(await rolesAtCec(deputy), []);
  product.clock.pass(1_000);
  await away(clerk, '2027-01-12', '2027-01-20');
  assert.deepEqual(await atClock('2027-01-12T06:00:00Z', () => rolesAtCec(deputy)), ['clerk']);
  const rows = await product.context.database.query<{ id: string }>({
    text: `select id from appointment where person_id = $1`,
    values: [clerk],
  });
  granted(await endAppointment(context, await product.actor(product.cec.chair), { appointmentId: rows[0]?.id ?? '' }));
  assert.deepEqual(await atClock('2027-01-12T06:00:00Z', () => rolesAtCec(deputy)), []);
});

test('an absence that names a deputy lets that one alone stand in', async () => {
  const both = await aPersonOf(product, product.commissions.cec, 'clerk');
  const owned = granted(await propose({ personId: both, role: 'lawyer' }));
  granted(await confirm(owned.appointmentId));
  const [asClerk, asLawyer] = [await aDeputyOf(product, both, 'clerk'), await aDeputyOf(product, both, 'lawyer')];
  await away(both, '2027-01-11', '2027-01-12', asLawyer);
  assert.deepEqual(await rolesAtCec(asClerk), []);
  assert.deepEqual(await rolesAtCec(asLawyer), ['lawyer']);
  const stranger = await aPersonOf(product, product.commissions.cec, 'lawyer');
  const request = { ...owner(), personId: both, firstDay: '2027-02-01', lastDay: '2027-02-02', deputy: stranger };
  const refused = await recordAbsence(context, await product.actor(product.cec.chair), request);
  assert.equal(answerOf(refused), 'ABSENCE_DEPUTY_UNKNOWN');
});

/** Starts an act on each record while the records are locked, and lets them go when all wait. */
async function atOneMoment<T>(ids: readonly string[], act: (id: string) => Promise<T>): Promise<T[]> {
  const { database } = product.context;
  const started: Promise<T>[] = [];
  await database.transaction(async (tx) => {
    await tx.query({ text: 'select from record where id = any($1::uuid[]) for update', values: [ids] });
    started.push(...ids.map(act));
    for (let waiting = 0; waiting < ids.length; await setTimeout(20)) {
      const [row] = await database.query<{ n: number }>({
        text: `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      });
      waiting = Number(row?.n ?? 0);
    }
  });
  return Promise.all(started);
}

test('refuses a deputy for who lacks the role, and a second deputy in the same time; the next one may begin when it is over', async () => {
  const lawyer = await aPersonOf(product, product.commissions.cec, 'lawyer');
  const [first, second] = [
    await aPersonOf(product, product.commissions['pec-1086'], 'clerk'),
    await aPersonOf(product, product.commissions['pec-1086'], 'clerk'),
  ];
  assert.equal(answerOf(await propose({ personId: first, role: 'clerk', deputyFor: lawyer })), 'DEPUTY_ROLE_NOT_HELD');
  assert.equal(answerOf(await propose({ personId: lawyer, role: 'lawyer', deputyFor: lawyer })), 'DEPUTY_OF_ONESELF');
  const one = granted(
    await propose({ personId: first, role: 'lawyer', deputyFor: lawyer, lastDay: '2027-01-12' }),
  ).appointmentId;
  const other = granted(await propose({ personId: second, role: 'lawyer', deputyFor: lawyer })).appointmentId;
  const answers = await atOneMoment([one, other], confirm);
  assert.deepEqual(answers.map(answerOf).toSorted(), ['DEPUTY_OVERLAPS', 'granted'], 'two confirmations at one moment');
  const [winner, loser] = answers[0]?.ok ? [one, other] : [other, one];
  const known = await readRecordState<AppointmentState>(product.context.database, winner, 'appointment');
  assert.equal(known?.state.deputyFor, lawyer);
  assert.equal(answerOf(await confirm(loser)), 'DEPUTY_OVERLAPS');
  granted(await endAppointment(context, await product.actor(product.cec.chair), { appointmentId: winner }));
  product.clock.pass(1);
  assert.equal(answerOf(await confirm(loser)), 'granted');
});

test('the deputy goes on with the cases of the absent: event and audit say for whom, the chain holds it, other cases stay closed', async () => {
  const [lawyer, other] = product.cec.lawyers;
  const held = await aComplaint(product, 'registered');
  granted(await takeComplaint(context, await product.actor(lawyer), { complaintId: held }));
  const foreign = await aComplaint(product, 'registered');
  granted(await takeComplaint(context, await product.actor(other), { complaintId: foreign }));
  const free = await aComplaint(product, 'registered');
  const personId = await aDeputyOf(product, lawyer);
  const absenceId = await away(lawyer, '2027-01-11', '2027-01-12');
  const deputy = await product.actor(personId);
  assert.equal(answerOf(await admitComplaint(context, deputy, { complaintId: foreign })), 'COMPLAINT_HELD_BY_ANOTHER');
  assert.equal(answerOf(await takeComplaint(context, deputy, { complaintId: free })), 'NOT_A_LAWYER');
  granted(await openCase(context, deputy, { complaintId: held }));
  granted(await admitComplaint(context, deputy, { complaintId: held }));
  const opened = granted(await openCase(context, await product.actor(product.cec.chair), { complaintId: held }));
  const admitted = opened.events.find(({ kind }) => kind === 'COMPLAINT_ADMITTED');
  assert.deepEqual([admitted?.personId, admitted?.actingFor], [personId, lawyer]);
  assert.equal(opened.complaint.holder, lawyer, 'the case stays with its holder');
  assert.ok(opened.names.get(lawyer) !== undefined && opened.names.get(personId) !== undefined);
  const rows = await product.context.database.query<{ actor: string; details: unknown }>({
    text: `select actor, details from audit where record_id = $1 and actor = $2
      and action in ('complaint.admitComplaint', 'complaint.openCase') and outcome in ('done', 'read')`,
    values: [held, `person:${personId}`],
  });
  const line = { actor: `person:${personId}`, details: { actingFor: lawyer } };
  assert.deepEqual(rows, [line, line], 'the look and the act');
  assert.deepEqual(await faults(), []);
  await product.context.database.transaction(async (tx) => {
    await tx.query({ text: `set local session_replication_role = replica` });
    await tx.query({ text: `update event set acting_for = null where record_id = $1`, values: [held] });
  });
  assert.deepEqual(await faults(), ['event-hash-differs'], 'taking away for whom it was is found');
  granted(await endAbsence(context, await product.actor(lawyer), { absenceId }));
  assert.equal(
    answerOf(await admitComplaint(context, await product.actor(personId), { complaintId: held })),
    'NOT_ALLOWED',
  );
});

test('a deputy clerk registers for the absent clerk; who is clerk too registers in their own right', async () => {
  const { clerk } = product.cec;
  const personId = await aDeputyOf(product, clerk, 'clerk');
  await away(clerk, '2027-01-11', '2027-01-12');
  const second = await aPersonOf(product, product.commissions.cec, 'clerk');
  const third = await aPersonOf(product, product.commissions.cec, 'clerk');
  const own = granted(await propose({ personId: second, role: 'clerk', deputyFor: third }));
  granted(await confirm(own.appointmentId));
  await away(third, '2027-01-11', '2027-01-12');
  assert.deepEqual((await readWorkplace(product.context, second)).workplace?.roles, ['clerk'], 'each role once');
  const expected: [string, string | null][] = [
    [personId, clerk],
    [second, null],
  ];
  for (const [who, actingFor] of expected) {
    const complaintId = await aComplaint(product, 'filed');
    granted(await registerComplaint(context, await product.actor(who), { complaintId }));
    const { events } = granted(await openCase(context, await product.actor(second), { complaintId }));
    assert.equal(events.find(({ kind }) => kind === 'COMPLAINT_REGISTERED')?.actingFor, actingFor);
  }
});

test('the queue of the absent is there for their deputy and for who presides; giving a case to the absent is warned about', async () => {
  const lawyer = await aPersonOf(product, product.commissions.cec, 'lawyer');
  const complaintId = await aComplaint(product, 'registered');
  granted(await takeComplaint(context, await product.actor(lawyer), { complaintId }));
  const personId = await aDeputyOf(product, lawyer);
  const colleague = await aPersonOf(product, product.commissions.cec, 'lawyer');
  const look = async (who: string): Promise<string[]> => {
    const request = { commission, wish: readQueueWish({ view: 'absent' }) };
    return granted(await listQueue(context, await product.actor(who), request)).rows.map(({ id }) => id);
  };
  assert.deepEqual(await look(product.cec.chair), [], 'nobody is away');
  await away(lawyer, '2027-01-11', '2027-01-12');
  for (const who of [product.cec.chair, product.cec.deputyChair, personId]) {
    assert.deepEqual(await look(who), [complaintId], who);
  }
  assert.deepEqual(await look(colleague), []);
  const { lawyers } = granted(
    await listQueue(context, await product.actor(product.cec.chair), { commission, wish: readQueueWish({}) }),
  );
  const offered = lawyers.filter((one) => [lawyer, personId, colleague].includes(one.personId));
  assert.deepEqual(
    new Map(offered.map((one) => [one.personId, one.awayUntil])),
    new Map([
      [lawyer, instant('2027-01-12T18:00:00Z')],
      [colleague, null],
    ]),
    'cases are offered to lawyers in their own right, with a warning',
  );
  const free = await aComplaint(product, 'registered');
  const { version } = (await readRecordState(product.context.database, free, 'complaint')) ?? { version: 0 };
  const request = { commission, holder: lawyer, cases: [{ id: free, version }] };
  const [given] = granted(await assignComplaints(context, await product.actor(product.cec.chair), request));
  assert.deepEqual([given?.answer, given?.awayUntil], ['done', instant('2027-01-12T18:00:00Z')]);
  const [back] = granted(
    await assignComplaints(context, await product.actor(product.cec.chair), {
      commission,
      holder: colleague,
      cases: [{ id: free, version: version + 1 }],
    }),
  );
  assert.deepEqual([back?.answer, back?.awayUntil], ['done', null]);
});

test('an absence is told once however often its form is sent, and nobody outside the commission is absent from it', async () => {
  const clerk = await aPersonOf(product, product.commissions.cec, 'clerk');
  const absenceId = crypto.randomUUID();
  const request = { ...owner(), personId: clerk, firstDay: '2027-01-20', lastDay: '2027-01-21', absenceId };
  granted(await recordAbsence(context, await product.actor(clerk), request));
  assert.equal(answerOf(await recordAbsence(context, await product.actor(clerk), request)), 'ALREADY_DONE');
  const other = { ...request, lastDay: '2027-01-22' } as const;
  assert.equal(answerOf(await recordAbsence(context, await product.actor(clerk), other)), 'FORM_ALREADY_USED');
  const again = { ...owner(), personId: clerk, firstDay: '2027-01-21', lastDay: '2027-01-25' };
  assert.equal(answerOf(await recordAbsence(context, await product.actor(clerk), again)), 'ABSENCE_OVERLAPS');
  const outsider = await aPersonOf(product, product.commissions['pec-1086'], 'clerk');
  const strange = { ...again, personId: outsider };
  assert.equal(
    answerOf(await recordAbsence(context, await product.actor(product.cec.chair), strange)),
    'ABSENCE_OF_OUTSIDER',
  );
  assert.equal(
    answerOf(await recordAbsence(context, await product.actor(clerk), { ...strange, personId: product.cec.chair })),
    'NOT_ALLOWED',
  );
});
