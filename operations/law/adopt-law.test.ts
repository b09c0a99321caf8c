import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { instant } from '../../domain/time/instant.ts';
import { openDatabase } from '../../persistence/database.ts';
import { listDeadlineRows } from '../../persistence/complaints/case-page.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { aPersonOf } from '../../test/builders/appointments.ts';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import {
  aChangedTerm,
  aConfirmedEdition,
  anEditionRequest,
  aProposedEdition,
  editionState,
} from '../../test/builders/law-editions.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { changeTerm } from '../complaints/change-term.ts';
import { leaveComplaintUnexamined } from '../complaints/leave-complaint-unexamined.ts';
import { takeComplaint } from '../complaints/take-complaint.ts';
import { endDueTerms } from '../deadlines/end-due-terms.ts';
import { verifyRecords } from '../records/verify-records.ts';
import { applyLawEditions } from './apply-law-editions.ts';
import { confirmLawEdition, rejectLawEdition } from './confirm-law-edition.ts';
import { presentLaw } from './find-pack.ts';
import { hashOfPack, proposeLawEdition } from './propose-law-edition.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

async function stateOf(id: string): Promise<ComplaintState> {
  const known = await readRecordState<ComplaintState>(product.context.database, id, 'complaint');
  assert.ok(known);
  return known.state;
}

async function countOf(text: string): Promise<number> {
  const [row] = await product.context.database.query<{ n: number }>({ text: `select count(*) as n from ${text}` });
  return row?.n ?? 0;
}

async function faults(): Promise<string[]> {
  const found: string[] = [];
  await verifyRecords(product.as('shailoo_worker'), ({ fault, detail }) => found.push(`${fault} ${detail ?? ''}`));
  return found;
}

test('who proposes a change of the law cannot confirm it, and another hash than the one kept confirms nothing', async () => {
  const { context, cec, actor } = product;
  const editionId = await aProposedEdition(product, [{ kind: 'addWorkingDay', day: '2027-01-30' }]);
  const { packHash } = await editionState(product, editionId);
  const confirm = async (person: string, hash = packHash): Promise<string> =>
    answerOf(await confirmLawEdition(context, await actor(person), { editionId, packHash: hash }));
  assert.equal(await confirm(cec.lawyers[0]), 'FOUR_EYES_SAME_PERSON');
  assert.equal(await confirm(cec.clerk), 'NOT_ALLOWED');
  assert.equal(await confirm(cec.lawyers[1], '0'.repeat(64)), 'LAW_EDITION_CHANGED');
  granted(await rejectLawEdition(context, await actor(cec.lawyers[0]), { editionId }));
  assert.equal(await confirm(cec.lawyers[1]), 'LAW_EDITION_REJECTED');
  assert.equal((await presentLaw(context))?.version, 1);
});

test('staff of another commission can neither propose nor confirm', async () => {
  const { context, commissions, electionId, actor } = product;
  const lawyer = await actor(await aPersonOf(product, commissions['tec-sokuluk'], 'lawyer'));
  const request = await anEditionRequest(product, [{ kind: 'addWorkingDay', day: '2027-01-30' }]);
  assert.equal(answerOf(await proposeLawEdition(context, lawyer, request)), 'NOT_ALLOWED');
  const own = { ...request, commission: { ...request.commission, id: commissions['tec-sokuluk'] }, electionId };
  assert.equal(answerOf(await proposeLawEdition(context, lawyer, own)), 'NOT_ALLOWED');
  const editionId = await aProposedEdition(product, [{ kind: 'addWorkingDay', day: '2027-01-30' }]);
  const { packHash } = await editionState(product, editionId);
  assert.equal(answerOf(await confirmLawEdition(context, lawyer, { editionId, packHash })), 'NOT_ALLOWED');
});

test('a pack that could not be loaded as a file is not proposed, and every fault is named', async () => {
  const { context, cec, actor } = product;
  const change = await aChangedTerm(product, 'complaint_decide', 3);
  assert.ok(change.kind === 'setRule');
  const broken = { ...change, value: { ...change.value, counting: 'HOURS' as const, closingHour: '25:00' } };
  const outcome = await proposeLawEdition(
    context,
    await actor(cec.lawyers[0]),
    await anEditionRequest(product, [broken]),
  );
  assert.equal(answerOf(outcome), 'LAW_PACK_INVALID');
  assert.ok('faults' in outcome);
  assert.deepEqual(outcome.faults, [
    { path: 'rules.complaint_decide.closingHour', reason: 'wrongForm', detail: '' },
    { path: 'rules.complaint_decide.counting', reason: 'countingDoesNotSuit', detail: 'HOURS' },
  ]);
});

