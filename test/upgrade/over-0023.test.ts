import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Commission } from '../../domain/people/role.ts';
import { assignComplaint } from '../../operations/complaints/assign-complaint.ts';
import { listQueue } from '../../operations/complaints/list-queue.ts';
import type { OperationContext } from '../../operations/context.ts';
import { readQueueWish } from '../../operations/complaints/queue-filter.ts';
import { verifyDocuments } from '../../operations/documents/verify-documents.ts';
import { checkProof } from '../../operations/ledger/check-proof.ts';
import type { Ledger } from '../../operations/ledger/ledger.ts';
import { proveEvent } from '../../operations/ledger/prove-event.ts';
import { publishLedger } from '../../operations/ledger/publish-ledger.ts';
import { verifyLedger } from '../../operations/ledger/verify-ledger.ts';
import { currentActor } from '../../operations/people/current-actor.ts';
import { readWorkplace } from '../../operations/people/read-workplace.ts';
import { noteOutage } from '../../operations/registries/note-outage.ts';
import { checkContainersAgain } from '../../operations/registries/check-again.ts';
import { documentEvidenceStore } from '../../operations/registries/keep-evidence.ts';
import { verifyRecords } from '../../operations/records/verify-records.ts';
import { openDatabase } from '../../persistence/database.ts';
import type { Database, DatabaseRole } from '../../persistence/database.ts';
import { migrate } from '../../persistence/migrate.ts';
import { aComplaint, granted } from '../builders/complaints.ts';
import { aPublishedComplaint } from '../builders/published-complaint.ts';
import { aRichCase } from '../builders/rich-case.ts';
import { anEarlierDatabase } from '../support/earlier-schema.ts';
import { aLedger } from '../support/ledger.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { aRegistryEvidence } from '../support/registry-evidence.ts';

/** The last migration before those that the page of operations warns of. */
const before0024 = '0023-leaner-indexes';

