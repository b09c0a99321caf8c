import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { memoryOutages } from '../../integrations/tunduk/client/outage-store.ts';
import type { OutageStore } from '../../integrations/tunduk/client/outage-store.ts';
import { serviceGuard } from '../../integrations/tunduk/client/service-guard.ts';
import { classifyFault } from '../../integrations/tunduk/errors/classify.ts';
import { TundukError } from '../../integrations/tunduk/errors/tunduk-error.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { noteOutage } from './note-outage.ts';
import { readRegistries } from './open-answers.ts';
import { sharedOutages } from './shared-outages.ts';

const registry = 'civilRecordByPin';
const hour = 3_600_000;
const limits = { parallel: 4, failures: 3, openMs: hour };
let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());
beforeEach(() => noteOutage(product.as('shailoo_worker'), registry, 'closed'));

type Told = [worker: string, change: string];

/** The guards of two workers, each with a connection of its own, on one database. */
function twoWorkers() {
  const told: Told[] = [];
  const guardOf = (name: string, pauseMs = hour) => {
    const outages = sharedOutages(product.as('shailoo_worker'), (_registry, change) => void told.push([name, change]));
    return serviceGuard(outages, { ...limits, openMs: pauseMs });
  };
  return { first: guardOf('first'), second: guardOf('second'), again: guardOf, told };
}

function fails(code: string) {
  return () => Promise.reject(new TundukError({ failure: classifyFault(code, '') }));
}
const down = fails('Server.ServerProxy.NetworkError');
const answers = () => Promise.resolve('answer');
const never = () => assert.fail('the registry was asked');
const leftAlone = { code: 'tunduk-provider-outage' };

async function breakDown(guard: ReturnType<typeof serviceGuard>): Promise<void> {
  for (let turn = 0; turn < limits.failures; turn += 1)
    await assert.rejects(guard.pass(registry, down), { code: 'tunduk-provider-down' });
}

/** What the desk shows of it. */
async function isOut(): Promise<boolean> {
  const standing = (await readRegistries(product.as('shailoo_desk'))).find((one) => one.registry === registry);
  return standing?.outSince !== null;
}

/** The pause is over, without waiting an hour. */
async function pauseEnds(): Promise<void> {
  const text = `update registry_outage set retry_at = clock_timestamp() where closed_at is null`;
  await product.context.database.query({ text });
}

test('a registry that one worker found out is left alone by the other, and by one that was started anew', async () => {
  const { first, second, again, told } = twoWorkers();
  await breakDown(first);
  assert.ok(await isOut());
  for (const guard of [first, second, again('restarted')]) {
    await assert.rejects(guard.pass(registry, never), (error: TundukError) => {
      assert.equal(error.code, leftAlone.code);
      assert.ok((error.retryAfterMs ?? 0) > hour - 60_000 && (error.retryAfterMs ?? 0) <= hour);
      return true;
    });
  }
  assert.equal(await second.pass('registeredAddressByPin', answers), 'answer', 'another registry is not out');
  assert.deepEqual(told, [['first', 'opened']]);
});

test('an answer that another worker gets ends the outage for the one that opened it, and for the desk', async () => {
  const { first, second, told } = twoWorkers();
  await breakDown(first);
  await pauseEnds();
  assert.equal(await second.pass(registry, answers), 'answer');
  assert.equal(await isOut(), false);
  assert.equal(await first.pass(registry, answers), 'answer');
  assert.deepEqual(told, [
    ['first', 'opened'],
    ['second', 'closed'],
  ]);
});

test('an outage that a person ends is over for every worker at once, and each counts failures anew', async () => {
  const { first, second } = twoWorkers();
  await breakDown(first);
  for (let tries = 1; tries < limits.failures; tries += 1) {
    await pauseEnds();
    await assert.rejects(first.pass(registry, down), { code: 'tunduk-provider-down' });
  }
  await noteOutage(product.as('shailoo_worker'), registry, 'closed');
  await assert.rejects(first.pass(registry, down), { code: 'tunduk-provider-down' });
  await assert.rejects(second.pass(registry, down), { code: 'tunduk-provider-down' });
  assert.equal(await isOut(), false, 'one failure is no outage');
  assert.equal(await first.pass(registry, answers), 'answer');
});

test('after the pause one call of all workers tries; while it runs, and when it fails, the others go on waiting', async () => {
  const { first, second, again } = twoWorkers();
  await breakDown(first);
  await pauseEnds();
  const trying = Promise.withResolvers<string>();
  const started = Promise.withResolvers<void>();
  const probe = first.pass(registry, () => {
    started.resolve();
    return trying.promise;
  });
  await started.promise;
  for (const guard of [first, second, again('restarted')]) await assert.rejects(guard.pass(registry, never), leftAlone);
  trying.reject(new TundukError({ failure: classifyFault('Server.ServerProxy.NetworkError', '') }));
  await assert.rejects(probe, { code: 'tunduk-provider-down' });
  await assert.rejects(second.pass(registry, never), leftAlone);
  assert.ok(await isOut());
});

test('of many workers that come at the moment the pause ends, one tries', async () => {
  const { first, again } = twoWorkers();
  await breakDown(first);
  await pauseEnds();
  const workers = Array.from({ length: 6 }, (_, at) => again(`worker ${at}`));
  let tries = 0;
  const ends = await Promise.allSettled(
    workers.map((guard) => guard.pass(registry, () => Promise.reject(new Error(String((tries += 1)))))),
  );
  assert.equal(tries, 1);
  const refused = ends.filter((end) => end.status === 'rejected' && end.reason instanceof TundukError);
  assert.equal(refused.length, workers.length - 1);
});

test('an error that the registry itself gives ends an outage; a refusal on the way to it does not', async () => {
  const { first, second } = twoWorkers();
  await breakDown(first);
  await pauseEnds();
  await assert.rejects(second.pass(registry, fails('Server.ServerProxy.AccessDenied')), {
    code: 'tunduk-access-denied',
  });
  assert.ok(await isOut());
  await pauseEnds();
  await assert.rejects(second.pass(registry, fails('Server.ServerProxy.ServiceFailed.MissingHeader')), {
    code: 'tunduk-provider-bug',
  });
  assert.equal(await isOut(), false);
  assert.equal(await first.pass(registry, answers), 'answer');
});

test('the store of one process says of outages what the one of the database says', async () => {
  let shift = 0;
  const stores: [OutageStore, (ms: number) => Promise<void>][] = [
    [memoryOutages(() => shift), (ms) => Promise.resolve(void (shift += ms))],
    [sharedOutages(product.as('shailoo_worker'), () => undefined), () => pauseEnds()],
  ];
  for (const [store, wait] of stores) {
    const enter = async () => {
      const entry = await store.enter(registry, hour);
      return typeof entry === 'string' ? entry : 'left alone';
    };
    const seen = [await enter()];
    await store.close(registry);
    await store.open(registry, hour, 'way');
    await store.open(registry, 0, 'registry');
    seen.push(await enter());
    await wait(hour);
    seen.push(await enter(), await enter());
    await store.close(registry);
    seen.push(await enter());
    assert.deepEqual(seen, ['in', 'left alone', 'probe', 'left alone', 'in']);
  }
});
