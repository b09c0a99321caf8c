import assert from 'node:assert/strict';
import { test } from 'node:test';
import { untilTimeOfDay } from './until-time-of-day.ts';

const at = (now: string) => {
  const from = new Date(now);
  return new Date(from.getTime() + untilTimeOfDay('02:30', from)).toISOString();
};

test('whenever a worker starts, it waits for the same hour in Bishkek', () => {
  for (const start of [
    '2026-11-28T20:30:00Z',
    '2026-11-28T21:00:00Z',
    '2026-11-29T03:00:00Z',
    '2026-11-29T20:29:59Z',
  ]) {
    assert.equal(at(start), '2026-11-29T20:30:00.000Z', start);
  }
  assert.equal(at('2026-11-29T20:30:00.001Z'), '2026-11-30T20:30:00.000Z');
});

test('a day is the most, midnight is an hour as every other', () => {
  const now = new Date('2026-11-29T18:00:00Z');
  assert.equal(untilTimeOfDay('00:00', now), 86_400_000);
  assert.equal(untilTimeOfDay('23:59', now), 86_340_000);
});
