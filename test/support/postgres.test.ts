import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from 'pg';
import { aDatabase } from './postgres.ts';

async function ask(databaseUrl: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('a test database is migrated and belongs to one test', async () => {
  const [one, other] = await Promise.all([aDatabase(), aDatabase()]);
  await ask(one.url, 'create table mine (id integer)');
  const tables = await ask(other.url, "select 1 from pg_tables where tablename = 'mine'");
  assert.deepEqual(tables, []);
  const migrated = await ask(
    other.url,
    "select 1 from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  assert.ok(migrated.length > 3);
});

test('the embedded database sorts Kyrgyz and has what we use', async () => {
  const { url } = await aDatabase();
  const words = await ask(
    url,
    `select w from unnest(array['Үй','Уй','Өмүр','Орто','Ңа','Нан']) w order by w collate "ky-x-icu"`,
  );
  assert.deepEqual(
    words,
    ['Нан', 'Ңа', 'Орто', 'Өмүр', 'Уй', 'Үй'].map((w) => ({ w })),
  );
  const extensions = await ask(
    url,
    `select name from pg_available_extensions where name in ('pg_trgm', 'btree_gist', 'pgcrypto')`,
  );
  assert.equal(extensions.length, 3);
});
