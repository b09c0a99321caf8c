import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandLine } from './limited-child.ts';
import { readAnswer, readRequest, writeAnswer, writeRequest } from './stamping-job.ts';

const job = { kind: 'stamp' as const, lines: ['ңөү'] };

test('a child is limited in memory and time where the machine has the programs, and lives without them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shailoo-limits-'));
  for (const name of ['prlimit', 'timeout']) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), 0o755);
  }
  const command = commandLine(job, folder);
  rmSync(folder, { recursive: true });
  assert.deepEqual(command.slice(0, 2), [join(folder, 'prlimit'), '--data=1000000000']);
  assert.deepEqual(command.slice(4, 8), [join(folder, 'timeout'), '-s', 'KILL', '60']);
  assert.equal(commandLine(job, '')[0], process.execPath);
});

test('a child may read its program and nothing else, write nothing and start nothing', () => {
  const [program = '', ...args] = commandLine(job, '').slice(0, -1);
  const tries = `
    const { readFileSync, writeFileSync } = require('node:fs');
    const { spawnSync } = require('node:child_process');
    const codes = [() => readFileSync('README.md'), () => readFileSync('.shailoo/keys/master.json'),
      () => writeFileSync('prints/planted', ''), () => spawnSync('true')]
      .map((act) => { try { act(); return 'done'; } catch (error) { return error.code; } });
    process.stdout.write(JSON.stringify([codes, Object.keys(process.env)]));`;
  const { stdout } = spawnSync(program, [...args, '-e', tries], { env: {} });
  assert.deepEqual(JSON.parse(stdout.toString()), [Array(4).fill('ERR_ACCESS_DENIED'), []]);
});

test('what goes to the child and what comes back is whole or refused', () => {
  const documents = [Buffer.from('a\nb'), Buffer.alloc(0), Buffer.from('c')];
  const request = Buffer.concat(writeRequest(job, documents));
  assert.deepEqual(readRequest(request), { job, documents });
  assert.throws(() => readRequest(request.subarray(0, -1)));
  const answer = Buffer.concat(writeAnswer({ ok: true, copy: Buffer.from('pdf\n') }));
  assert.deepEqual(readAnswer(answer), { ok: true, copy: Buffer.from('pdf\n') });
  assert.equal(readAnswer(answer.subarray(0, -1)), undefined);
  assert.equal(readAnswer(Buffer.alloc(0)), undefined);
});
