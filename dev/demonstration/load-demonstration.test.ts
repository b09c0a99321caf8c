import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openFolderDocumentStore } from '../../integrations/document-store/folder-document-store.ts';
import { openKeyRing } from '../../integrations/key-ring/key-ring.ts';
import { openSigner } from '../../integrations/ledger/checkpoint-signer.ts';
import { ledgerFolder } from '../../integrations/ledger/ledger-files.ts';
import { publishLedger } from '../../operations/ledger/publish-ledger.ts';
import { legalClock } from '../../operations/clock/legal-clock.ts';
import { moveTrainingClock, readLegalNow, startTrainingClock } from '../../persistence/clock/legal-clock.ts';
import { openDatabase } from '../../persistence/database.ts';
import type { Database } from '../../persistence/database.ts';
import type { OperationContext } from '../../operations/context.ts';
import { loadPacks } from '../../persistence/law/load-pack.ts';
import { addMilliseconds, instant } from '../../domain/time/instant.ts';
import { aDatabase } from '../../test/support/postgres.ts';
import { aFiling, granted } from '../../test/builders/complaints.ts';
import { fileComplaintByApi } from '../../operations/complaints/file-complaint-by-api.ts';
import { complaintStatuses } from '../../domain/complaints/complaint.ts';
import { clearInstallation } from './clear-installation.ts';
import { loadDemonstration } from './load-demonstration.ts';
import { demonstrationStart, plannedComplaints } from './plan.ts';

let database: Database;
let databaseUrl: string;
let context: OperationContext;
const folder = mkdtempSync(join(tmpdir(), 'shailoo-demonstration-'));

before(async () => {
  databaseUrl = (await aDatabase()).url;
  database = openDatabase(databaseUrl);
  const keyRing = await openKeyRing({ file: join(folder, 'keys.json'), createIfMissing: true });
  const documents = await openFolderDocumentStore({ folder: join(folder, 'documents') });
  context = { database, keyRing, documents, packs: loadPacks(), clock: legalClock(database) };
  await loadDemonstration(context, { seed: 1, issuer: 'http://localhost:3005' });
});
after(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the demonstration has forty complaints in every stage, in three languages, before three commissions', async () => {
  const rows = await database.query<{ status: string; language: string; commission: string }>({
    text: `select c.status, c.language, k.key as commission from complaint c join commission k on k.id = c.commission_id`,
  });
  assert.equal(rows.length, plannedComplaints.length);
  assert.equal(rows.length, 40);
  assert.deepEqual([...new Set(rows.map((row) => row.status))].toSorted(), [...complaintStatuses].toSorted());
  assert.deepEqual([...new Set(rows.map((row) => row.language))].toSorted(), ['en', 'ky', 'ru']);
  assert.deepEqual([...new Set(rows.map((row) => row.commission))].toSorted(), ['cec', 'pec-1086', 'tec-sokuluk']);
});

test('every act of it lies before the start of its clock, in the order of legal time', async () => {
  const [row] = await database.query<{ latest: string; disorder: number }>({
    text: `select max(legal_at) as latest, (select count(*) from
      (select legal_at, lag(legal_at) over (order by recorded_at, record_id, seq) as earlier from event) as pairs
      where earlier > legal_at) as disorder from event`,
  });
  assert.equal(row?.disorder, 0);
  assert.equal((row?.latest ?? '') < demonstrationStart, true);
});

test('terms that passed without a decision are public facts, and a late decision stays late', async () => {
  const rows = await database.query<{ state: string; status: string }>({
    text: `select decide_state as state, status from complaint where inaction_at is not null order by 1, 2`,
  });
  const found = rows.map(({ state, status }) => `${status} ${state}`);
  assert.deepEqual(found, ['published metLate', 'admitted missed', 'filed missed']);
});

test('it shows joined complaints, requests, hearings, an extended term, and cases that went to court', async () => {
  const [row] = await database.query<Record<string, number>>({
    text: `select count(*) filter (where joined_to is not null) as joined,
        count(*) filter (where open_requests > 0) as asked,
        count(*) filter (where overdue_requests > 0) as overdue,
        count(*) filter (where jsonb_array_length(earlier_decisions) > 0) as reopened,
        (select count(*) from event where kind = 'HEARING_HELD') as heard,
        (select count(*) from event where kind = 'TERM_EXTENDED') as extended,
        (select count(*) from event where kind = 'COMPLAINT_DEFECTS_CURED') as cured,
        (select count(*) from decision where force = 'annulled') as annulled
      from complaint`,
  });
  assert.deepEqual(row, { joined: 2, asked: 2, overdue: 1, reopened: 1, heard: 1, extended: 1, cured: 1, annulled: 1 });
});

test('its published decisions name articles of the pack, so that similar cases stand together', async () => {
  const rows = await database.query<{ acts: string[] }>({
    text: `select array(select a->'reference'->>'act' from jsonb_array_elements(body->'articles') as a) as acts from publication`,
  });
  assert.ok(rows.length >= 10);
  for (const { acts } of rows) assert.deepEqual(acts, ['law68', 'law68']);
});

test('training time goes on from where it stood, and never back', async () => {
  await startTrainingClock(database, demonstrationStart);
  const later = addMilliseconds(demonstrationStart, 3_600_000);
  assert.equal(await moveTrainingClock(database, later), true);
  assert.equal(await moveTrainingClock(database, instant('2027-01-11T04:30:00Z')), false);
  await startTrainingClock(database, demonstrationStart);
  const { legal } = await readLegalNow(database);
  assert.equal(legal >= later, true);
  assert.equal(legal < addMilliseconds(later, 60_000), true);
});

test('a renewed demonstration has new ids, and whoever filed before can file again', async () => {
  const ids = async (): Promise<string[]> => {
    const rows = await database.query<{ id: string }>({ text: 'select id from complaint' });
    return rows.map((row) => row.id);
  };
  granted(await fileComplaintByApi(context, { client: 'test', idempotencyKey: 'before' }, aFiling()));
  const old = await ids();
  const [published, ledgerKeyFile] = [join(folder, 'ledger'), join(folder, 'keys', 'ledger.key')];
  const signer = await openSigner({
    origin: 'demonstration.example/ledger',
    keyFile: ledgerKeyFile,
    createIfMissing: true,
  });
  const ledger = { files: ledgerFolder(published), signer };
  while ((await publishLedger(context, ledger)).placed > 0);
  assert.ok((await signer.last()).size > 0);
  await clearInstallation(databaseUrl, context.documents, { home: folder, ledgerFolder: published, ledgerKeyFile });
  await loadDemonstration(context, { seed: 1, issuer: 'http://localhost:3005' });
  const anew = await ids();
  assert.equal(anew.length, 40);
  assert.equal(
    anew.some((id) => old.includes(id)),
    false,
  );
  granted(await fileComplaintByApi(context, { client: 'test', idempotencyKey: 'after' }, aFiling()));
  const { placed, size } = await publishLedger(context, ledger);
  assert.equal(size, placed, 'its ledger begins anew too');
});
