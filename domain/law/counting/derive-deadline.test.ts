import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { aLawPack, aLawRule } from '../../../test/builders/law-pack.ts';
import { instant, type Instant } from '../../time/instant.ts';
import { isInTime } from '../is-in-time.ts';
import { momentAt } from './calendar.ts';
import { deriveDeadline } from './derive-deadline.ts';

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
    const { default: fc } = await import('${import.meta.resolve('fast-check')}');
    const { deriveDeadline } = await import('${new URL('./derive-deadline.ts', import.meta.url).href}');
    const { aLawPack } = await import('${new URL('../../../test/builders/law-pack.ts', import.meta.url).href}');
    const pack = aLawPack();
    const edges = ['2027-01-10T17:59:59.999999Z', '2027-01-10T18:00:00.000000Z', '2027-03-14T07:00:00.000000Z', '2026-11-01T05:30:00.000000Z'];
    const spread = fc.sample(fc.integer({ min: 0, max: 5 * 365 * 86400 }), { numRuns: 300, seed: 2027 })
      .map((second) => new Date(Date.UTC(2025, 0, 1) + second * 1000).toISOString().replace('Z', '000Z'));
    const bases = [...edges, ...spread];
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
