import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aComplaintState, anActContext, asActor, moment } from '../../test/builders/records.ts';
import { judgeAct } from '../records/judge-act.ts';
import { addMilliseconds } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { complaintSubject } from './complaint-subject.ts';
import type { ComplaintState } from './complaint.ts';
import { copiesOwed } from './served-copy.ts';
import type { CopyRecipient, ServedCopy } from './served-copy.ts';

const later = (minutes: number): Instant => addMilliseconds(moment, minutes * 60_000);
const decidedAt = later(-60);
const base = { decidedAt, respondentKind: 'official' } as const;
const copy = (to: CopyRecipient, outcomeAt = decidedAt): ServedCopy => ({
  to,
  way: 'inHand',
  servedAt: later(-30),
  paperHash: '',
  outcomeAt,
});

const cases: [string, Partial<ComplaintState>, CopyRecipient[]][] = [
  ['a decision is owed to both sides', {}, ['complainant', 'respondent']],
  ['a published one is too', { status: 'published' }, ['complainant', 'respondent']],
  ['who filed for somebody gets the copy', { complainantKind: 'representative' }, ['representative', 'respondent']],
  ['a respondent nobody named gets none', { respondentKind: 'unknown' }, ['complainant']],
  ['left unexamined concerns the complainant alone', { status: 'leftUnexamined', ground: 'late' }, ['complainant']],
  ['what was served is owed no more', { copies: [copy('complainant')] }, ['respondent']],
  ['the representative’s copy is the complainant’s', { copies: [copy('representative')] }, ['respondent']],
  ['a copy to a body serves no party', { copies: [copy('body')] }, ['complainant', 'respondent']],
  ['both served', { copies: [copy('complainant'), copy('respondent')] }, []],
  [
    'a case decided anew owes new copies',
    { copies: [copy('complainant', later(-600)), copy('respondent', later(-600))] },
    ['complainant', 'respondent'],
  ],
  ['an undecided case owes none', { status: 'admitted', decidedAt: null }, []],
  ['a closed case rests', { status: 'closed' }, []],
];
for (const [what, change, owed] of cases) {
  test(`${what}: ${owed.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(copiesOwed(aComplaintState('decided', { ...base, ...change })), owed);
  });
}

const serve = (servedAt: Instant, change: Partial<ComplaintState> = {}): string => {
  const outcome = judgeAct(complaintSubject, {
    act: 'serveCopy',
    state: aComplaintState('decided', { decidedAt: later(-60.5), ...change }),
    input: { to: 'complainant', way: 'post', servedAt, paperHash: '', fileHashes: [] },
    context: anActContext(asActor('clerk')),
  });
  return outcome.ok ? 'done' : outcome.refusal.code;
};

test('a copy is served after the outcome, its own minute included, and not in the future', () => {
  assert.equal(serve(later(0)), 'done');
  assert.equal(serve(later(1)), 'SERVED_IN_FUTURE');
  assert.equal(serve(later(-61)), 'done');
  assert.equal(serve(later(-62)), 'SERVED_BEFORE_OUTCOME');
  assert.equal(serve(later(0), { decidedAt: null }), 'COMPLAINT_NOT_DECIDED');
});

test('serving a copy starts, ends and moves no term', () => {
  const outcome = judgeAct(complaintSubject, {
    act: 'serveCopy',
    state: aComplaintState('decided', base),
    input: { to: 'respondent', way: 'inHand', servedAt: moment, paperHash: '', fileHashes: [] },
    context: anActContext(asActor('secretary')),
  });
  assert.ok(outcome.ok);
  assert.deepEqual(outcome.value.terms ?? [], []);
  assert.deepEqual(outcome.value.notices ?? [], []);
});
