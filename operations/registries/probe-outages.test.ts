import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { civilRecordByPin } from '../../integrations/tunduk/contracts/civil-record/civil-record.ts';
import { syntheticPin } from '../../integrations/tunduk/contracts/people/pin.ts';
import { serviceGuard } from '../../integrations/tunduk/client/service-guard.ts';
import { faultRule } from '../../integrations/tunduk/stub/fault-rule.ts';
import { listOutages } from '../../persistence/tunduk/outage-rows.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { aClient, aQuestion, aStub } from '../../test/support/tunduk.ts';
import type { OperationContext } from '../context.ts';
import { noteOutage } from './note-outage.ts';
import { probeOutages } from './probe-outages.ts';
import { sharedOutages } from './shared-outages.ts';

const registry = 'civilRecordByPin';
const hour = 3_600_000;
const limits = { parallel: 4, failures: 3, openMs: hour };
const away = 'Server.ClientProxy.NetworkError';
const down = 'Server.ServerProxy.ServiceFailed.NetworkError';
let product: Product;
let worker: OperationContext;
let stub: Awaited<ReturnType<typeof aStub>>;
let client: Awaited<ReturnType<typeof aClient>>;
before(async () => {
  product = await aProduct();
  worker = product.as('shailoo_worker');
  stub = await aStub();
  client = await aClient(stub.httpAddress);
});
after(async () => {
  await client.close();
  await stub.close();
  await product.close();
});
beforeEach(async () => {
  stub.state.reset();
  await noteOutage(worker, registry, 'closed');
  product.clock.pass(hour);
});

const guard = () =>
  serviceGuard(
    sharedOutages(worker, () => undefined),
    limits,
  );
const plant = (code: string) => stub.state.plant(civilRecordByPin.contract.id, faultRule.parse({ kind: 'code', code }));

/** A question by the true protocol; it gives the code of the failure that it meets, or `answered`. */
async function ask(by: ReturnType<typeof guard>): Promise<string> {
  const question = aQuestion({ pin: syntheticPin('male', 1971, 7) }, { exchangeId: randomUUID() });
  return by
    .pass(registry, () => client.ask(civilRecordByPin, question))
    .then(
      () => 'answered',
      (error: unknown) => (Error.isError(error) && 'code' in error ? String(error.code) : 'defect'),
    );
}

/** The registry is out by so many failures of one code; then the failure is over or goes on. */
async function anOutage(code: string, then: 'mended' | 'standing'): Promise<void> {
  const planted = plant(code);
  const by = guard();
  for (let turn = 0; turn < limits.failures; turn += 1) assert.notEqual(await ask(by), 'answered');
  if (then === 'mended') stub.state.takeBack(planted.id);
}

/** The pause is over: the way may be looked at. */
async function pauseEnds(): Promise<void> {
  const text = `update registry_outage set retry_at = clock_timestamp(), probe_at = clock_timestamp() where closed_at is null`;
  await product.context.database.query({ text });
}

const standing = async () =>
  (await listOutages(product.as('shailoo_desk').database)).find((one) => one.registry === registry);
const looks = async () => {
  const text = 'select count(*)::integer as n from registry_probe';
  return (await product.context.database.query<{ n: number }>({ text }))[0]?.n;
};

test('an outage on the way ends by itself when the way is open again, though nobody asks', async () => {
  await anOutage(away, 'standing');
  await pauseEnds();
  assert.deepEqual(await probeOutages(worker, client), []);
  const { now } = product.clock;
  assert.deepEqual((await standing())?.probe, { probedAt: now, category: 'PROVIDER_SS_DOWN' });
  stub.state.reset();
  await pauseEnds();
  assert.deepEqual(await probeOutages(worker, client), [registry]);
  assert.equal(await standing(), undefined);
  assert.equal(await ask(guard()), 'answered');
});

test('an outage of the registry goes on though its security server answers: only a question ends it', async () => {
  await anOutage(down, 'mended');
  await pauseEnds();
  assert.deepEqual(await probeOutages(worker, client), []);
  const { now } = product.clock;
  assert.deepEqual((await standing())?.probe, { probedAt: now, category: null });
  assert.equal(await ask(guard()), 'answered');
  assert.equal(await standing(), undefined);
});

test('a question that finds the registry itself down makes of an outage of the way one of the registry', async () => {
  await anOutage(away, 'mended');
  assert.equal((await standing())?.layer, 'way');
  plant(down);
  await pauseEnds();
  assert.equal(await ask(guard()), 'tunduk-provider-down');
  assert.equal((await standing())?.layer, 'registry');
  await pauseEnds();
  assert.deepEqual(await probeOutages(worker, client), []);
  assert.ok(await standing());
});

test('failures of both kinds in a row are an outage of the registry', async () => {
  const by = guard();
  for (const code of [away, down, away]) {
    const planted = plant(code);
    await ask(by);
    stub.state.takeBack(planted.id);
  }
  assert.equal((await standing())?.layer, 'registry');
});

test('the way is looked at by one worker at a time, no oftener than agreed, and not while a question tries', async () => {
  await anOutage(away, 'standing');
  const before = await looks();
  await probeOutages(worker, client);
  assert.equal(await looks(), before, 'the pause of the outage is not over');
  await pauseEnds();
  await Promise.all([worker, product.as('shailoo_worker'), worker].map((one) => probeOutages(one, client, hour)));
  assert.equal(await looks(), (before ?? 0) + 1);
  await product.context.database.query({
    text: `update registry_outage set probe_at = clock_timestamp() where closed_at is null`,
  });
  await ask(guard());
  await probeOutages(worker, client);
  assert.equal(await looks(), (before ?? 0) + 1, 'a question took its turn');
});

test('a look goes to the security server alone, and names neither a person nor a case', async () => {
  await anOutage(down, 'standing');
  await pauseEnds();
  const calls = stub.state.journal.list().length;
  await probeOutages(worker, client);
  const [look, ...before] = stub.state.journal.list();
  assert.equal(before.length, calls);
  assert.deepEqual(
    [look?.service.split('/').at(-1), look?.userId, look?.issue, look?.request],
    ['allowedMethods', 'KG-SYS-way-to-registry', 'way-to-registry', undefined],
  );
});