let product: Product;
let folder: string;
let ledger: Ledger;
let evidence: Awaited<ReturnType<typeof aRegistryEvidence>>;
let commission: Commission;
let url: string;
let rich: string;
let waiting: string;
const opened: Database[] = [];
before(async () => {
  product = await aProduct();
  folder = mkdtempSync(join(tmpdir(), 'shailoo-upgrade-'));
  ledger = await aLedger(folder);
  evidence = await aRegistryEvidence(product);
  commission = (await readWorkplace(product.context, product.cec.clerk)).workplace?.commission ?? assert.fail();
  rich = await aRichCase(product);
  await aPublishedComplaint(product);
  waiting = await aComplaint(product, 'registered');
  await evidence.ask();
  await evidence.collect(evidence.strange);
  await noteOutage(product.as('shailoo_worker'), 'civilRecordByPin', 'opened');
  await publishLedger(product.as('shailoo_ledger'), ledger);
  /** Events that have no place yet when everything is stopped. */
  await aComplaint(product, 'admitted');
  url = await anEarlierDatabase(product.databaseUrl, before0024);
  await migrate(url);
});
after(async () => {
  for (const database of opened) await database.close();
  await evidence.close();
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The product over the upgraded database, with the files and keys that it had. */
function upgraded(role?: DatabaseRole): OperationContext {
  const database = openDatabase(url, { ...(role === undefined ? {} : { role }), max: 4 });
  opened.push(database);
  return { ...product.context, database };
}

async function queueOf(context: OperationContext, view: string) {
  const wish = readQueueWish({ view });
  const actor = await currentActor(context, product.cec.lawyers[0]);
  const { rows, counts, total } = granted(await listQueue(context, actor, { commission, wish }));
  return { rows, counts, total };
}

async function facts(context: OperationContext) {
  const rows = (text: string) => context.database.query({ text });
  return {
    holders: await rows('select id, holder from complaint_holder order by id'),
    events: await rows(
      `select record_id, seq, encode(hash, 'hex') as hash, payload from event order by record_id, seq`,
    ),
    records: await rows('select id, status, version, head_seq, state::jsonb as state from record order by id'),
    entries: await rows('select place, entry from ledger_entry order by place'),
    waiting: await rows('select record_id, seq from ledger_waiting order by record_id, seq'),
  };
}

test('an upgraded database has the holders, events, states and entries of the one that was never upgraded', async () => {
  const [now, then] = [await facts(upgraded()), await facts(product.context)];
  assert.ok(then.holders.length >= 5 && then.events.length > 60 && then.waiting.length > 0);
  for (const part of ['holders', 'events', 'records', 'entries', 'waiting'] as const)
    assert.deepEqual(now[part], then[part], part);
});

test('each view of the queue of a lawyer shows the same cases', async () => {
  const context = upgraded('shailoo_desk');
  for (const view of ['mine', 'all', 'unassigned', 'toServe']) {
    const [now, then] = [await queueOf(context, view), await queueOf(product.as('shailoo_desk'), view)];
    assert.ok(then.total > 0, view);
    assert.deepEqual(now, then, view);
  }
});

async function faults(context: OperationContext): Promise<string[]> {
  const found: string[] = [];
  const tell = ({ fault, id, detail }: { fault: string; id: string; detail?: string | undefined }) =>
    void found.push(`${fault} ${id} ${detail ?? ''}`);
  const { records, events } = await verifyRecords(context, tell);
  const { entries } = await verifyLedger(context, ledger.files, tell);
  const documents = await verifyDocuments(context, tell);
  assert.ok(records > 10 && events > 60 && entries > 60 && documents > 5);
  return found;
}

test('`npm run verify` finds no fault, and a proof from before the upgrade holds with one from after it', async () => {
  const before = granted(await proveEvent(product.context, ledger.files, { recordId: rich, seq: 1 }));
  const context = upgraded('shailoo_worker');
  assert.deepEqual(await faults(context), []);
  await publishLedger(upgraded('shailoo_ledger'), ledger);
  assert.deepEqual(await faults(context), []);
  const after = granted(await proveEvent(context, ledger.files, { recordId: rich, seq: 1 }));
  for (const proof of [before, after])
    assert.equal(granted(await checkProof(ledger.files, proof)).kind, 'COMPLAINT_FILED');
});

test('work goes on: a case is given to another lawyer, found in that queue and in no other, and in the ledger', async () => {
  const context = upgraded('shailoo_desk');
  const { rows: mine } = await queueOf(context, 'mine');
  assert.ok(mine.some(({ id }) => id === rich));
  const chair = await currentActor(context, product.cec.chair);
  const [, other] = product.cec.lawyers;
  for (const complaintId of [rich, waiting])
    granted(await assignComplaint(context, chair, { complaintId, holder: other }));
  assert.ok(!(await queueOf(context, 'mine')).rows.some(({ id }) => id === rich));
  const actor = await currentActor(context, other);
  const wish = readQueueWish({ view: 'mine' });
  const { rows } = granted(await listQueue(context, actor, { commission, wish }));
  assert.ok([rich, waiting].every((id) => rows.some((row) => row.id === id)));
  await publishLedger(upgraded('shailoo_ledger'), ledger);
  assert.deepEqual(await faults(upgraded('shailoo_worker')), []);
});

test('containers keep the verdict they had, of certificates that nobody noted, and are checked again under new ones', async () => {
  const context = upgraded('shailoo_worker');
  const checks = () =>
    context.database.query({
      text: `select side, verdict, depends_on_trust as open, trust is null as unnoted, finding #>> '{chain,state}' as chain
        from registry_container_check order by side, id`,
    });
  const first = { verdict: 'broken', open: true, unnoted: true, chain: 'broken' };
  const [request, response] = [{ side: 'request' }, { side: 'response' }];
  assert.deepEqual(await checks(), [
    { ...request, ...first },
    { ...response, ...first },
  ]);
  const kept = { evidence: documentEvidenceStore(context), anchors: evidence.right };
  assert.equal((await checkContainersAgain(context, kept)).good, 2);
  const again = { verdict: 'good', open: false, unnoted: false, chain: 'good' };
  assert.deepEqual(await checks(), [
    { ...request, ...first },
    { ...request, ...again },
    { ...response, ...first },
    { ...response, ...again },
  ]);
});

test('an outage that stood before the upgrade stands after it, may be tried at once, and ends', async () => {
  const context = upgraded('shailoo_worker');
  const rows = await context.database.query({
    text: `select registry, layer, retry_at <= clock_timestamp() as "isDue" from registry_outage where closed_at is null`,
  });
  assert.deepEqual(rows, [{ registry: 'civilRecordByPin', layer: 'registry', isDue: true }]);
  assert.ok(await noteOutage(context, 'civilRecordByPin', 'closed'));
});
