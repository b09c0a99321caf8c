import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { aLawPack, aLawRule } from '../../../test/builders/law-pack.ts';
import { instant, instantToDate, type Instant } from '../../time/instant.ts';
import { isInTime } from '../is-in-time.ts';
import type { LawRule, Scaling } from '../law-pack.ts';
import { addDays, momentAt } from './calendar.ts';
import { deriveDeadline } from './derive-deadline.ts';

const third: Scaling = {
  appliesTo: ['early', 'repeat', 'byElection'],
  numerator: 2,
  denominator: 3,
  rounding: 'nearest',
  certainty: 'DR',
};
const quarter: Scaling = { ...third, numerator: 3, denominator: 4, rounding: 'halfDown' };

/** One dated example of law.md 0.3: a term, the day it counts from, and the last day people were told. */
type Example = {
  n: number;
  from: string;
  last: string;
  close?: '18:00';
  scaling?: Scaling;
  counting?: LawRule['counting'];
};

const before: readonly Example[] = [
  { n: 40, from: '2021-11-28', last: '2021-10-18', close: '18:00' },
  { n: 37, from: '2021-01-10', last: '2020-12-03' },
  { n: 80, from: '2020-10-04', last: '2020-07-15' },
  { n: 27, from: '2023-05-28', last: '2023-04-30', close: '18:00' },
  { n: 7, from: '2023-05-28', last: '2023-05-20' },
  { n: 30, from: '2026-03-01', last: '2026-01-29', close: '18:00' },
  { n: 80, from: '2021-01-10', last: '2020-11-10', scaling: quarter },
  { n: 75, from: '2021-01-10', last: '2020-11-14', scaling: quarter },
  { n: 70, from: '2021-01-10', last: '2020-11-18', scaling: quarter },
  { n: 50, from: '2021-01-10', last: '2020-12-03', scaling: quarter },
  { n: 15, from: '2021-01-10', last: '2020-12-29', scaling: quarter },
  { n: 45, from: '2025-11-30', last: '2025-10-30', close: '18:00', scaling: third },
  { n: 40, from: '2025-11-30', last: '2025-11-02', close: '18:00', scaling: third },
  { n: 15, from: '2025-11-30', last: '2025-11-19', scaling: third },
  { n: 80, from: '2025-11-30', last: '2025-10-07', scaling: third },
  { n: 7, from: '2021-11-28', last: '2021-11-21', counting: 'CR-BEFORE-N' },
  { n: 10, from: '2021-11-28', last: '2021-11-18', counting: 'CR-BEFORE-N' },
  { n: 80, from: '2027-01-24', last: '2026-11-04' },
  { n: 75, from: '2027-01-24', last: '2026-11-09' },
  { n: 50, from: '2027-01-24', last: '2026-12-04' },
  { n: 35, from: '2027-01-24', last: '2026-12-19' },
  { n: 15, from: '2027-01-24', last: '2027-01-08' },
  { n: 7, from: '2027-01-24', last: '2027-01-16' },
];

const after: readonly Example[] = [
  { n: 7, from: '2023-05-28', last: '2023-06-04' },
  { n: 2, from: '2025-12-08', last: '2025-12-10' },
  { n: 5, from: '2021-08-29', last: '2021-09-03', close: '18:00' },
  { n: 20, from: '2025-11-30', last: '2025-12-13', scaling: third },
  { n: 20, from: '2027-01-24', last: '2027-02-13' },
  { n: 10, from: '2027-01-24', last: '2027-02-03' },
];

const terms: readonly { n: number; scaling: Scaling; scaled: number }[] = [
  { n: 7, scaling: third, scaled: 5 },
  { n: 5, scaling: third, scaled: 3 },
  { n: 20, scaling: third, scaled: 13 },
  { n: 40, scaling: third, scaled: 27 },
  { n: 70, scaling: third, scaled: 47 },
  { n: 3, scaling: third, scaled: 2 },
  { n: 50, scaling: quarter, scaled: 37 },
  { n: 70, scaling: quarter, scaled: 52 },
];

for (const example of before) {
  test(`${title(example)} before ${example.from} ends on ${example.last}`, () => {
    assertEnd(example, derive(example, 'before', example.counting ?? 'CR-BEFORE'));
  });
}

