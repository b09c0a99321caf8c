import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client } from 'pg';
import { startTestDatabases } from '../../dev/test/start-test-databases.ts';
import { openDatabase } from '../../persistence/database.ts';
import type { Database, DatabaseRole } from '../../persistence/database.ts';
import { migrate } from '../../persistence/migrate.ts';
import { readComposeFile } from './compose-file.ts';

const home = mkdtempSync(join(tmpdir(), 'shailoo-compose-'));
const opened: Database[] = [];
let server: Awaited<ReturnType<typeof startTestDatabases>>;

before(async () => {
  server = await startTestDatabases(home);
  const client = new Client({ connectionString: server.databaseUrl });
  await client.connect();
  for (const statement of statementsOfLogins()) await client.query(statement);
  await client.end();
  await migrate(addressOf('shailoo_owner'));
});
after(async () => {
  for (const database of opened) await database.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

/** What the compose file gives to psql at the first start, with every password the name of its login. */
function statementsOfLogins(): string[] {
  const content = readComposeFile().configs['database-logins']?.content ?? '';
  const sql = content.slice(content.indexOf("<<'SQL'\n") + 8, content.lastIndexOf('SQL'));
  return sql
    .replaceAll(/:'\w+'/g, `'placeholder'`)
    .split(';')
    .filter((statement) => statement.trim() !== '');
}

function addressOf(login: string): string {
  const address = new URL(server.databaseUrl);
  return Object.assign(address, { username: login, password: 'placeholder', pathname: '/shailoo' }).href;
}

function open(login: string, role: DatabaseRole): Database {
  const database = openDatabase(addressOf(login), { role, max: 1 });
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

test('the login of the portal reads no statement', async () => {
  const database = open('shailoo_portal_login', 'shailoo_portal');
  await assert.rejects(database.query({ text: 'select from private.complaint_statement' }), { code: '42501' });
});
