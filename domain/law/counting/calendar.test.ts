import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { instant, instantFromDate } from '../../time/instant.ts';
import { addDays, dayOf, legalZone, momentAt, weekdayOf } from './calendar.ts';

/** Between 1970 and 2100: Bishkek changed its clocks twice a year until 2005. */
const time = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
const local = (milliseconds: number): DateTime => DateTime.fromMillis(milliseconds, { zone: legalZone });

test('days, moments and weekdays are those of the zone, whatever was remembered or guessed', () => {
  fc.assert(
    fc.property(time, fc.integer({ min: -400, max: 400 }), fc.integer({ min: 0, max: 1_440 }), (at, days, minutes) => {
      const there = local(at);
      const day = there.toFormat('yyyy-MM-dd');
      assert.equal(dayOf(instantFromDate(new Date(at))), day);
      assert.equal(addDays(day, days), there.plus({ days }).toFormat('yyyy-MM-dd'));
      assert.equal(weekdayOf(day), there.weekday);
      const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      const expected = there.startOf('day').set({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
      assert.equal(momentAt(day, clock), instantFromDate(expected.toJSDate()));
      assert.equal(momentAt(day, clock), momentAt(day, clock));
    }),
    { numRuns: 2_000 },
  );
});

test('around every midnight, and where the clocks were changed, a moment falls on the right day', () => {
  for (const day of [
    '1997-03-30',
    '1997-10-26',
    '2004-10-31',
    '2005-03-27',
    '2005-08-12',
    '2027-01-24',
    '2028-02-29',
  ]) {
    for (const days of [-1, 0, 1, 2]) {
      const midnight = Date.parse(momentAt(addDays(day, days)));
      for (const off of [-3_600_001, -1, 0, 1, 3_599_999, 3_600_000]) {
        const at = midnight + off;
        assert.equal(dayOf(instantFromDate(new Date(at))), local(at).toFormat('yyyy-MM-dd'), `${day} ${String(off)}`);
      }
    }
  }
  assert.equal(dayOf(instant('2027-01-23T17:59:59.999999Z')), '2027-01-23', 'the last microsecond');
  assert.equal(dayOf(instant('2027-01-23T18:00:00.000000Z')), '2027-01-24');
});

test('what is no calendar day is refused, as before', () => {
  for (const none of ['2027-02-30', '2027-13-01', '27-01-01', '', '2027-01-01T00:00']) {
    assert.throws(() => addDays(none, 1), RangeError, none);
    assert.throws(() => weekdayOf(none), RangeError, none);
  }
  assert.throws(() => momentAt('2027-02-30'), RangeError);
});
