import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ActivityFailure, ApplicationFailure, Client, Connection, WorkflowFailedError } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { aTemporalServer } from '../../test/support/temporal.ts';
import { aClient, aQuestion, aStub } from '../../test/support/tunduk.ts';
import { memoryOutages } from '../../integrations/tunduk/client/outage-store.ts';
import { serviceGuard } from '../../integrations/tunduk/client/service-guard.ts';
import { syntheticPin } from '../../integrations/tunduk/contracts/people/pin.ts';
import { asksRegistry } from '../../test/support/asks-registry-workflow.ts';
import { registryTaskQueue } from '../../domain/complaints/registry-queue.ts';
import { registryActivities } from './ask-registry.ts';

const pin = syntheticPin('female', 1980, 101);
const hour = 60 * 60 * 1_000;
const endings: (() => Promise<unknown>)[] = [];
let engine: Client | undefined;
let absence = '';
let stub: Awaited<ReturnType<typeof aStub>>;

before(async () => {
  stub = await aStub();
  const registries = await aClient(stub.httpAddress);
  endings.push(stub.close, registries.close);
  const server = await aTemporalServer();
  if ('missing' in server) {
    absence = server.missing;
    return;
  }
  const connection = await NativeConnection.connect({ address: server.address });
  const question = { registry: 'civilRecordByPin' as const, ...aQuestion({ pin }) };
  const requests = { read: () => Promise.resolve(question), keep: () => Promise.resolve() };
  const guard = serviceGuard(memoryOutages());
  const activities = { ...registryActivities({ client: registries, guard, requests }) };
  const workflowsPath = fileURLToPath(new URL('../../test/support/asks-registry-workflow.ts', import.meta.url));
  const workers = await Promise.all([
    Worker.create({ connection, taskQueue: 'procedures', workflowsPath }),
    Worker.create({ connection, taskQueue: registryTaskQueue, activities }),
  ]);
  const running = workers.map((worker) => worker.run());
  const own = await Connection.connect({ address: server.address });
  engine = new Client({ connection: own });
  endings.push(async () => {
    workers.forEach((worker) => worker.shutdown());
    await Promise.all(running);
    await own.close();
    await connection.close();
  });
});
after(async () => {
  for (const end of endings.toReversed()) await end();
});

async function ask(deadline = new Date(Date.now() + hour)) {
  const input = { requestId: randomUUID(), deadline: deadline.toISOString() };
  const args: [string, typeof input] = [registryTaskQueue, input];
  return engine?.workflow.start(asksRegistry, {
    taskQueue: 'procedures',
    workflowId: `registry-request/${input.requestId}`,
    args,
  });
}

test('a registry that fails twice is asked three times with pauses, and its answer is proved by the third', async (context) => {
  if (engine === undefined) return context.skip(absence);
  stub.state.plant('*', {
    kind: 'code',
    code: 'Server.ServerProxy.NetworkError',
    message: `about ${pin}`,
    probability: 1,
    count: 2,
  });
  const handle = await ask();
  const result = await handle?.result();
  assert.deepEqual([result?.kind, result?.attempt], ['ok', 3]);
  const calls = stub.state.journal.list().toReversed();
  assert.equal(new Set(calls.map(({ id }) => id)).size, 3);
  const pauses = calls.slice(1).map(({ at }, place) => at.getTime() - (calls[place]?.at.getTime() ?? 0));
  assert.ok(
    pauses.every((pause) => pause >= 700),
    pauses.join(', '),
  );
  const history = JSON.stringify(await handle?.fetchHistory());
  const inBase64 = Buffer.from(pin).toString('base64').slice(0, 16);
  assert.ok(!history.includes(pin) && !history.includes(inBase64) && !history.includes('Сыдыкова'));
});

test('a denied call fails the procedure at once, with the category as its type', async (context) => {
  if (engine === undefined) return context.skip(absence);
  stub.state.reset();
  stub.state.plant('*', { kind: 'code', code: 'Server.ServerProxy.AccessDenied', message: 'no', probability: 1 });
  const handle = await ask();
  const failure = await handle?.result().catch((error: unknown) => error);
  assert.ok(failure instanceof WorkflowFailedError && failure.cause instanceof ActivityFailure);
  assert.ok(failure.cause.cause instanceof ApplicationFailure);
  assert.equal(failure.cause.cause.type, 'ACCESS_DENIED');
  assert.equal(stub.state.journal.list().length, 1);
});