test('fifty open cases come under a longer term once, though the worker is killed in the middle', async () => {
  const { context } = product;
  const longer: string[] = [];
  for (let n = 0; n < 50; n += 1) longer.push(await aComplaint(product));
  const olderDerivation = (await listDeadlineRows(context.database, longer[0] ?? ''))[0]?.derivation;
  const editionId = await aConfirmedEdition(product, [await aChangedTerm(product, 'complaint_decide', 5)]);
  assert.equal((await stateOf(longer[0] ?? '')).packVersion, 1);

  const dying = { ...context, database: openDatabase(product.databaseUrl, { role: 'shailoo_worker', max: 4 }) };
  const working = applyLawEditions(dying).catch(() => undefined);
  while ((await countOf(`event where kind = 'PACK_ADOPTED'`)) < 10) await new Promise((done) => setTimeout(done, 5));
  await context.database.query({
    text: `select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and datname = current_database()`,
  });
  await dying.database.close();
  const interrupted = await working;
  const before = await countOf(`event where kind = 'PACK_ADOPTED'`);
  assert.ok(before >= 10 && before < 50, `${before} of 50 before the end`);
  assert.equal((await editionState(product, editionId)).status, 'confirmed');
  assert.notEqual(interrupted?.adopted, 50);

  const again = product.as('shailoo_worker');
  const round = await applyLawEditions(again);
  assert.deepEqual([round.adopted, round.left, round.finished], [50 - before, 0, 1]);
  assert.deepEqual(await applyLawEditions(again), { adopted: 0, left: 0, finished: 0, failures: [] });

  assert.equal(await countOf(`event where kind = 'PACK_ADOPTED'`), 50);
  assert.equal(await countOf(`event where kind = 'TERM_REDERIVED'`), 50);
  assert.equal(await countOf(`outbox where topic = 'notice' and body ->> 'notice' = 'termChanged'`), 50);
  for (const id of longer) {
    const state = await stateOf(id);
    assert.equal(state.packVersion, 2);
    assert.equal(state.terms['complaint_decide']?.due, '2027-01-16T18:00:00.000000Z');
    assert.equal(state.terms['complaint_decide']?.alterations?.length, 1);
  }
  const [row] = await listDeadlineRows(context.database, longer[0] ?? '');
  assert.equal(row?.derivation.packVersion, 2);
  assert.equal(row.alterations[0]?.from, '2027-01-14T18:00:00.000000Z');
  assert.deepEqual(row.alterations[0].replaced, olderDerivation, 'the old derivation stays');
  const edition = await editionState(product, editionId);
  assert.deepEqual([edition.status, edition.cases, edition.movedCases], ['applied', 50, 50]);
  assert.deepEqual(await faults(), []);
});

const day = 24 * 3_600_000;

test('an ended term stays as it is, an extension and a suspension are repeated under the new law', async () => {
  const { context, cec, actor, clock } = product;
  const chair = await actor(cec.chair);
  const [missed, extended, suspended, left] = [
    await aComplaint(product, 'registered'),
    await aComplaint(product, 'registered'),
    await aComplaint(product, 'registered'),
    await aComplaint(product, 'registered'),
  ];
  const term = 'complaint_decide';
  const extend = { change: 'extend', ground: 'commissionDecision', lastDay: '2027-01-20' } as const;
  granted(await changeTerm(context, chair, { complaintId: extended, term, order: extend }));
  const suspend = { change: 'suspend', ground: 'expertOpinion' } as const;
  granted(await changeTerm(context, chair, { complaintId: suspended, term, order: suspend }));
  clock.pass(2 * day);
  granted(await changeTerm(context, chair, { complaintId: suspended, term, order: { change: 'resume' } }));
  const lawyer = await actor(cec.lawyers[0]);
  await takeComplaint(context, lawyer, { complaintId: left });
  granted(await leaveComplaintUnexamined(context, lawyer, { complaintId: left, ground: 'anonymous' }));
  clock.moveTo(instant('2027-01-16T18:01:00Z'));
  await endDueTerms(product.as('shailoo_worker'));
  assert.equal((await stateOf(missed)).terms[term]?.state, 'missed');

  await aConfirmedEdition(product, [await aChangedTerm(product, term, 6)]);
  await applyLawEditions(product.as('shailoo_worker'));
  const missedNow = await stateOf(missed);
  assert.deepEqual([missedNow.packVersion, missedNow.terms[term]?.due], [3, '2027-01-16T18:00:00.000000Z']);
  assert.equal((await stateOf(extended)).terms[term]?.due, '2027-01-20T18:00:00.000000Z');
  assert.equal((await stateOf(suspended)).terms[term]?.due, '2027-01-19T18:00:00.000000Z');
  const moved = await countOf(
    `event where kind = 'TERM_REDERIVED' and record_id in ('${missed}', '${extended}', '${left}')`,
  );
  assert.equal(moved, 0, 'nothing moved, nothing said');
  assert.equal((await listDeadlineRows(context.database, extended))[0]?.derivation.packVersion, 3);
  assert.deepEqual(await faults(), []);
});