for (const example of after) {
  test(`${title(example)} after ${example.from} ends on ${example.last}`, () => {
    assertEnd(example, derive(example, 'after', 'CR-AFTER'));
  });
}

for (const { n, scaling, scaled } of terms) {
  test(`${n} days cut to ${scaling.numerator}/${scaling.denominator} are ${scaled} days`, () => {
    const pack = aLawPack({ electionKind: 'early', scaling, rules: [aLawRule({ term: { n, unit: 'calendarDays' } })] });
    const step = derived(pack).steps.find((each) => each.kind === 'scaling');
    assert.equal(step?.applied === true && step.to, scaled);
  });
}

test('a published early term goes before the fraction, also when it is not shorter', () => {
  const pack = aLawPack({ electionKind: 'early', rules: [aLawRule({ earlyTerm: 3 })] });
  assert.equal(derived(pack).dueAt, momentAt('2027-01-15'));
});

test('a regular election cuts nothing', () => {
  const step = derived(aLawPack()).steps.find((each) => each.kind === 'scaling');
  assert.deepEqual(step, { kind: 'scaling', electionKind: 'regular', applied: false });
});

test('a named hour that is inclusive is itself in time, and the moment after it is late', () => {
  const rule = aLawRule({ closingHour: '18:00', inclusiveHour: true });
  const deadline = derived(aLawPack({ rules: [rule] }));
  assert.equal(isInTime(instant('2027-01-14T12:00:00.000000Z'), deadline), true);
  assert.equal(isInTime(instant('2027-01-14T12:00:00.000001Z'), deadline), false);
});

test('hours run from moment to moment and keep the microseconds', () => {
  const rule = aLawRule({ term: { n: 24, unit: 'hours' }, counting: 'HOURS' });
  const pack = aLawPack({ electionKind: 'early', rules: [rule] });
  const deadline = derived(pack, instant('2027-01-11T04:00:00.123456Z'));
  assert.equal(deadline.dueAt, '2027-01-12T04:00:00.123456Z');
});

test('at once has no date, and nothing received is late by date', () => {
  const pack = aLawPack();
  const deadline = deriveDeadline({ ...question(pack), ruleId: 'complaint_decide_voting_day' });
  assert.equal(deadline.dueAt, null);
  assert.equal(isInTime(instant('2027-02-24T00:00:00Z'), deadline), true);
});

test('a term after midnight in Bishkek counts from that day although it is still yesterday in UTC', () => {
  assert.equal(derived(aLawPack(), instant('2027-01-10T18:00:00Z')).dueAt, momentAt('2027-01-15'));
  assert.equal(derived(aLawPack(), instant('2027-01-10T17:59:59.999999Z')).dueAt, momentAt('2027-01-14'));
});

test('the result is as sure as its least sure step', () => {
  assert.equal(derived(aLawPack({ rules: [aLawRule({ certainty: 'SL' })] })).certainty, 'DR');
  assert.equal(derived(aLawPack({ rules: [aLawRule({ certainty: 'UN' })] })).certainty, 'UN');
});

test('the strip of days starts uncounted, ends on the last day and leaves out the middle of a long term', () => {
  const days = stripOf(derived(aLawPack()));
  assert.deepEqual(days, ['2027-01-11 0 start', '2027-01-12 1 counted', '2027-01-13 2 counted', '2027-01-14 3 last']);
  const long = aLawPack({ rules: [aLawRule({ term: { n: 20, unit: 'calendarDays' } })] });
  assert.equal(stripOf(derived(long)).length, 6);
  assert.equal(stripOf(derived(long)).at(-1), '2027-01-31 20 last');
});

test('an unknown rule is a defect', () => {
  assert.throws(() => deriveDeadline({ ...question(aLawPack()), ruleId: 'no_such_rule' }), RangeError);
});

test('a later start never gives an earlier end, and a longer term never ends sooner', () => {
  const minute = fc.integer({ min: 0, max: 3 * 365 * 24 * 60 });
  fc.assert(
    fc.property(minute, minute, fc.nat(60), (first, second, n) => {
      const [early, late] = [Math.min(first, second), Math.max(first, second)].map(fromMinute) as [Instant, Instant];
      const pack = aLawPack({ rules: [aLawRule({ term: { n, unit: 'calendarDays' } })] });
      const longer = aLawPack({ rules: [aLawRule({ term: { n: n + 1, unit: 'calendarDays' } })] });
      assert.ok(dueOf(pack, early) <= dueOf(pack, late));
      assert.ok(dueOf(pack, early) < dueOf(longer, early));
      assert.ok(dueOf(pack, late) > late);
    }),
  );
});

