import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import { aClient, aQuestion, aStub } from '../../test/support/tunduk.ts';
import { memoryOutages } from '../../integrations/tunduk/client/outage-store.ts';
import { serviceGuard } from '../../integrations/tunduk/client/service-guard.ts';
import { syntheticPin } from '../../integrations/tunduk/contracts/people/pin.ts';
import { classifyFault } from '../../integrations/tunduk/errors/classify.ts';
import { nextRetry } from '../../integrations/tunduk/errors/next-retry.ts';
import { TundukError } from '../../integrations/tunduk/errors/tunduk-error.ts';
import type { FaultRule } from '../../integrations/tunduk/stub/fault-rule.ts';
import { ReadsSpent } from '../../operations/registries/spare-person.ts';
import { registryActivities } from './ask-registry.ts';
import type { RegistryName } from './ask-registry.ts';

const pin = syntheticPin('female', 1980, 101);
const hour = 60 * 60 * 1_000;
const inAnHour = () => new Date(Date.now() + hour).toISOString();
let stub: Awaited<ReturnType<typeof aStub>>;
let client: Awaited<ReturnType<typeof aClient>>;
before(async () => {
  stub = await aStub();
  client = await aClient(stub.httpAddress);
});
after(async () => {
  await client.close();
  await stub.close();
});
afterEach(() => stub.state.reset());

function anActivity(registry: RegistryName = 'civilRecordByPin', ask: object = { pin }) {
  const kept: unknown[] = [];
  const outages = memoryOutages();
  const question = { registry, ...aQuestion(ask) };
  const guard = serviceGuard(outages, { parallel: 2, failures: 3, openMs: 200 });
  const requests = {
    read: () => Promise.resolve(question),
    keep: (_id: string, outcome: unknown) => Promise.resolve(void kept.push(outcome)),
  };
  const { askRegistry } = registryActivities({ client, guard, requests, chance: () => 0.5 });
  const failing = (deadline = inAnHour()) =>
    askRegistry({ requestId: 'r', deadline }).then(
      () => assert.fail('no failure'),
      (error: unknown) => {
        assert.ok(error instanceof ApplicationFailure);
        return {
          type: error.type,
          again: error.nonRetryable !== true,
          delay: error.nextRetryDelay,
          text: JSON.stringify(error),
        };
      },
    );
  return { askRegistry, failing, kept, outages, question };
}

const plant = (code: string) =>
  stub.state.plant('*', { kind: 'code', code, message: `about ${pin}`, probability: 1 } as FaultRule);

test('what goes through the engine holds references, the answer is kept by the product', async () => {
  const { askRegistry, kept, question } = anActivity();
  const result = await askRegistry({ requestId: 'r', deadline: inAnHour() });
  assert.deepEqual(result, { kind: 'ok', exchangeId: question.exchangeId, attempt: 1 });
  assert.equal(kept.length, 1);
  assert.match(JSON.stringify(kept), /Сыдыкова/);
});

test('a business answer is a result, not a failure', async () => {
  const { askRegistry } = anActivity('civilRecordByPin', { pin: syntheticPin('male', 1970, 94_000) });
  assert.partialDeepStrictEqual(await askRegistry({ requestId: 'r', deadline: inAnHour() }), {
    kind: 'business',
    code: 'NOT_FOUND',
  });
});

test('a denied call is not repeated, a degraded server slowly, a registry that is down first quickly', async () => {
  plant('Server.ServerProxy.AccessDenied');
  assert.partialDeepStrictEqual(await anActivity().failing(), { type: 'ACCESS_DENIED', again: false });
  stub.state.reset();
  plant('Server.ClientProxy.OutdatedGlobalConf');
  assert.partialDeepStrictEqual(await anActivity().failing(), { type: 'SS_DEGRADED', again: true, delay: 60_000 });
  stub.state.reset();
  plant('Server.ServerProxy.NetworkError');
  assert.partialDeepStrictEqual(await anActivity().failing(), { type: 'PROVIDER_DOWN', again: true, delay: 1_000 });
});

test('no failure carries a PIN into the history', async () => {
  plant('Server.ServerProxy.NetworkError');
  assert.doesNotMatch((await anActivity().failing()).text, new RegExp(pin));
});

test('a write of unknown outcome is checked first, never sent again', async () => {
  stub.state.plant('*', { kind: 'broken', how: 'resetAfterHead', probability: 1 });
  const { failing } = anActivity('criminalRecordOrder', { pin, purpose: 'x' });
  assert.partialDeepStrictEqual(await failing(), { type: 'CHECK_FIRST', again: false });
});

test('after the legal deadline nobody asks, and a wait that would end after it is not begun', async () => {
  plant('Server.ClientProxy.OutdatedGlobalConf');
  assert.partialDeepStrictEqual(await anActivity().failing(new Date(Date.now() - 1).toISOString()), {
    type: 'REGISTRY_DEADLINE',
    again: false,
  });
  assert.equal(stub.state.journal.list().length, 0);
  assert.partialDeepStrictEqual(await anActivity().failing(new Date(Date.now() + 30_000).toISOString()), {
    type: 'REGISTRY_DEADLINE',
    again: false,
  });
});

