import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { aDatabase } from '../test/support/postgres.ts';

const home = mkdtempSync(join(tmpdir(), 'shailoo-key-'));
after(() => rmSync(home, { recursive: true, force: true }));
const file = join(home, 'keys', 'master.json');

function key(args: readonly string[], env: Record<string, string> = {}): { status: number | null; told: string } {
  const command = [join(import.meta.dirname, 'key.ts'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    env: { PATH: process.env['PATH'], SHAILOO_HOME: home, SHAILOO_KEY_FILE: file, ...env },
    encoding: 'utf8',
  });
  return { status, told: stdout + stderr };
}

test('the master key is made once, for its owner alone, and never made anew', () => {
  assert.equal(key(['create']).status, 0);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const made = readFileSync(file, 'utf8');
  const again = key(['create']);
  assert.equal(again.status, 2);
  assert.match(again.told, /key-file-exists/);
  assert.equal(readFileSync(file, 'utf8'), made);
});

test('rotate and status say what they did and how many keys lie under each version', async () => {
  const env = { DATABASE_URL: (await aDatabase()).url };
  assert.match(key(['rotate'], env).told, /^version 2: 0 keys wrapped anew/m);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(key(['status'], env), { status: 0, told: 'version 2 (current): no keys\n' });
});

test('without a database or a command that it knows nothing is done', () => {
  const before = readFileSync(file, 'utf8');
  assert.match(key(['rotate']).told, /no database/);
  for (const args of [[], ['destroy'], ['create', 'more'], ['toString']]) {
    const { status, told } = key(args);
    assert.deepEqual([status, told.split(' ')[0]], [2, 'npm'], args.join(' '));
  }
  assert.equal(readFileSync(file, 'utf8'), before);
});
