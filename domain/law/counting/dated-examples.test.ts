import assert from 'node:assert/strict';
import { test } from 'node:test';
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

/** One dated example from the published calendars of 2020-2027: a term, the day it counts from, and the last day people were told. */
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
    const baseAt = instant('2027-01-11T04:00:00Z');
    const question = { pack, ruleId: 'complaint_file', baseAt, baseEvent: 'X', votingDay: '2027-01-24' };
    const step = deriveDeadline(question).steps.find((each) => each.kind === 'scaling');
    assert.equal(step?.applied === true && step.to, scaled);
  });
}

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
