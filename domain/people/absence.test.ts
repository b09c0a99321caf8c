import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anActContext, asActor, me, tableAskers } from '../../test/builders/records.ts';
import type { TableAsker } from '../../test/builders/records.ts';
import { judgeAct } from '../records/judge-act.ts';
import { instant } from '../time/instant.ts';
import { absenceSubject } from './absence.ts';
import type { AbsenceState, RecordAbsenceInput } from './absence.ts';

const at = (day: string) => instant(`2027-01-${day}T18:00:00Z`);
const owner = { commissionId: 'cec', electionId: 'election', pack: 'pres-2027', terms: {} };
const situation = { isStaff: true, deputies: ['deputy'], absences: [{ from: at('20'), until: at('22') }] };
const usual: RecordAbsenceInput = { personId: 'other', from: at('15'), until: at('18'), deputy: null, situation };

function record(change: Partial<RecordAbsenceInput>, asker: TableAsker = 'chair'): string {
  const input = { ...usual, ...change };
  const outcome = judgeAct(absenceSubject, {
    act: 'recordAbsence',
    state: undefined,
    input,
    context: anActContext(asActor(asker)),
  });
  return outcome.ok ? 'done' : outcome.refusal.code;
}

function end(change: Partial<AbsenceState>, asker: TableAsker = 'chair'): string {
  const state: AbsenceState = { id: 'absence', status: 'recorded', ...owner, ...usual, deputy: null, ...change };
  const context = anActContext(asActor(asker));
  const outcome = judgeAct(absenceSubject, { act: 'endAbsence', state, input: {}, context });
  return outcome.ok ? 'done' : outcome.refusal.code;
}

const absences: [string, Partial<RecordAbsenceInput>, string][] = [
  ['an absence to come', {}, 'done'],
  ['an absence that has begun', { from: at('12') }, 'done'],
  ['an absence that names a confirmed deputy', { deputy: 'deputy' }, 'done'],
  ['an absence that names anybody else', { deputy: 'somebody' }, 'ABSENCE_DEPUTY_UNKNOWN'],
  [
    'an absence of somebody who does not work here',
    { situation: { ...situation, isStaff: false } },
    'ABSENCE_OF_OUTSIDER',
  ],
  ['an absence that ends before it begins', { until: at('14') }, 'ABSENCE_ENDS_TOO_EARLY'],
  ['an absence whose last day is over', { from: at('10'), until: at('13') }, 'LAST_DAY_PASSED'],
  ['an absence into another one', { until: at('21') }, 'ABSENCE_OVERLAPS'],
  ['an absence up to the day another one begins', { until: at('20') }, 'done'],
];
for (const [what, change, answer] of absences) {
  test(`${what}: ${answer}`, () => assert.equal(record(change), answer));
}

const who = (ask: (asker: TableAsker) => string): TableAsker[] => tableAskers.filter((asker) => ask(asker) === 'done');

test('everybody says when they themselves are away; for others who appoints does', () => {
  const staff: TableAsker[] = ['clerk', 'lawyer', 'secretary', 'member', 'deputyChair', 'chair'];
  const appointing: TableAsker[] = ['secretary', 'deputyChair', 'chair'];
  assert.deepEqual(
    who((asker) => record({ personId: me }, asker)),
    staff,
  );
  assert.deepEqual(
    who((asker) => record({}, asker)),
    appointing,
  );
  assert.deepEqual(
    who((asker) => end({ personId: me, until: at('20') }, asker)),
    staff,
  );
  assert.deepEqual(
    who((asker) => end({ until: at('20') }, asker)),
    appointing,
  );
});

test('an absence is ended once, and not after its last day', () => {
  assert.equal(end({ until: at('20') }), 'done');
  assert.equal(end({ until: at('13') }), 'ABSENCE_OVER');
  assert.equal(end({ status: 'ended', until: at('20') }), 'ABSENCE_OVER');
});

test('one that is ended before its first day has no moment', () => {
  const event = { recordId: 'absence', legalAt: at('14'), actor: 'person:x', status: 'ended', payload: {}, ...owner };
  const state: AbsenceState = { id: 'absence', status: 'recorded', ...owner, ...usual, deputy: null };
  const ended = absenceSubject.apply(state, { ...event, kind: 'ABSENCE_ENDED' });
  assert.equal(ended.until, ended.from);
});
