import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { acquireTemporal, findTemporal, temporalVersion } from './acquire-temporal.ts';

const { PATH, XDG_CACHE_HOME } = process.env;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shailoo-acquire-'));
  process.env['XDG_CACHE_HOME'] = join(folder, 'cache');
  process.env['PATH'] = join(folder, 'bin');
});

afterEach(() => {
  process.env['PATH'] = PATH;
  if (XDG_CACHE_HOME === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = XDG_CACHE_HOME;
  rmSync(folder, { recursive: true, force: true });
});

function place(...way: string[]): string {
  const file = join(folder, ...way);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o755 });
  return file;
}

test('a server on PATH goes before one in the cache', () => {
  const cached = place('cache', 'shailoo', `temporal-${temporalVersion}`, 'temporal');
  assert.deepEqual(findTemporal(), { state: 'found', path: cached, from: 'cache' });
  const onPath = place('bin', 'temporal');
  assert.deepEqual(findTemporal(), { state: 'found', path: onPath, from: 'PATH' });
});

test('a machine that can neither download nor build is told the cure', async () => {
  const server = await acquireTemporal({ goFolders: [], signal: AbortSignal.timeout(60_000) });
  if (server.state === 'found') return assert.equal(server.from, 'download');
  assert.match(server.cure, /temporal.* on PATH/);
  assert.match(server.cure, /Go 1\.26/);
  assert.match(server.cure, /TEMPORAL_ADDRESS/);
});

test('the pinned module builds the version that is looked for', () => {
  const module = readFileSync(new URL('../temporal-server/go.mod', import.meta.url), 'utf8');
  assert.ok(module.includes(`github.com/temporalio/cli v${temporalVersion}`));
});
