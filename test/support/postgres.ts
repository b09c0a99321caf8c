import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { Client } from 'pg';
import { startTestDatabases } from '../../dev/test/start-test-databases.ts';
import { migrate } from '../../persistence/migrate.ts';

export type TestDatabase = {
  /** Its address with the rights of the owner. */
  url: string;
  drop: () => Promise<void>;
};

let server: Promise<string> | undefined;

/**
 * A fresh, migrated database, dropped when the test file ends. It is a copy of a template that is migrated once per run; nothing in it
 * survives a power failure (fsync off). Outside `npm test` the file starts a server of its own.
 */
export async function aDatabase(): Promise<TestDatabase> {
  const admin = await aPostgresServer();
  const template = await migratedTemplate(admin);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await locked(admin, (client) => client.query(`create database ${name} template ${template}`));
  const drop = () => locked(admin, (client) => client.query(`drop database if exists ${name} with (force)`));
  dropAtEnd.add(drop);
  return {
    url: addressOf(admin, name),
    drop: async () => {
      dropAtEnd.delete(drop);
      await drop();
    },
  };
}

/** An empty database without any schema, dropped when the test file ends. */
export async function anEmptyDatabase(): Promise<string> {
  const admin = await aPostgresServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await locked(admin, (client) => client.query(`create database ${name}`));
  dropAtEnd.add(() => locked(admin, (client) => client.query(`drop database if exists ${name} with (force)`)));
  return addressOf(admin, name);
}

const dropAtEnd = new Set<() => Promise<unknown>>();
const stopAtEnd: (() => Promise<unknown>)[] = [];

after(async () => {
  if (stopAtEnd.length === 0) for (const drop of dropAtEnd) await drop();
  for (const stop of stopAtEnd) await stop();
});

/** The address of the server that this run's tests share, or of one that belongs to this file and ends with it. */
export function aPostgresServer(): Promise<string> {
  server ??= findServer();
  return server;
}

async function findServer(): Promise<string> {
  const given = process.env['SHAILOO_TEST_DATABASE_URL'];
  if (given) return given;
  const home = mkdtempSync(join(tmpdir(), 'shailoo-test-'));
  const { databaseUrl, stop } = await startTestDatabases(home);
  stopAtEnd.push(stop, async () => rmSync(home, { recursive: true, force: true }));
  return databaseUrl;
}

/** The copy under a name of its own is finished only when it is renamed, so that a run cut off in the middle leaves no half template. */
async function migratedTemplate(admin: string): Promise<string> {
  const name = 'shailoo_template';
  await locked(admin, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount !== 0) return;
    await client.query(`drop database if exists ${name}_unfinished with (force)`);
    await client.query(`create database ${name}_unfinished`);
    await migrate(addressOf(admin, `${name}_unfinished`));
    await client.query(`alter database ${name}_unfinished rename to ${name}`);
  });
  return name;
}

/** Copying and making templates exclude each other across test files: PostgreSQL refuses to copy a database somebody uses. */
async function locked(admin: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: admin });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(7401)');
    await work(client);
  } finally {
    await client.end();
  }
}

function addressOf(admin: string, database: string): string {
  const url = new URL(admin);
  url.pathname = `/${database}`;
  return url.href;
}
