import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLawPack, aLawRule } from '../../test/builders/law-pack.ts';
import { instant } from '../time/instant.ts';
import { earliestDayInTime, isClockTime, isFiledLate, termToFile } from './term-to-file.ts';

const law = { pack: aLawPack(), votingDay: '2027-01-24' };
const learned = (learnedOn: string, learnedTime = '') => ({ learnedOn, learnedTime });

test('the term to file is three days after the day of learning, until 24:00 in Bishkek', () => {
  assert.equal(termToFile(learned('2027-01-08'), law)?.dueAt, '2027-01-11T18:00:00.000000Z');
  assert.equal(termToFile(learned('8 January'), law), null);
});

test('the last microsecond is in time and the next is late; an unknown day is not late', () => {
  const last = instant('2027-01-11T17:59:59.999999Z');
  assert.equal(isFiledLate(learned('2027-01-08'), law, last), false);
  assert.equal(isFiledLate(learned('2027-01-08'), law, instant('2027-01-11T18:00:00Z')), true);
  assert.equal(isFiledLate(learned(''), law, last), false);
});

test('the hour of learning moves a term in days by nothing, and a term in hours by itself', () => {
  assert.equal(termToFile(learned('2027-01-08', '23:59'), law)?.dueAt, termToFile(learned('2027-01-08'), law)?.dueAt);
  const inHours = aLawRule({ term: { n: 24, unit: 'hours' }, counting: 'HOURS' });
  const hourly = { ...law, pack: aLawPack({ rules: [inHours] }) };
  assert.equal(termToFile(learned('2027-01-08', '14:30'), hourly)?.dueAt, '2027-01-09T08:30:00.000000Z');
});

test('the earliest day that is still in time is the one whose term ends today', () => {
  const noon = instant('2027-01-11T06:00:00Z');
  const earliest = earliestDayInTime(law, noon);
  assert.equal(earliest, '2027-01-08');
  assert.equal(isFiledLate(learned('2027-01-08'), law, noon), false);
  assert.equal(isFiledLate(learned('2027-01-07'), law, noon), true);
});

test('a clock time has two figures, a colon and two figures', () => {
  for (const text of ['00:00', '09:05', '23:59']) assert.ok(isClockTime(text), text);
  for (const text of ['24:00', '9:05', '12:60', '12.30', '']) assert.ok(!isClockTime(text), text);
});
