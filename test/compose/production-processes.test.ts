import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPortFree } from '../../dev/parts/free-port.ts';
import { startTestDatabases } from '../../dev/test/start-test-databases.ts';
import { createSignerKey } from '../../integrations/ledger/checkpoint-signer.ts';
import { createKeyFile } from '../../integrations/key-ring/key-file.ts';
import { syntheticPin } from '../../integrations/tunduk/contracts/people/pin.ts';
import { civilRecordByPin } from '../../integrations/tunduk/contracts/civil-record/civil-record.ts';
import { readEnvironment } from '../../processes/environment.ts';
import { openRegistries } from '../../processes/open-registries.ts';
import { aProduct } from '../support/product.ts';
import { aQuestion } from '../support/tunduk.ts';
import { anS3Service } from '../support/versitygw.ts';
import { filled, readComposeFile, variablesOf } from './compose-file.ts';
import { addressOf, makeLogins } from './logins.ts';

const compose = readComposeFile();
const home = mkdtempSync(join(tmpdir(), 'shailoo-production-'));
const children: ChildProcess[] = [];
const ends: (() => Promise<void>)[] = [];
let missing = '';
let port = 0;
let environmentOf: (service: string) => Record<string, string>;

before(async () => {
  const s3 = await anS3Service();
  if ('absent' in s3) return void (missing = s3.absent);
  ends.push(s3.stop);
  const server = await startTestDatabases(home);
  ends.push(server.stop);
  await makeLogins(server.databaseUrl);
  await createKeyFile(join(home, 'master.json'));
  await createSignerKey('shailoo.example/ledger', join(home, 'ledger.key'));
  port = await freeRow();
  const ofStandIn = await startStandIn();
  const { bucket, endpoint, accessKey, secretKey } = s3.configuration;
  environmentOf = (service) => ({
    ...givenBy(service),
    DATABASE_URL: addressOf(server.databaseUrl, loginOf(service)),
    SHAILOO_HOME: join(home, service),
    SHAILOO_KEY_FILE: join(home, service === 'ledger' ? 'no-key-for-the-ledger' : 'master.json'),
    LEDGER_FOLDER: join(home, 'published'),
    LEDGER_KEY_FILE: join(home, service === 'ledger' ? 'ledger.key' : 'no-ledger-key'),
    SHAILOO_LISTEN: '127.0.0.1',
    SHAILOO_PORT: String(port),
    ...(service === 'ledger'
      ? {}
      : { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey }),
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    SMTP_URL: 'smtp://127.0.0.1:1',
    ...(service === 'worker' || service === 'desk' ? ofStandIn : {}),
  });
});
after(async () => {
  for (const child of children.filter(({ exitCode }) => exitCode === null)) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  for (const end of ends.toReversed()) await end();
  rmSync(home, { recursive: true, force: true });
});

/**
 * The first of a row of ports that are free: portal, desk, files and the metrics. It lies below the ports that the system
 * gives to connections of its own choice: one of those could take it before the processes listen.
 */
async function freeRow(): Promise<number> {
  const first = randomInt(20_000, 32_000);
  const row = await Promise.all([0, 1, 3, 5, 7, 9, 10].map((offset) => isPortFree(first + offset)));
  return row.every(Boolean) ? first : freeRow();
}

/** The stand-in as its image starts it, and the variables that lead to it instead of to a name of the compose network. */
async function startStandIn(): Promise<Record<string, string>> {
  const root = join(import.meta.dirname, '../..');
  const folder = join(home, 'tunduk');
  const places = ['--home', folder, '--http', '0', '--https', String(port + 5), '--control', '0'];
  const child = spawn(process.execPath, ['dev/tunduk/run-stub.ts', '--language', 'en', ...places], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  ends.push(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('test certificates in ')) break;
  const given = compose.services['worker']?.environment ?? {};
  const files = Object.entries(given).filter(([name]) => /^TUNDUK_.*_FILE$/.test(name));
  const here = files.map(([name, file]) => [name, file.replace('/run/tunduk', join(folder, 'certificates'))]);
  return { ...Object.fromEntries(here), TUNDUK_URL: `https://localhost:${port + 5}` };
}

/** The environment of a service as the compose file gives it, with placeholders for what comes from outside; of Tunduk nothing does. */
function givenBy(service: string): Record<string, string> {
  const outside = [...variablesOf(compose).keys()].filter((name) => !name.startsWith('TUNDUK_'));
  const placeholders = Object.fromEntries(outside.map((name) => [name, placeholderOf(name)]));
  const { environment } = compose.services[service]!;
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value, placeholders)]));
}

