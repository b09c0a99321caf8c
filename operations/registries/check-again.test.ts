import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { usualLimits } from '../../integrations/tunduk/client/client-configuration.ts';
import type { AttemptEnd, AttemptSending, Exchange } from '../../integrations/tunduk/client/exchange-log.ts';
import { readCertificates } from '../../integrations/tunduk/client/read-certificates.ts';
import { connectSecurityServer } from '../../integrations/tunduk/client/security-server.ts';
import type { SecurityServer } from '../../integrations/tunduk/client/security-server.ts';
import { trustDigest } from '../../integrations/tunduk/client/trust-file.ts';
import { tundukClient } from '../../integrations/tunduk/client/tunduk-client.ts';
import type { TundukClient } from '../../integrations/tunduk/client/tunduk-client.ts';
import { civilRecordByPin } from '../../integrations/tunduk/contracts/civil-record/civil-record.ts';
import { syntheticPin } from '../../integrations/tunduk/contracts/people/pin.ts';
import { xRoadIdOf } from '../../integrations/tunduk/protocol/exchange-ids.ts';
import { countVerdicts } from '../../persistence/tunduk/container-check-rows.ts';
import { postgresExchangeLog } from '../../persistence/tunduk/exchange-log.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { aQuestion, aStub, subsystems } from '../../test/support/tunduk.ts';
import type { OperationContext } from '../context.ts';
import { checkContainersAgain } from './check-again.ts';
import { collectEvidence } from './collect-evidence.ts';
import type { CollectorParts } from './collect-evidence.ts';
import { documentEvidenceStore } from './keep-evidence.ts';

let product: Product;
let worker: OperationContext;
let stub: Awaited<ReturnType<typeof aStub>>;
let client: TundukClient;
let server: SecurityServer;
let parts: Omit<CollectorParts, 'anchors'>;
/** Trust of three kinds: what Tunduk publishes, an authority that knows nothing of it, and one more that changes nothing. */
let right: X509Certificate[];
let strange: X509Certificate[];
before(async () => {
  product = await aProduct();
  worker = product.as('shailoo_worker');
  stub = await aStub();
  const log = postgresExchangeLog<Exchange, AttemptSending, AttemptEnd>(worker.database, xRoadIdOf);
  const evidence = documentEvidenceStore(worker);
  const securityServer = { type: 'http' as const, address: stub.httpAddress };
  client = tundukClient({ securityServer, client: subsystems.candidateChecks, environment: 'test', log, evidence });
  server = connectSecurityServer(securityServer, usualLimits);
  parts = { server, client: subsystems.candidateChecks, log, evidence, totalMs: 20_000 };
  const { authority, stranger } = stub.certificates;
  right = readCertificates(authority.certificate);
  strange = readCertificates(stranger.certificate);
});
after(async () => {
  await client.close();
  await server.close();
  await stub.close();
  await product.close();
});

const tables = ['registry_attempt', 'registry_attempt_step', 'registry_evidence', 'registry_container'];
const checks = ['registry_container_check', 'registry_trust'];
/** Each test begins with an empty log; the rows are only ever added to, so their protection is put aside for it. */
beforeEach(async () => {
  const { database } = product.context;
  for (const table of [...tables, ...checks]) await database.query({ text: `alter table ${table} disable trigger user` });
  await database.query({ text: `truncate ${[...tables, ...checks].join(', ')}` });
  for (const table of [...tables, ...checks]) await database.query({ text: `alter table ${table} enable trigger user` });
});

async function pass(minutes: number): Promise<void> {
  const { database } = product.context;
  for (const [table, column] of [
    ['registry_attempt_step', 'recorded_at'],
    ['registry_trust', 'trusted_from'],
  ]) {
    await database.query({ text: `alter table ${table} disable trigger user` });
    const text = `update ${table} set ${column} = ${column} - make_interval(mins => ${minutes})`;
    await database.query({ text });
    await database.query({ text: `alter table ${table} enable trigger user` });
  }
}

