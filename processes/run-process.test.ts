import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'shailoo-process-'));
after(() => rmSync(folder, { recursive: true, force: true }));

type Line = { level: number; msg: string; code?: string; reason?: string; what?: string };

/** Runs `body` as the start of a process and collects what it logs. */
function aProcess(
  body: string,
  env: NodeJS.ProcessEnv = {},
): { child: ChildProcess; ready: Promise<unknown>; ended: Promise<End> } {
  const file = join(folder, `process-${Math.random().toString(36).slice(2)}.ts`);
  const frame = new URL('run-process.ts', import.meta.url).href;
  writeFileSync(
    file,
    `import { runProcess } from '${frame}';\nawait runProcess('probe', async ({ onStop }) => {\n${body}\n});\n`,
  );
  const child = fork(file, { env: { ...process.env, ...env }, silent: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (output += text.toString()));
  const ready = new Promise((resolve) => child.once('message', resolve));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const written = [child.stdout, child.stderr].map((stream) => new Promise((resolve) => stream?.once('end', resolve)));
  const ended = Promise.all([exit, ...written]).then(([status]) => ({ status, output, lines: linesOf(output) }));
  return { child, ready, ended };
}

type End = { status: number | null; output: string; lines: Line[] };

function linesOf(output: string): Line[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
}

const staysUp = `
  const timer = setInterval(() => {}, 1000);
  onStop('first', () => { clearInterval(timer); console.log('first closed'); });
  onStop('second', async () => { console.log('second closed'); });`;

test('tells its parent when it is ready, and closes in the opposite order on SIGTERM', async () => {
  const { child, ready, ended } = aProcess(staysUp);
  assert.deepEqual(await ready, { type: 'ready' });
  child.kill('SIGTERM');
  const { status, output } = await ended;
  assert.equal(status, 0);
  assert.ok(output.indexOf('second closed') < output.indexOf('first closed'));
});

test('ends when its parent is gone', async () => {
  const { child, ready, ended } = aProcess(staysUp);
  await ready;
  child.disconnect();
  const { status, lines } = await ended;
  assert.equal(status, 0);
  assert.ok(lines.some(({ reason }) => reason === 'the parent is gone'));
});

test('a defect is logged with its code and without its words, everything is closed, and the status is 1', async () => {
  const { ended } = aProcess(
    `${staysUp}\n setTimeout(() => { throw Object.assign(new Error('words of a person'), { code: 'BROKEN', detail: 'more words of a person' }); }, 20);`,
  );
  const { status, lines, output } = await ended;
  assert.equal(status, 1);
  assert.ok(lines.some(({ level, code }) => level === 60 && code === 'BROKEN'));
  assert.doesNotMatch(output, /words of a person/);
  assert.ok(output.includes('first closed'));
});

test('a start that fails tells the parent why', async () => {
  const { ready, ended } = aProcess(`throw new Error('no database');`);
  assert.deepEqual(await ready, { type: 'failed', reason: 'no database' });
  assert.equal((await ended).status, 1);
});

test('a close that fails does not keep the others from closing', async () => {
  const { child, ready, ended } = aProcess(`${staysUp}\n onStop('third', () => { throw new Error('stuck'); });`);
  await ready;
  child.kill('SIGTERM');
  const { output, lines } = await ended;
  assert.ok(output.includes('first closed'));
  assert.ok(lines.some(({ what }) => what === 'third'));
});

test('a faulty environment ends the process with every fault named', async () => {
  const { ended } = aProcess(staysUp, { SHAILOO_PORT: 'many', LOG_LEVEL: 'loud' });
  const { status, output } = await ended;
  assert.equal(status, 1);
  assert.match(output, /SHAILOO_PORT[\s\S]*LOG_LEVEL/);
});