test('without a ground nobody is asked, and a read too many for the day waits for the next one where there is time', async () => {
  const question = { registry: 'civilRecordByPin' as const, ...aQuestion({ pin }) };
  const hours = 60 * 60 * 1_000;
  const sparing = {
    ...client,
    ask: () => Promise.reject(new ReadsSpent(3 * hours)),
  };
  const failing = (read: typeof question | 'no-ground', until: number) =>
    registryActivities({
      client: sparing,
      guard: serviceGuard(memoryOutages()),
      requests: { read: () => Promise.resolve(read), keep: () => Promise.resolve() },
    })
      .askRegistry({ requestId: 'r', deadline: new Date(Date.now() + until).toISOString() })
      .then(
        () => assert.fail('no failure'),
        (error: unknown) => {
          assert.ok(error instanceof ApplicationFailure);
          return [error.type, error.nonRetryable, error.nextRetryDelay];
        },
      );
  assert.deepEqual((await failing('no-ground', 9 * hours)).slice(0, 2), ['GROUND_NOT_SET', true]);
  assert.deepEqual(await failing(question, 9 * hours), ['READS_SPENT', false, 3 * hours]);
  assert.deepEqual((await failing(question, 2 * hours)).slice(0, 2), ['REGISTRY_DEADLINE', true]);
});

test('a service that fails three times is left alone and out, and back with the first answer', async () => {
  plant('Server.ServerProxy.NetworkError');
  const { failing, askRegistry, outages } = anActivity();
  for (let turn = 0; turn < 5; turn += 1) await failing();
  assert.equal(stub.state.journal.list().length, 3, 'the breaker is open');
  assert.notEqual(await outages.enter('civilRecordByPin', 200), 'in');
  stub.state.reset();
  await new Promise((resolve) => setTimeout(resolve, 250));
  await askRegistry({ requestId: 'r', deadline: inAnHour() });
  assert.equal(await outages.enter('civilRecordByPin', 200), 'in');
});

test('a guard lets two through at once, the others in their turn', async () => {
  let [running, most] = [0, 0];
  const guard = serviceGuard(memoryOutages(), { parallel: 2, failures: 3, openMs: 1_000 });
  const call = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running -= 1;
  };
  await Promise.all(Array.from({ length: 9 }, () => guard.pass('x', call)));
  assert.equal(most, 2);
});

test('a refusal of one call does not count against the registry', async () => {
  const outages = memoryOutages();
  const guard = serviceGuard(outages, { parallel: 2, failures: 2, openMs: 1_000 });
  const denied = () =>
    Promise.reject(new TundukError({ failure: classifyFault('Server.ServerProxy.AccessDenied', '') }));
  for (let turn = 0; turn < 5; turn += 1)
    await assert.rejects(guard.pass('x', denied), { code: 'tunduk-access-denied' });
  assert.equal(await outages.enter('x', 1_000), 'in');
});

test('quick repeats double from a second at most four times, slow ones from a minute up to half an hour', () => {
  const waits = (code: string, effect: 'read' | 'write' = 'read') =>
    Array.from({ length: 12 }, (_, at) => {
      const facts = { effect, attempt: at + 1, now: new Date(0), deadline: new Date(1e12), chance: 0.5 };
      const next = nextRetry(classifyFault(code, ''), facts);
      return next.kind === 'again' ? next.afterMs / 1_000 : next.because;
    });
  assert.deepEqual(waits('Server.ServerProxy.DatabaseError').slice(0, 6), [1, 2, 4, 8, 'tried-enough', 'tried-enough']);
  assert.deepEqual(
    waits('Server.ClientProxy.OutdatedGlobalConf').slice(0, 8),
    [60, 120, 240, 480, 960, 1_800, 1_800, 1_800],
  );
  assert.deepEqual(waits('Server.ServerProxy.NetworkError').slice(0, 6), [1, 2, 4, 8, 60, 120]);
  assert.deepEqual(waits('Server.ServerProxy.ServiceFailed.MissingHeader').slice(0, 2), [1, 'tried-enough']);
  assert.deepEqual(waits('Server.ServerProxy.NetworkError', 'write')[0], 'check-first');
  assert.deepEqual(waits('Server.ServerProxy.AccessDenied')[0], 'never');
  const later = {
    effect: 'read',
    attempt: 1,
    now: new Date(0),
    deadline: new Date(1e12),
    chance: 0.5,
    retryAfterMs: 90_000,
  } as const;
  assert.deepEqual(nextRetry(classifyFault('Server.ServerProxy.NetworkError', ''), later), {
    kind: 'again',
    afterMs: 90_000,
  });
});
