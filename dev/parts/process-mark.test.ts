import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { endLeftover } from './end-process.ts';
import { onlyOne } from './only-one.ts';
import { isAlive, readMark, takeMark, writeMark } from './process-mark.ts';

const folder = mkdtempSync(join(tmpdir(), 'shailoo-mark-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('a mark is taken once, while its process lives', () => {
  const file = join(folder, 'once.json');
  assert.equal(takeMark(file), undefined);
  assert.equal(takeMark(file)?.pid, process.pid);
});

test('a mark of a dead process, a torn one and one whose number was given away are taken over', () => {
  const file = join(folder, 'stale.json');
  for (const stale of [{ pid: 2 ** 22 + 5, startedAt: '1' }, 'torn', { pid: process.pid, startedAt: '1' }]) {
    writeFileSync(file, stale === 'torn' ? '{"pi' : JSON.stringify(stale));
    assert.equal(takeMark(file), undefined);
    assert.equal(readMark(file)?.pid, process.pid);
  }
});

test('what an earlier run left is ended, and a stranger with its number is not', async () => {
  const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const file = join(folder, 'left.json');
  writeMark(file, left.pid ?? 0);
  const mark = readMark(file);
  assert.equal(await endLeftover(file, 'SIGTERM', 0), true);
  assert.ok(mark !== undefined && !isAlive(mark));
  writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: '1' }));
  assert.equal(await endLeftover(file, 'SIGTERM', 0), false);
});

test('two that want the same thing do it one after the other', async () => {
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 30));
    seen.push(`${name} ends`);
  };
  const lock = join(folder, 'lock.json');
  await Promise.all([onlyOne(lock, work('first')), onlyOne(lock, work('second'))]);
  assert.deepEqual(seen, ['first begins', 'first ends', 'second begins', 'second ends']);
});
