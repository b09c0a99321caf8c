import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { addMilliseconds, instant } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { readEvents, readRecordState } from '../../persistence/records/read-record.ts';
import { aComplaint } from '../../test/builders/complaints.ts';
import { onAgenda } from '../../test/builders/sittings.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { endTerm } from '../complaints/end-term.ts';
import type { OperationContext } from '../context.ts';
import { signDecision } from '../decisions/sign-decision.ts';
import { castVote } from '../sittings/cast-vote.ts';
import { closeVote } from '../sittings/close-vote.ts';
import { openSitting } from '../sittings/open-sitting.ts';
import { openVote } from '../sittings/open-vote.ts';
import { endDueTerms } from './end-due-terms.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

const due = instant('2027-01-14T18:00:00Z');
const justBefore = instant('2027-01-14T17:59:59.999999Z');
const justAfter = instant('2027-01-14T18:00:00.000001Z');

function at(legal: Instant): OperationContext {
  return { ...product.context, clock: () => Promise.resolve({ legal, real: legal }) };
}

/** A complaint whose decision is adopted and waits for the chair's signature. */
async function anAdoptedCase(): Promise<{ complaintId: string; decisionId: string }> {
  const { context, cec, actor, clock } = product;
  clock.moveTo(instant('2027-01-11T04:00:00Z'));
  const complaintId = await aComplaint(product, 'drafted');
  const { sittingId, itemId } = await onAgenda(product, complaintId);
  clock.pass(60_000);
  const chair = await actor(cec.chair);
  const present = [cec.chair, ...cec.members.slice(0, 5)];
  await openSitting(context, chair, { sittingId, present });
  await openVote(context, chair, { sittingId, itemId });
  for (const member of present) await castVote(context, await actor(member), { sittingId, itemId, choice: 'for' });
  await closeVote(context, chair, { sittingId, itemId });
  const known = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  return { complaintId, decisionId: known?.state.decisionId ?? '' };
}

/** Holds the case locked until both acts wait for it, the first one in front. */
async function inOrder(
  complaintId: string,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<void> {
  const { database } = product.context;
  const both = await database.transaction(async (tx) => {
    await tx.query({ text: 'select from record where id = $1 for update', values: [complaintId] });
    const one = first();
    await untilWaiting(1);
    const other = second();
    await untilWaiting(2);
    return [one, other];
  });
  await Promise.all(both);
}

async function untilWaiting(n: number): Promise<void> {
  const waiting = {
    text: `select count(*) as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
  };
  for (let tries = 0; tries < 200; tries += 1) {
    const [row] = await product.context.database.query<{ n: number }>(waiting);
    if ((row?.n ?? 0) >= n) return;
    await sleep(10);
  }
  assert.fail(`fewer than ${n} transactions wait`);
}

async function termOf(complaintId: string): Promise<{ state: string | undefined; events: string[] }> {
  const known = await readRecordState<ComplaintState>(product.context.database, complaintId, 'complaint');
  const events = (await readEvents(product.context.database, complaintId)).map((event) => event.kind);
  const told = events.filter((kind) => ['TERM_MET', 'TERM_MISSED', 'COMPLAINT_DECIDED'].includes(kind));
  assert.equal(known?.state.status, 'decided');
  return { state: known?.state.terms['complaint_decide']?.state, events: told };
}

const cases: [string, Instant, boolean, string, string[]][] = [
  ['a microsecond before the end, lock first', justBefore, true, 'met', ['COMPLAINT_DECIDED', 'TERM_MET']],
  [
    'a microsecond before the end, after the expiry',
    justBefore,
    false,
    'met',
    ['TERM_MISSED', 'COMPLAINT_DECIDED', 'TERM_MET'],
  ],
  ['at the end, lock first', due, true, 'metLate', ['COMPLAINT_DECIDED', 'TERM_MET']],
  ['at the end, after the expiry', due, false, 'metLate', ['TERM_MISSED', 'COMPLAINT_DECIDED', 'TERM_MET']],
  ['a microsecond after the end, lock first', justAfter, true, 'metLate', ['COMPLAINT_DECIDED', 'TERM_MET']],
  [
    'a microsecond after the end, after the expiry',
    justAfter,
    false,
    'metLate',
    ['TERM_MISSED', 'COMPLAINT_DECIDED', 'TERM_MET'],
  ],
];

for (const [when, receivedAt, decisionFirst, state, events] of cases) {
  test(`a decision received ${when}: the term is ${state}, whoever came to the lock first`, async () => {
    const { complaintId, decisionId } = await anAdoptedCase();
    const chair = await product.actor(product.cec.chair);
    const decide = () => signDecision(at(receivedAt), chair, { decisionId });
    const expire = () => endTerm(at(addMilliseconds(due, 60_000)), { recordId: complaintId, rule: 'complaint_decide' });
    await inOrder(complaintId, decisionFirst ? decide : expire, decisionFirst ? expire : decide);
    assert.deepEqual(await termOf(complaintId), { state, events });
  });
}

test('a decision that comes after the expiry but was received in time says that it corrects it', async () => {
  const { complaintId, decisionId } = await anAdoptedCase();
  await endTerm(at(addMilliseconds(due, 60_000)), { recordId: complaintId, rule: 'complaint_decide' });
  await signDecision(at(justBefore), await product.actor(product.cec.chair), { decisionId });
  const met = (await readEvents(product.context.database, complaintId)).find(({ kind }) => kind === 'TERM_MET');
  assert.deepEqual(JSON.parse(met?.payload ?? ''), { rule: 'complaint_decide', late: false, corrects: true });
});

test('the sweeper leaves a term alone for a minute after its end, and then ends it once', async () => {
  const { complaintId } = await anAdoptedCase();
  const kinds = async () => (await readEvents(product.context.database, complaintId)).map((event) => event.kind);
  const almost = addMilliseconds(due, 59_999);
  await endDueTerms(at(almost));
  assert.ok(!(await kinds()).includes('TERM_MISSED'));
  const over = at(addMilliseconds(due, 60_000));
  await Promise.all([endDueTerms(over), endDueTerms(over)]);
  assert.equal((await kinds()).filter((kind) => kind === 'TERM_MISSED').length, 1);
});
