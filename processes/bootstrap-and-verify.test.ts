import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { openKeyRing } from '../integrations/key-ring/key-ring.ts';
import { anEmptyDatabase } from '../test/support/postgres.ts';

let url: string;
let home: string;
before(async () => {
  url = await anEmptyDatabase();
  home = mkdtempSync(join(tmpdir(), 'shailoo-first-start-'));
  await openKeyRing({ file: join(home, 'keys.json'), createIfMissing: true });
});
after(() => rmSync(home, { recursive: true, force: true }));

type Ended = { status: number; said: string };

function run(command: 'bootstrap' | 'verify', more: string[] = [], env: Record<string, string> = {}): Promise<Ended> {
  const given = Object.entries(process.env).filter(([name]) => !/^(SHAILOO|LEDGER|DATABASE|S3)_/.test(name));
  const own = { SHAILOO_HOME: home, SHAILOO_KEY_FILE: join(home, 'keys.json'), DATABASE_URL: url };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [fileURLToPath(new URL(`${command}.ts`, import.meta.url)), ...more],
      { env: { ...Object.fromEntries(given), ...own, ...env } },
      (error, stdout, stderr) =>
        resolve({ status: error === null ? 0 : Number(error.code), said: `${stdout}${stderr}` }),
    );
  });
}

async function rows<Row extends object>(text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const named = (sub: string) => ['--issuer', 'https://sign-in.example.kg', '--sub', sub, '--name', 'Асанов Бакыт'];
const active = () =>
  rows<{ role: string; sub: string }>(
    `select a.role, p.sub from appointment a join private.person p on p.id = a.person_id where a.status = 'active'`,
  );

test('bootstrap founds the election and appoints the first chair, once, and says so', async () => {
  const unnamed = await run('bootstrap', ['--issuer', 'https://sign-in.example.kg']);
  assert.deepEqual([unnamed.status, /--issuer ADDRESS --sub SUB --name NAME/.test(unnamed.said)], [1, true]);
  assert.deepEqual(await run('bootstrap', named('first')), { status: 0, said: 'the first chair is appointed\n' });
  assert.deepEqual(await active(), [{ role: 'chair', sub: 'first' }]);
  const again = await run('bootstrap', named('second'));
  const oneLine = 'bootstrap failed: this installation has its first appointment already\n';
  assert.deepEqual(again, { status: 1, said: oneLine });
  assert.deepEqual(await active(), [{ role: 'chair', sub: 'first' }]);
});

test('verify ends with 0 where there is no fault, with 1 where there is one, and with 2 when it could not look', async () => {
  const good = await run('verify');
  assert.deepEqual(
    [good.status, /1 records, \d+ events, 0 documents: no fault\n$/.test(good.said)],
    [0, true],
    good.said,
  );
  await rows(`alter table event disable trigger user; update event set payload = replace(payload, 'chair', 'clerk')`);
  const faulty = await run('verify');
  assert.equal(faulty.status, 1);
  assert.match(faulty.said, /^(commitment|event-hash)-differs /m);
  assert.match(faulty.said, /\d+ faults\n$/);
  const blind = await run('verify', [], { SHAILOO_KEY_FILE: join(home, 'not-there.json') });
  assert.equal(blind.status, 2);
  assert.match(blind.said, /^verify could not look: .+/);
});