test('a term that the new law would have ended already ends with the day of the change, and is not missed before', async () => {
  const { clock } = product;
  const complaintId = await aComplaint(product);
  clock.pass(2 * day + 3_600_000);
  await aConfirmedEdition(product, [await aChangedTerm(product, 'complaint_decide', 1)]);
  await applyLawEditions(product.as('shailoo_worker'));
  const held = (await stateOf(complaintId)).terms['complaint_decide'];
  assert.deepEqual([held?.state, held?.due], ['running', '2027-01-19T18:00:00.000000Z']);
  await endDueTerms(product.as('shailoo_worker'));
  assert.equal((await stateOf(complaintId)).terms['complaint_decide']?.state, 'running');
  assert.deepEqual(await faults(), []);
});

test('a moved voting day makes new filings due at once, and leaves the kind of the terms of open cases', async () => {
  const { clock, context } = product;
  clock.moveTo(instant('2027-01-20T04:00:00Z'));
  const earlier = await aComplaint(product);
  await aConfirmedEdition(product, [{ kind: 'moveVotingDay', day: '2027-01-20' }]);
  await applyLawEditions(product.as('shailoo_worker'));
  const later = await aComplaint(product);
  assert.deepEqual(Object.keys((await stateOf(earlier)).terms), ['complaint_decide']);
  assert.deepEqual(Object.keys((await stateOf(later)).terms), ['complaint_decide_voting_day']);
  assert.equal((await presentLaw(context))?.votingDay, '2027-01-20');
  const [row] = await context.database.query<{ day: string }>({ text: 'select voting_day as day from election' });
  assert.equal(row?.day, '2027-01-20');
});

test('a confirmed value is confirmed by whom and when in the derivations of open cases, and nobody is written to', async () => {
  const { context } = product;
  const complaintId = await aComplaint(product, 'filed', { learnedOn: '' });
  const notices = (): Promise<number> => countOf(`outbox where topic = 'notice' and body ->> 'notice' = 'termChanged'`);
  const before = await notices();
  await aConfirmedEdition(product, [{ kind: 'confirm', values: ['rules.complaint_decide_voting_day'] }]);
  await applyLawEditions(product.as('shailoo_worker'));
  const [row] = await listDeadlineRows(context.database, complaintId);
  const norm = row?.derivation.steps.find((step) => step.kind === 'norm');
  assert.equal(norm?.confirmed?.on, '2027-01-11');
  assert.equal(norm.confirmed.by.ru, 'Центральная избирательная комиссия');
  assert.equal(await notices(), before);
  assert.deepEqual(await faults(), []);
});

test('of two changes proposed on the same law the second to be confirmed is outdated', async () => {
  const { context, cec, actor } = product;
  const [one, other] = [
    await aProposedEdition(product, [{ kind: 'addWorkingDay', day: '2027-02-06' }]),
    await aProposedEdition(product, [{ kind: 'addWorkingDay', day: '2027-02-13' }]),
  ];
  const second = await actor(cec.lawyers[1]);
  const confirm = async (editionId: string): Promise<string> =>
    answerOf(
      await confirmLawEdition(context, second, {
        editionId,
        packHash: (await editionState(product, editionId)).packHash,
      }),
    );
  assert.deepEqual((await Promise.all([confirm(one), confirm(other)])).toSorted(), ['LAW_EDITION_OUTDATED', 'granted']);
});

test('a case that was pinned two versions ago comes under the newest one in one step', async () => {
  const worker = product.as('shailoo_worker');
  await applyLawEditions(worker);
  const complaintId = await aComplaint(product, 'filed');
  const from = (await stateOf(complaintId)).packVersion ?? 0;
  await aConfirmedEdition(product, [{ kind: 'moveVotingDay', day: '2027-02-20' }]);
  await aConfirmedEdition(product, [{ kind: 'addWorkingDay', day: '2027-02-20' }]);
  await applyLawEditions(worker);
  assert.equal((await stateOf(complaintId)).packVersion, from + 2);
  assert.equal(await countOf(`event where kind = 'PACK_ADOPTED' and record_id = '${complaintId}'`), 1);
  assert.equal(await countOf(`law_edition where status = 'confirmed'`), 0);
});

test('a version of the law that was changed behind the back of the product is found', async () => {
  const { database } = product.context;
  const [adopted] = await database.query<{ pack: Parameters<typeof hashOfPack>[0]; hash: string }>({
    text: `select pack, hash from adopted_pack where version = 2`,
  });
  assert.equal(adopted && hashOfPack(adopted.pack), adopted?.hash);
  await database.transaction(async (tx) => {
    await tx.query({ text: `set local session_replication_role = replica` });
    await tx.query({
      text: `update adopted_pack set pack = jsonb_set(pack, '{rules,complaint_decide,term,n}', '9') where version = 2`,
    });
  });
  assert.ok((await faults()).some((fault) => fault.startsWith('pack-differs')));
});
