import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { isPortFree } from './parts/free-port.ts';
import { isAlive, readMark } from './parts/process-mark.ts';

const start = fileURLToPath(new URL('start.ts', import.meta.url));
const stop = fileURLToPath(new URL('stop.ts', import.meta.url));
const patienceMs = 90_000;

let root: string;
let port: number;
const started: ChildProcess[] = [];

before(async () => {
  root = mkdtempSync(join(tmpdir(), 'shailoo-start-'));
  chmodSync(root, 0o755);
  port = await freeRow();
});

afterEach(async () => {
  for (const child of started.splice(0)) {
    child.kill('SIGTERM');
    await ended(child);
  }
});

after(() => {
  const place = readOr(join(root, 'empty', 'postgres-place.txt'));
  if (place !== '') rmSync(place, { recursive: true, force: true });
  rmSync(root, { recursive: true, force: true });
});

/** The first of a row of ports that are all free. */
async function freeRow(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const row = await Promise.all([0, 1, 2, 3, 4, 5, 25].map((offset) => isPortFree(first + offset)));
    if (row.every(Boolean)) return first;
  }
}

type Run = { child: ChildProcess; output: () => string };

function run(args: string[], env: NodeJS.ProcessEnv = {}, umask = '022'): Run {
  let output = '';
  const command = `umask ${umask}; exec "$0" "$@"`;
  const child = spawn('/bin/sh', ['-c', command, process.execPath, ...args], {
    env: { ...process.env, SHAILOO_HOME: root, SHAILOO_PORT: String(port), SHAILOO_EMPTY: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return { child, output: () => output };
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
  return child.exitCode;
}

async function until(what: string, { child, output }: Run): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!output().includes(what)) {
    assert.equal(child.exitCode, null, `ended before "${what}":\n${output()}`);
    assert.ok(Date.now() < deadline, `no "${what}" in time:\n${output()}`);
    await sleep(50);
  }
}

async function runToEnd(
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ status: number | null; output: string }> {
  const running = run(args, env);
  const status = await ended(running.child);
  return { status, output: running.output() };
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function livingParts(home: string): string[] {
  const folder = join(home, 'run');
  const marks = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('parts'));
  return marks.filter((name) => {
    const mark = readMark(join(folder, name));
    return mark !== undefined && isAlive(mark);
  });
}

async function ready(onPort = port): Promise<{ status: number; parts: Record<string, { state: string }> }> {
  const response = await fetch(`http://127.0.0.1:${onPort}/health/ready`);
  const body = (await response.json()) as { parts: Record<string, { state: string }> };
  return { status: response.status, parts: body.parts };
}

async function untilUp(part: string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const { parts } = await ready();
    if (parts[part]?.state === 'up') return;
    assert.ok(Date.now() < deadline, `${part} is ${parts[part]?.state}`);
    await sleep(100);
  }
}

/** Which cluster answers; a new one has another number. */
async function clusterNumber(): Promise<string> {
  const { DATABASE_URL } = JSON.parse(readFileSync(join(root, 'empty', 'run', 'environment.json'), 'utf8')) as {
    DATABASE_URL: string;
  };
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      'select system_identifier::text as id from pg_control_system()',
    );
    return rows[0]?.id ?? '';
  } finally {
    await client.end();
  }
}

test('starts everything, answers on both ports, refuses a second start and stops without leaving anything', async () => {
  const running = run([start, '--empty']);
  await until('shailoo is ready', running);
  const home = join(root, 'empty');
  assert.equal((await ready()).status, 200);
  for (const part of ['database', 'documents', 'portal', 'desk', 'mailbox', 'sign-in', 'tunduk', 'worker', 'ledger'])
    await untilUp(part);
  assert.ok(existsSync(join(home, 'tunduk', 'certificates', 'trust.pem')), 'whom the worker believes');
  assert.equal((await ready(port + 1)).status, 200);
  const live = await fetch(`http://127.0.0.1:${port + 1}/health/live`);
  assert.equal(live.status, 200);
  const second = await runToEnd([start]);
  assert.equal(second.status, 1);
  assert.match(second.output, /already running/);
  running.child.kill('SIGINT');
  assert.equal(await ended(running.child), 0, running.output());
  assert.deepEqual(livingParts(home), []);
  assert.equal(await isPortFree(port), true);
});

test('after everything was killed the next start recovers by itself, with the same data', async () => {
  const first = run([start, '--empty']);
  await until('shailoo is ready', first);
  const cluster = await clusterNumber();
  const home = join(root, 'empty');
  const marks = livingParts(home).map((name) => readMark(join(home, 'run', name))?.pid ?? 0);
  for (const pid of [first.child.pid ?? 0, ...marks]) if (pid > 1) process.kill(pid, 'SIGKILL');
  await ended(first.child);
  const second = run([start, '--empty']);
  await until('shailoo is ready', second);
  assert.equal((await ready()).status, 200);
  assert.equal(await clusterNumber(), cluster);
  assert.equal((await runToEnd([stop])).status, 0);
  await ended(second.child);
  assert.deepEqual(livingParts(home), []);
});

test('when only the start itself was killed its parts end, and the next start waits for them', async () => {
  const first = run([start, '--empty']);
  await until('shailoo is ready', first);
  first.child.kill('SIGKILL');
  await ended(first.child);
  const second = run([start, '--empty']);
  await until('shailoo is ready', second);
  second.child.kill('SIGTERM');
  assert.equal(await ended(second.child), 0);
});

test('a killed portal is started again', async () => {
  const running = run([start, '--empty']);
  await until('shailoo is ready', running);
  const mark = readMark(join(root, 'empty', 'run', 'part-portal.json'));
  process.kill(mark?.pid ?? 0, 'SIGKILL');
  await until('it is started again', running);
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline && !(await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => undefined))?.ok)
    await sleep(100);
  assert.equal((await ready()).status, 200);
  running.child.kill('SIGTERM');
  assert.equal(await ended(running.child), 0);
});

test('a taken port is named, with the cure; one of the stand-in of Tunduk too', async () => {
  const others = [1, 34].map((after) => createServer().listen(port + after, '127.0.0.1'));
  await Promise.all(others.map((other) => new Promise((resolve) => other.once('listening', resolve))));
  const { status, output } = await runToEnd([start, '--empty']);
  for (const other of others) other.close();
  assert.equal(status, 1);
  assert.match(output, new RegExp(`port ${port + 1}, ${port + 34} is taken.*SHAILOO_PORT`));
});

test('a faulty environment and an unknown option are refused before anything starts', async () => {
  const faulty = await runToEnd([start], { SHAILOO_MODE: 'production', SHAILOO_TRAINING_CLOCK: 'true' });
  assert.equal(faulty.status, 1);
  assert.match(faulty.output, /SHAILOO_TRAINING_CLOCK: is refused in production/);
  const unknown = await runToEnd([start, '--emtpy']);
  assert.equal(unknown.status, 1);
  assert.match(unknown.output, /--emtpy/);
});

test('starts with umask 077 in a folder closed to the database user', async () => {
  rmSync(join(root, 'empty'), { recursive: true, force: true });
  chmodSync(root, 0o700);
  const running = run([start, '--empty'], {}, '077');
  await until('shailoo is ready', running);
  assert.equal((await ready()).status, 200);
  const secret = execFileSync('stat', ['-c', '%a', join(root, 'empty', 'run', 'postgres-password')], {
    encoding: 'utf8',
  });
  assert.equal(secret.trim(), '600');
  running.child.kill('SIGTERM');
  assert.equal(await ended(running.child), 0);
});
