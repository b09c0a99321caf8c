import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { aTemporalServer, aTimeSkippingServer } from './temporal.ts';

test('the real server keeps its file under the name of its version, in WAL', async (t) => {
  const server = await aTemporalServer();
  if ('missing' in server) return t.skip(server.missing);
  const files = readdirSync(join(server.home, 'temporal'));
  assert.ok(files.some((name) => /^temporal-\d+\.\d+\.\d+\.db$/.test(name)));
  assert.ok(files.some((name) => name.endsWith('.db-wal')));
  await server.stop();
  const again = await aTemporalServer(server.home);
  assert.ok('address' in again && existsSync(join(again.home, 'temporal')));
});

test('the time-skipping server lets three days pass at once', async (t) => {
  const environment = await aTimeSkippingServer();
  if ('missing' in environment) return t.skip(environment.missing);
  const before = await environment.currentTimeMs();
  await environment.sleep('3 days');
  assert.ok((await environment.currentTimeMs()) - before >= 3 * 24 * 3_600_000);
});