/** Asks once; its two containers can be fetched. */
async function anExchange(): Promise<void> {
  stub.state.setClock(undefined);
  const question = aQuestion({ pin: syntheticPin('male', 1971, 7) }, { exchangeId: randomUUID() });
  await client.ask(civilRecordByPin, question);
  await pass(60);
  stub.state.setClock(new Date(Date.now() + 61_000));
}

const collect = (anchors: X509Certificate[]) => collectEvidence(worker, { ...parts, anchors });
const again = (anchors: X509Certificate[]) => checkContainersAgain(worker, { evidence: parts.evidence, anchors });

/** Every check of the response's container, in the order in which they were made. */
function history() {
  return product.context.database.query<{ verdict: string; digest: string; chain: string }>({
    text: `select k.verdict, t.digest, coalesce(k.finding #>> '{chain,reason}', 'good') as chain
      from registry_container_check k join registry_trust t on t.id = k.trust where k.side = 'response' order by k.id`,
  });
}

test('containers that failed under an old trust file are checked again under the new one, though the server has forgotten them', async () => {
  await anExchange();
  assert.equal((await collect(strange)).faulty, 2);
  assert.deepEqual(await again(strange), { good: 0, broken: 0, 'not-checked': 0, failures: [] }, 'nothing has changed');
  stub.state.reset();
  assert.deepEqual(await again(right), { good: 2, broken: 0, 'not-checked': 0, failures: [] });
  assert.deepEqual(await history(), [
    { verdict: 'broken', digest: trustDigest(strange), chain: 'no-path' },
    { verdict: 'good', digest: trustDigest(right), chain: 'good' },
  ]);
  assert.deepEqual(await countVerdicts(worker.database), { good: 2, broken: 0, 'not-checked': 0 });
  assert.equal((await again(right)).good, 0, 'once');
});

test('without any trust nothing is said of chain and stamp; the first trust file brings the verdict', async () => {
  await anExchange();
  assert.equal((await collect([])).unchecked, 2);
  assert.deepEqual(await again(right), { good: 2, broken: 0, 'not-checked': 0, failures: [] });
});

test('what was good stays good when its authority is trusted no more, and no look at it is kept', async () => {
  await anExchange();
  assert.equal((await collect(right)).faulty, 0);
  assert.deepEqual(await again(strange), { good: 0, broken: 0, 'not-checked': 0, failures: [] });
  assert.deepEqual(await history(), [{ verdict: 'good', digest: trustDigest(right), chain: 'good' }]);
});

test('a message that was sent under an authority of that time, and fetched after its removal, is judged by that time', async () => {
  await again(right);
  await anExchange();
  assert.equal((await collect(strange)).faulty, 2);
  assert.equal((await again(strange)).good, 2);
  assert.deepEqual(
    (await history()).map(({ verdict, digest }) => [verdict, digest]),
    [
      ['broken', trustDigest(strange)],
      ['good', trustDigest(right)],
    ],
  );
});

test('a message sent after an authority was taken back is never good by that old trust', async () => {
  await again(right);
  await pass(60);
  await again(strange);
  await pass(60);
  await anExchange();
  assert.equal((await collect(strange)).faulty, 2);
  assert.deepEqual(await again(strange), { good: 0, broken: 0, 'not-checked': 0, failures: [] });
  assert.deepEqual(await countVerdicts(worker.database), { good: 0, broken: 2, 'not-checked': 0 });
});

test('the check of one container that cannot be read does not stop the others', async () => {
  await anExchange();
  await collect(strange);
  await product.context.database.query({
    text: `update registry_evidence set wrapped_key = wrapped_key || 'x' where kind = 'request-container'`,
  });
  const round = await again(right);
  assert.deepEqual([round.good, round.failures.length], [1, 1]);
});

test('no role of a process changes or removes a verdict or what was trusted', async () => {
  await anExchange();
  await collect(right);
  for (const table of checks)
    for (const text of [`update ${table} set id = default`, `delete from ${table}`, `truncate ${table} cascade`])
      await assert.rejects(product.context.database.query({ text }), { code: '23001' }, text);
});
