import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestDatabases } from '../../dev/test/start-test-databases.ts';
import { openDatabase } from '../../persistence/database.ts';
import type { Database, DatabaseRole } from '../../persistence/database.ts';
import { migrate } from '../../persistence/migrate.ts';
import { addressOf, makeLogins } from './logins.ts';

const home = mkdtempSync(join(tmpdir(), 'shailoo-compose-'));
const opened: Database[] = [];
let server: Awaited<ReturnType<typeof startTestDatabases>>;

before(async () => {
  server = await startTestDatabases(home);
  await makeLogins(server.databaseUrl);
  await migrate(addressOf(server.databaseUrl, 'shailoo_owner'));
});
after(async () => {
  for (const database of opened) await database.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

function open(login: string, role: DatabaseRole): Database {
  const database = openDatabase(addressOf(server.databaseUrl, login), { role, max: 1 });
  opened.push(database);
  return database;
}

for (const name of ['portal', 'desk', 'worker'] as const) {
  test(`the login of the ${name} acts in its role and in no other`, async () => {
    const database = open(`shailoo_${name}_login`, `shailoo_${name}`);
    await database.query({ text: 'select from complaint' });
    const other = name === 'portal' ? 'shailoo_desk' : 'shailoo_portal';
    await assert.rejects(database.query({ text: `set role ${other}` }), { code: '42501' });
    await assert.rejects(database.query({ text: 'set role shailoo_owner' }), { code: '42501' });
    await assert.rejects(database.query({ text: 'delete from event' }), { code: '42501' });
  });
}

test('the login of the signer of the ledger reads hashes of events and no text, and it alone gives places', async () => {
  const database = open('shailoo_ledger_login', 'shailoo_ledger');
  await database.query({ text: 'select record_id, seq, kind, recorded_at, hash from event' });
  await database.query({ text: 'select from ledger_entry, ledger_waiting' });
  for (const text of [
    'select payload from event',
    'select from complaint',
    'select from record',
    'select from private.event_salt',
    'insert into ledger_waiting (record_id, seq) values (gen_random_uuid(), 1)',
    'update ledger_entry set place = 1',
    'delete from ledger_entry',
    'insert into ledger_check (id, body, mark) values (1, $$x$$, $$x$$)',
  ])
    await assert.rejects(database.query({ text }), { code: '42501' }, text);
  const worker = openDatabase(addressOf(server.databaseUrl, 'shailoo_worker_login'), {
    role: 'shailoo_worker',
    max: 1,
  });
  opened.push(worker);
  const entry = `insert into ledger_entry (place, record_id, seq, entry) values (0, gen_random_uuid(), 1, 'x')`;
  for (const text of [entry, 'delete from ledger_waiting'])
    await assert.rejects(worker.query({ text }), { code: '42501' }, text);
});

test('the login of the portal reads no statement', async () => {
  const database = open('shailoo_portal_login', 'shailoo_portal');
  await assert.rejects(database.query({ text: 'select from private.complaint_statement' }), { code: '42501' });
});
