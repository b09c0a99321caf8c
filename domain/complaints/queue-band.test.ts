import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMilliseconds, instant } from '../time/instant.ts';
import { queueBand } from './queue-band.ts';

const monday = instant('2027-01-11T04:00:00Z');
const endOf = (day: string) => instant(`${day}T18:00:00Z`);
const bandAt = (dueAt: ReturnType<typeof endOf> | null, isDecided = false) => queueBand(monday, { dueAt, isDecided });

test('a term is grouped by the day of its last moment in Bishkek, midnight belonging to the day before', () => {
  assert.equal(bandAt(endOf('2027-01-11')), 'today');
  assert.equal(bandAt(endOf('2027-01-12')), 'tomorrow');
  assert.equal(bandAt(endOf('2027-01-13')), 'week');
  assert.equal(bandAt(endOf('2027-01-17')), 'week');
  assert.equal(bandAt(endOf('2027-01-18')), 'later');
});

test('a term is overdue from its exclusive end on, and not a microsecond before', () => {
  assert.equal(bandAt(monday), 'overdue');
  assert.equal(bandAt(addMilliseconds(monday, 1)), 'today');
});

test('a case whose term is suspended waits for others, however old its end is', () => {
  const dueAt = endOf('2027-01-10');
  assert.equal(queueBand(monday, { dueAt, isDecided: false, isSuspended: true }), 'waiting');
  assert.equal(queueBand(monday, { dueAt, isDecided: true, isSuspended: true }), 'decided');
});

test('what is due at once has a group of its own, and what is decided presses no more', () => {
  assert.equal(bandAt(null), 'atOnce');
  assert.equal(bandAt(endOf('2027-01-10'), true), 'decided');
});
