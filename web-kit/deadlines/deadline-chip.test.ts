import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addMilliseconds, instant } from '../../domain/time/instant.ts';
import { aLawPack } from '../../test/builders/law-pack.ts';
import { deadlineChip } from './deadline-chip.ts';
import type { ChipTerm } from './deadline-chip.ts';

const pack = aLawPack();
const hour = 3_600_000;
/** Monday 11 January 2027, 10:00 in Bishkek. */
const baseAt = instant('2027-01-11T04:00:00.000000Z');
const dueAt = instant('2027-01-13T18:00:00.000000Z');
const term = (change: Partial<ChipTerm> = {}): ChipTerm => ({
  state: 'running',
  baseAt,
  dueAt,
  endedAt: null,
  ...change,
});
const isForStaff = true;

describe('a running term', () => {
  test('says the calendar time left to the public and the working days left to staff', () => {
    const forAll = deadlineChip('en', term(), pack, baseAt);
    const forStaff = deadlineChip('en', term(), pack, baseAt, { isForStaff });
    assert.equal(forAll.state, 'running');
    assert.match(forStaff.lead, / w\. d\./);
    assert.notEqual(forAll.lead, forStaff.lead);
    assert.equal(forAll.detail, forStaff.detail);
  });

  test('is over from its exclusive end on, before anybody has noted it', () => {
    assert.equal(deadlineChip('en', term(), pack, addMilliseconds(dueAt, -1)).state, 'soon');
    assert.equal(deadlineChip('en', term(), pack, dueAt).state, 'over');
    const late = addMilliseconds(dueAt, 9 * hour);
    assert.match(deadlineChip('en', term(), pack, late).detail ?? '', /^by the commission, 9/);
    assert.match(deadlineChip('en', term(), pack, late, { isForStaff }).detail ?? '', /^by 9/);
  });
});

test('staff are told the time to the legal end, not the office time, when less than a working day is left', () => {
  const lead = (at: string) => deadlineChip('en', term(), pack, instant(at), { isForStaff }).lead;
  assert.equal(lead('2027-01-13T04:02:00.000000Z'), '13 h 58 min');
  assert.equal(lead('2027-01-13T14:30:00.000000Z'), '3 h 30 min');
});

test('a term that ends on a Sunday has its days on a Friday evening, although no office is open meanwhile', () => {
  const sunday = term({ dueAt: instant('2027-01-17T18:00:00.000000Z') });
  const friday = instant('2027-01-15T13:00:00.000000Z');
  assert.equal(deadlineChip('en', sunday, pack, friday, { isForStaff }).lead, '2 days 5 hours');
});

test('what must happen at once has no end: the time that has passed is shown, and it presses on staff alone', () => {
  const long = addMilliseconds(baseAt, 48 * hour);
  const forAll = deadlineChip('en', term({ dueAt: null }), pack, long);
  assert.deepEqual([forAll.state, forAll.lead], ['soon', 'at once']);
  assert.match(forAll.detail ?? '', /so far$/);
  assert.equal(deadlineChip('en', term({ dueAt: null }), pack, long, { isForStaff }).state, 'over');
});

test('a term that was met says by how much, in time and late', () => {
  const endedAt = addMilliseconds(dueAt, -hour);
  const met = deadlineChip('en', term({ state: 'met', endedAt }), pack, dueAt);
  assert.deepEqual([met.state, met.lead, met.detail === undefined], ['met', 'on time', false]);
  const late = deadlineChip('en', term({ state: 'metLate', endedAt: addMilliseconds(dueAt, hour) }), pack, dueAt);
  assert.deepEqual([late.state, late.lead], ['late', 'late']);
  assert.equal(deadlineChip('en', term({ state: 'met' }), pack, dueAt).detail, undefined);
});

test('a term that is not set yet says so', () => {
  assert.deepEqual(deadlineChip('en', term({ state: null }), pack, baseAt), { state: 'none', lead: 'no term set' });
});
