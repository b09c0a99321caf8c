import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import type { OperationContext } from '../context.ts';
import { sweepExpiredRows } from './sweep-expired-rows.ts';

let product: Product;
let worker: OperationContext;
before(async () => {
  product = await aProduct();
  worker = product.as('shailoo_worker');
  await product.context.database.query({ text: 'delete from outbox' });
});
after(() => product.close());

test('ended sessions, old keys of programs and old tries of codes are deleted', async () => {
  const { database } = product.context;
  await database.query({
    text: `insert into session (id_hash, surface, csrf, expires_at) values
      ('\\x01', 'desk', 'a', clock_timestamp() - interval '1 second'), ('\\x02', 'desk', 'b', clock_timestamp() + interval '1 hour')`,
  });
  await database.query({
    text: `insert into idempotency (client, key, request_hash, record_id, created_at)
      values ('c', 'old', '\\x00', $1, clock_timestamp() - interval '31 days'), ('c', 'new', '\\x00', $1, clock_timestamp())`,
    values: [randomUUID()],
  });
  await database.query({
    text: `insert into receipt_attempt (record_id, address_hash, at) values ($1, '\\x00', clock_timestamp() - interval '2 days')`,
    values: [randomUUID()],
  });
  assert.equal(await sweepExpiredRows(worker), 3);
  assert.equal(await sweepExpiredRows(worker), 0);
});

test('a row of the outbox goes 30 days after it was done; one that still waits stays, however old', async () => {
  const { database } = product.context;
  await database.query({
    text: `insert into outbox (record_id, topic, body, created_at, done_at)
      select $1, topic, jsonb_build_object('name', name), clock_timestamp() - interval '90 days',
        clock_timestamp() - done::interval
      from (values ('notice', 'long done', '30 days 1 second'), ('wake', 'long done too', '31 days'),
        ('notice', 'just done', '29 days 23 hours'), ('notice', 'waits', null)) as given(topic, name, done)`,
    values: [randomUUID()],
  });
  assert.equal(await sweepExpiredRows(worker), 2);
  const left = await database.query<{ name: string }>({
    text: `select body ->> 'name' as name from outbox order by id`,
  });
  assert.deepEqual(
    left.map(({ name }) => name),
    ['just done', 'waits'],
  );
});

test('only the worker may delete from the outbox', async () => {
  for (const role of ['shailoo_portal', 'shailoo_desk'] as const) {
    await assert.rejects(product.as(role).database.query({ text: 'delete from outbox' }), { code: '42501' });
  }
});

test('what waits in the outbox is picked by its index, not by reading what is done', async () => {
  const { database } = product.context;
  await database.query({
    text: `insert into outbox (record_id, topic, body, done_at)
      select gen_random_uuid(), case n % 2 when 0 then 'wake' else 'notice' end, '{"subject": "complaint"}',
        case when n % 501 = 0 then null else clock_timestamp() end
      from generate_series(1, 20000) as n`,
  });
  await database.query({ text: 'analyze outbox' });
  const plan = await database.query<{ 'QUERY PLAN': string }>({
    text: `explain select id from outbox where done_at is null and topic = 'wake' and next_at <= clock_timestamp()
      order by id limit 50 for update skip locked`,
  });
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  assert.match(text, /outbox_waiting/);
  assert.doesNotMatch(text, /Seq Scan/);
});
