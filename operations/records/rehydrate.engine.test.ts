import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connectEngine } from '../../integrations/temporal/engine.ts';
import type { Engine } from '../../integrations/temporal/engine.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { aTemporalServer } from '../../test/support/temporal.ts';
import { leaveComplaintUnexamined } from '../complaints/leave-complaint-unexamined.ts';
import { takeComplaint } from '../complaints/take-complaint.ts';
import { endDueTerms } from '../deadlines/end-due-terms.ts';
import { listOpenRecords } from './list-open-records.ts';
import { rehydrate } from './rehydrate.ts';
import { relayWakes } from './relay-wakes.ts';

const perSecond = 1_000;

let missing = '';
let product: Product;
let older: Engine;
let engine: Engine;

before(async () => {
  const server = await aTemporalServer();
  if ('missing' in server) return void (missing = server.missing);
  product = await aProduct();
  const { address } = server;
  older = await connectEngine({ address, namespace: 'default', taskQueue: 'older' });
  engine = await connectEngine({ address, namespace: 'default', taskQueue: 'present' });
});
after(async () => {
  await older?.close();
  await engine?.close();
  await product?.close();
});

test('every open record gets a procedure; what another bundle began is started anew; repeating only wakes', async (t) => {
  if (missing) return t.skip(missing);
  const [one, other] = [await aComplaint(product), await aComplaint(product, 'admitted')];
  await older.wakeComplaint(one);
  const again = () => rehydrate(product.context, { engine, taskQueue: 'present', perSecond });
  assert.deepEqual(await again(), { started: 1, restarted: 1, woken: 0 });
  for (const id of [one, other]) {
    assert.deepEqual(await engine.describeComplaint(id), { state: 'running', taskQueue: 'present' });
  }
  assert.deepEqual(await again(), { started: 0, restarted: 0, woken: 2 });
});

test('a case is open until nobody can contest its outcome', async (t) => {
  if (missing) return t.skip(missing);
  const { context, cec, actor, clock } = product;
  const complaintId = await aComplaint(product, 'registered');
  const lawyer = await actor(cec.lawyers[0]);
  granted(await takeComplaint(context, lawyer, { complaintId }));
  granted(await leaveComplaintUnexamined(context, lawyer, { complaintId, ground: 'anonymous' }));
  assert.ok(await isListedOpen(complaintId));
  clock.pass(4 * 24 * 3_600_000);
  await endDueTerms(context);
  assert.ok(!(await isListedOpen(complaintId)));
});

test('wakes wait while there is no engine, and reach it once it is there; other subjects wait for nothing', async (t) => {
  if (missing) return t.skip(missing);
  const worker = product.as('shailoo_worker');
  const complaintId = await aComplaint(product, 'registered');
  const waiting = async () => {
    const text = `select count(*) as n from outbox where topic = 'wake' and done_at is null`;
    const [all] = await worker.database.query<{ n: number }>({ text });
    const [own] = await worker.database.query<{ n: number }>({
      text: `${text} and record_id = $1`,
      values: [complaintId],
    });
    return [all?.n ?? 0, own?.n ?? 0];
  };
  await relayWakes(worker, undefined);
  assert.equal((await waiting())[1], 2);
  const down = await connectEngineThatFails();
  await assert.rejects(relayWakes(worker, down), { name: 'IntegrationError', retryable: true });
  await worker.database.query({ text: `update outbox set next_at = clock_timestamp() where done_at is null` });
  while ((await relayWakes(worker, engine)) > 0);
  assert.deepEqual((await waiting())[1], 0);
  assert.equal((await engine.describeComplaint(complaintId)).state, 'running');
});

async function isListedOpen(complaintId: string): Promise<boolean> {
  for await (const id of listOpenRecords(product.context)) if (id === complaintId) return true;
  return false;
}

async function connectEngineThatFails(): Promise<Engine> {
  const server = await aTemporalServer();
  if ('missing' in server) throw new Error(server.missing);
  const found = await connectEngine({ address: server.address, namespace: 'default', taskQueue: 'present' });
  await server.stop();
  return found;
}
