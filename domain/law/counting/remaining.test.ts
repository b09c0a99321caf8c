import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLawPack } from '../../../test/builders/law-pack.ts';
import { momentAt } from './calendar.ts';
import { isWorkingDay, remaining, urgency, workingDayLength } from './remaining.ts';

const { officeHours, alarms } = aLawPack();
const hour = 3_600_000;
const term = { baseAt: momentAt('2027-01-11', '10:00'), dueAt: momentAt('2027-01-15') };

test('working time leaves out the night, the midday break and the weekend', () => {
  assert.equal(workingDayLength(officeHours), 8 * hour);
  assert.equal(remaining(momentAt('2027-01-11', '10:00'), term, officeHours).workingMilliseconds, 31 * hour);
  assert.equal(remaining(momentAt('2027-01-14', '11:30'), term, officeHours).workingMilliseconds, 5.5 * hour);
  assert.equal(remaining(momentAt('2027-01-14', '18:00'), term, officeHours).workingMilliseconds, 0);
});

test('calendar time goes on when the office is closed, and is negative when the term is over', () => {
  assert.equal(remaining(momentAt('2027-01-14', '18:00'), term, officeHours).milliseconds, 6 * hour);
  assert.equal(remaining(momentAt('2027-01-15', '01:00'), term, officeHours).milliseconds, -hour);
});

test('a holiday is no working day, a moved working day is one although it is a Sunday', () => {
  assert.equal(isWorkingDay('2027-01-07', officeHours), false);
  assert.equal(isWorkingDay('2027-01-16', officeHours), false);
  assert.equal(isWorkingDay('2027-01-24', officeHours), true);
});

test('a term is soon over within its last quarter or its last working day', () => {
  const at = (day: string, time: string) => urgency(remaining(momentAt(day, time), term, officeHours), alarms);
  assert.equal(at('2027-01-11', '10:00'), 'running');
  assert.equal(at('2027-01-13', '17:00'), 'running');
  assert.equal(at('2027-01-14', '09:00'), 'soon');
  assert.equal(at('2027-01-15', '00:00'), 'over');
});

test('what is due at once shows the time gone by and raises the alarm at the value of the pack', () => {
  const atOnce = { baseAt: momentAt('2027-01-24', '09:00'), dueAt: null };
  const left = remaining(momentAt('2027-01-24', '10:00'), atOnce, officeHours);
  assert.deepEqual(left, { milliseconds: null, workingMilliseconds: null, elapsedMilliseconds: hour, shareUsed: null });
  assert.equal(urgency(left, alarms), 'soon');
  assert.equal(urgency(remaining(momentAt('2027-01-24', '11:00'), atOnce, officeHours), alarms), 'over');
});