test('the zone of the process changes nothing', () => {
  const script = `
    const { deriveDeadline } = await import('${new URL('./derive-deadline.ts', import.meta.url).href}');
    const { aLawPack } = await import('${new URL('../../../test/builders/law-pack.ts', import.meta.url).href}');
    const pack = aLawPack();
    const bases = ['2027-01-10T17:59:59.999999Z', '2027-01-10T18:00:00.000000Z', '2027-03-14T07:00:00.000000Z', '2026-11-01T05:30:00.000000Z'];
    console.log(JSON.stringify(bases.map((baseAt) => deriveDeadline({ pack, ruleId: 'complaint_file', baseAt, baseEvent: 'X', votingDay: '2027-01-24' }))));
  `;
  const outputs = ['UTC', 'America/New_York', 'Asia/Bishkek', 'Pacific/Kiritimati'].map((zone) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    }),
  );
  assert.equal(new Set(outputs).size, 1);
  assert.ok(outputs[0]?.includes('2027-01-13T18:00:00.000000Z'));
});

function title({ n, close, scaling }: Example): string {
  const cut = scaling === undefined ? '' : ` cut to ${scaling.numerator}/${scaling.denominator}`;
  return `${n} days${cut}${close === undefined ? '' : `, closing ${close},`}`;
}

function derive(example: Example, direction: LawRule['direction'], counting: LawRule['counting']) {
  const rule = aLawRule({
    term: { n: example.n, unit: 'calendarDays' },
    direction,
    counting,
    trigger: direction === 'before' ? 'votingDay' : 'breachKnown',
    closingHour: example.close ?? '24:00',
  });
  const pack = aLawPack({
    rules: [rule],
    electionKind: example.scaling === undefined ? 'regular' : 'early',
    scaling: example.scaling ?? third,
  });
  return deriveDeadline({
    pack,
    ruleId: rule.id,
    baseAt: momentAt(example.from, '09:30'),
    baseEvent: 'X',
    votingDay: example.from,
  });
}

function assertEnd(example: Example, deadline: ReturnType<typeof deriveDeadline>): void {
  const due = momentAt(example.last, example.close ?? '24:00');
  assert.equal(deadline.dueAt, due);
  assert.equal(isInTime(microsecond(due, -1), deadline), true, 'one microsecond before is in time');
  assert.equal(isInTime(due, deadline), false, 'the end itself is late');
  assert.equal(isInTime(microsecond(due, 1), deadline), false, 'one microsecond after is late');
  if (example.close === undefined) assert.equal(due, momentAt(addDays(example.last, 1)));
}

function microsecond(due: Instant, shift: 1 | -1): Instant {
  if (shift === 1) return `${due.slice(0, 23)}001Z` as Instant;
  return `${new Date(instantToDate(due).getTime() - 1).toISOString().slice(0, 23)}999Z` as Instant;
}

function question(pack: ReturnType<typeof aLawPack>) {
  return {
    pack,
    ruleId: 'complaint_file',
    baseAt: instant('2027-01-11T04:00:00Z'),
    baseEvent: 'X',
    votingDay: '2027-01-24',
  };
}

function derived(pack: ReturnType<typeof aLawPack>, baseAt = instant('2027-01-11T04:00:00Z')) {
  return deriveDeadline({ ...question(pack), baseAt });
}

function dueOf(pack: ReturnType<typeof aLawPack>, baseAt: Instant): Instant {
  const { dueAt } = derived(pack, baseAt);
  assert.ok(dueAt !== null);
  return dueAt;
}

function stripOf(deadline: ReturnType<typeof deriveDeadline>): string[] {
  const step = deadline.steps.find((each) => each.kind === 'counting');
  return (step?.days ?? []).map((each) => `${each.day} ${each.index} ${each.role}`);
}

function fromMinute(minute: number): Instant {
  return instant(new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString());
}