function placeholderOf(name: string): string {
  if (name === 'LOG_LEVEL') return 'warn';
  if (name === 'CLAMAV_ADDRESS') return '127.0.0.1:1';
  if (name === 'LEDGER_WITNESSES' || name === 'OPEN_DATA_LICENCE') return '';
  return name.endsWith('_URL') || name === 'ESI_ISSUER' ? 'https://shailoo.example' : 'a@commission.example';
}

function loginOf(service: string): string {
  return service === 'migrate' ? 'shailoo_owner' : `shailoo_${service}_login`;
}

function start(service: string): ChildProcess {
  const [, file = ''] = compose.services[service]?.command ?? [];
  const root = join(import.meta.dirname, '../..');
  const env = { PATH: process.env['PATH'], ...environmentOf(service) };
  const child = spawn(process.execPath, [join(root, file)], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  children.push(child);
  return child;
}

/** What an address answers as soon as it answers, or as soon as `holds` is in it. */
async function answerOf(address: string, holds = ''): Promise<{ status: number; text: string }> {
  for (let tries = 0; tries < 900; tries += 1) {
    const answer = await fetch(address, { redirect: 'manual' }).catch(() => undefined);
    const text = await answer?.text();
    if (answer !== undefined && text?.includes(holds) === true) return { status: answer.status, text };
    for (const { exitCode, spawnargs } of children.slice(1)) {
      if (exitCode !== null) throw new Error(`${spawnargs.join(' ')} ended with ${exitCode}`);
    }
    await sleep(100);
  }
  throw new Error(`nothing answers at ${address}`);
}

test('the processes start in production form, each with its own login, on empty servers', async (t) => {
  if (missing !== '') return t.skip(missing);
  const [status] = (await once(start('migrate'), 'exit')) as [number];
  assert.equal(status, 0);
  for (const service of ['portal', 'desk', 'worker', 'ledger']) start(service);
  const ready = await answerOf(`http://127.0.0.1:${port}/health/ready`);
  assert.equal(ready.status, 200, ready.text);
  assert.equal((await answerOf(`http://127.0.0.1:${port}/en`)).status, 200);
  assert.equal((await answerOf(`http://127.0.0.1:${port + 3}/f/unknown`)).status, 404);
  assert.equal((await answerOf(`http://127.0.0.1:${port + 1}/en/sign-in`)).status, 200);
  const ofTrust = 'shailoo_rounds_total{round="registry-trust",end="good"} 1';
  const { text: ofWorker } = await answerOf(`http://127.0.0.1:${port + 9}/metrics`, ofTrust);
  for (const round of ['registry-checks', 'registry-ways'])
    await answerOf(`http://127.0.0.1:${port + 9}/metrics`, `shailoo_rounds_total{round="${round}",end="good"}`);
  assert.match(ofWorker, /shailoo_engine_up 0/);
  assert.match(ofWorker, /shailoo_registry_trust_differences 0/, 'the trust of the stand-in is what it publishes');
  assert.match((await answerOf(`http://127.0.0.1:${port + 10}/metrics`)).text, /shailoo_ledger_signed_entries 0/);
  for (const { exitCode } of children.slice(1)) assert.equal(exitCode, null);
});

test('what the compose file gives the worker asks the stand-in over TLS with a certificate, and the answer is marked', async (t) => {
  if (missing !== '') return t.skip(missing);
  const { tunduk } = readEnvironment(environmentOf('worker'));
  const product = await aProduct();
  const registries = await openRegistries(product.as('shailoo_worker'), tunduk ?? assert.fail('no registry is asked'));
  try {
    const question = aQuestion({ pin: syntheticPin('female', 1980, 101) });
    const { kind, isStandIn, evidence } = await registries.client.ask(civilRecordByPin, question);
    assert.deepEqual([kind, isStandIn], ['ok', true]);
    const [attempt] = await registries.collector.log.attempts(evidence.exchangeId);
    assert.match(attempt?.end?.serverFingerprint ?? '', /^[0-9a-f]{64}$/);
    assert.equal(attempt?.exchange.environment, 'stand-in');
  } finally {
    await registries.close();
    await product.close();
  }
});
