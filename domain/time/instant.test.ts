import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMilliseconds, instant, instantFromDate, instantToDate, millisecondsBetween } from './instant.ts';

test('fills the fraction of a second up to six digits', () => {
  assert.equal(instant('2027-01-11T04:00:00Z'), '2027-01-11T04:00:00.000000Z');
  assert.equal(instant('2027-01-11T04:00:00.25Z'), '2027-01-11T04:00:00.250000Z');
  assert.equal(instant('2027-01-11T04:00:00.000001Z'), '2027-01-11T04:00:00.000001Z');
});

test('refuses a text that is not a moment in UTC', () => {
  const wrong = [
    '',
    '2027-01-11',
    '2027-01-11T04:00:00+06:00',
    '2027-02-29T00:00:00Z',
    '2027-01-11T24:00:00Z',
    '2027-01-11T04:00:00.0000001Z',
  ];
  for (const text of wrong) assert.throws(() => instant(text), RangeError, text);
});

test('keeps microseconds when milliseconds are added', () => {
  const moment = instant('2026-12-31T23:59:59.999999Z');
  assert.equal(addMilliseconds(moment, 1), '2027-01-01T00:00:00.000999Z');
  assert.equal(addMilliseconds(moment, -1000), '2026-12-31T23:59:58.999999Z');
  assert.throws(() => addMilliseconds(moment, 0.5), RangeError);
});

test('goes to a Date and back without moving to a later millisecond', () => {
  const moment = instant('2027-01-11T04:00:00.123999Z');
  assert.equal(instantToDate(moment).toISOString(), '2027-01-11T04:00:00.123Z');
  assert.equal(instantFromDate(instantToDate(moment)), '2027-01-11T04:00:00.123000Z');
});

test('measures between two moments down to the microsecond', () => {
  assert.equal(millisecondsBetween(instant('2027-01-11T04:00:00Z'), instant('2027-01-11T04:00:00.000001Z')), 0.001);
  assert.equal(millisecondsBetween(instant('2027-01-11T04:00:01Z'), instant('2027-01-11T04:00:00Z')), -1000);
});

test('orders moments as strings', () => {
  const sorted = ['2027-01-11T04:00:00.000001Z', '2027-01-11T04:00:00Z', '2026-12-31T00:00:00Z'].map(instant).sort();
  assert.deepEqual(
    sorted.map((moment) => moment.slice(0, 10)),
    ['2026-12-31', '2027-01-11', '2027-01-11'],
  );
});
