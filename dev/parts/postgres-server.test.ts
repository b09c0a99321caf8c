import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client } from 'pg';
import { waitForEnd } from './end-process.ts';
import { startPostgres } from './postgres-server.ts';
import type { PostgresServer } from './postgres-server.ts';
import { readMark } from './process-mark.ts';

let home: string;
let running: PostgresServer | undefined;
const notes: string[] = [];

before(() => {
  home = mkdtempSync(join(tmpdir(), 'shailoo postgres '));
  chmodSync(home, 0o755);
});

after(async () => {
  await running?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function start(): Promise<PostgresServer> {
  notes.length = 0;
  running = await startPostgres({ home, database: 'kept', note: (sentence) => void notes.push(sentence) });
  return running;
}

async function ask(databaseUrl: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function mark() {
  const found = readMark(join(home, 'run', 'postgres.pid.json'));
  assert.ok(found);
  return found;
}

async function factIsKept(server: PostgresServer): Promise<void> {
  assert.deepEqual(await ask(server.databaseUrl, 'select n from fact'), [{ n: 1 }]);
}

test('makes a cluster in a folder with a space in its name, on loopback, with a password', async () => {
  const server = await start();
  await ask(server.databaseUrl, 'create table fact (n integer); insert into fact values (1)');
  const [settings] = await ask(
    server.databaseUrl,
    `select current_setting('listen_addresses') a, current_setting('data_checksums') c`,
  );
  assert.deepEqual(settings, { a: '127.0.0.1', c: 'on' });
  const stranger = new URL(server.databaseUrl);
  stranger.password = 'wrong';
  await assert.rejects(ask(stranger.href, 'select 1'), /password authentication failed/);
});

test('a server left by a killed keeper is ended, and the data are kept', async () => {
  const left = mark();
  const server = await start();
  assert.ok(notes.some((note) => note.includes('earlier run')));
  assert.notEqual(mark().pid, left.pid);
  await factIsKept(server);
});

test('a killed server recovers', async () => {
  const killed = mark();
  process.kill(killed.pid, 'SIGKILL');
  await waitForEnd(killed, 5_000);
  await factIsKept(await start());
});

test('a postmaster.pid whose number belongs to somebody else does not block the start', async () => {
  const killed = mark();
  process.kill(killed.pid, 'SIGKILL');
  await waitForEnd(killed, 5_000);
  const file = join(home, 'postgres', '18', 'postmaster.pid');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
  await factIsKept(await start());
});

test('a lost password is set anew', async () => {
  await running?.stop();
  rmSync(join(home, 'run', 'postgres-password'));
  await factIsKept(await start());
});

test('an initialisation that was cut off is begun again', async () => {
  await running?.stop();
  rmSync(join(home, 'postgres'), { recursive: true });
  mkdirSync(join(home, 'postgres', '18.unfinished'), { recursive: true });
  writeFileSync(join(home, 'postgres', '18.unfinished', 'PG_VERSION'), '18\n');
  const server = await start();
  assert.deepEqual(await ask(server.databaseUrl, `select to_regclass('fact') as fact`), [{ fact: null }]);
});
