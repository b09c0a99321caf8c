import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { startPostgres } from '../../dev/parts/postgres-server.ts';
import { migrate } from '../../persistence/migrate.ts';

/** Settings of a database that only tests use: nothing has to survive a power cut. */
export const testSettings = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'log_min_messages=panic',
  'log_min_error_statement=panic',
];

let server: Promise<string> | undefined;
let end: () => Promise<void> = () => Promise.resolve();

after(() => end());

/**
 * The address of a server for tests: the one the runner started (`SHAILOO_TEST_DATABASE_URL`), or one for this file
 * that ends with it.
 */
export function aPostgresServer(): Promise<string> {
  server ??= startServer();
  return server;
}

async function startServer(): Promise<string> {
  const given = process.env['SHAILOO_TEST_DATABASE_URL'];
  if (given) return given;
  const home = mkdtempSync(join(tmpdir(), 'shailoo-test-'));
  const started = await startPostgres({ home, database: 'tests', settings: testSettings, note: () => undefined });
  end = async () => {
    await started.stop();
    rmSync(home, { recursive: true, force: true });
  };
  return started.databaseUrl;
}

/** A fresh, migrated database of its own. It is dropped when the file's tests are over. */
export async function aDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const adminUrl = await aPostgresServer();
  const template = await migratedTemplate(adminUrl);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withAdmin(adminUrl, (client) => client.query(`create database ${name} template ${template}`));
  return { url: databaseUrl(adminUrl, name), drop: () => drop(adminUrl, name) };
}

/** A server of this file's own goes away with everything in it. */
async function drop(adminUrl: string, name: string): Promise<void> {
  if (!process.env['SHAILOO_TEST_DATABASE_URL']) return;
  await withAdmin(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
}

async function migratedTemplate(adminUrl: string): Promise<string> {
  const source = readFileSync(new URL('../../persistence/migrations/0001-foundation.ts', import.meta.url));
  const name = `template_${createHash('sha256').update(source).digest('hex').slice(0, 12)}`;
  await withAdmin(adminUrl, async (client) => {
    await client.query('select pg_advisory_lock(4711)');
    const known = await client.query('select from pg_database where datname = $1', [name]);
    if (known.rowCount !== 0) return;
    await client.query(`create database ${name}_new`);
    await migrate(databaseUrl(adminUrl, `${name}_new`));
    await client.query(`alter database ${name}_new rename to ${name}`);
  });
  return name;
}

async function withAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
