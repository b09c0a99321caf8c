import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { isDeadlock } from '../../persistence/database.ts';
import { commitUnlocked } from '../../persistence/records/commit-acts.ts';
import { readRecordAndActFacts } from '../../persistence/records/read-record.ts';
import { takeComplaint } from '../complaints/take-complaint.ts';
import type { OperationContext } from '../context.ts';
import { actScope } from './act-scope.ts';
import { verifyRecords } from './verify-records.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

/** Registered complaints, in the order of their ids. */
async function registered(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await aComplaint(product, 'registered'));
  return ids.toSorted();
}

/** Acts that have read all they need: each, when it is called, is decided and goes to be written in the same turn. */
function readyToTake(
  desk: OperationContext,
  ids: readonly string[],
): Promise<(() => Promise<Outcome<unknown> | undefined>)[]> {
  return Promise.all(
    ids.map(async (id) => {
      const actor = await product.actor(product.cec.lawyers[0] ?? '');
      const { legal, real } = await desk.clock();
      const record = await readRecordAndActFacts(desk.database, id, legal);
      assert.ok(record);
      const scope = await actScope(desk, record.commissionId, record.electionId, legal, { known: record });
      const setting = { scope, receivedAt: legal, recordedAt: real };
      const acts = [{ subject: 'complaint', act: 'takeComplaint', recordId: id, input: {} }] as const;
      return () => commitUnlocked(desk.database, { setting, actor, acts }, record);
    }),
  );
}

/** How often each case was taken, and in how many transactions. */
async function takes(ids: readonly string[]): Promise<{ times: number[]; transactions: number }> {
  const rows = await product.context.database.query<{ id: string; times: number; transactions: number }>({
    text: `select record_id as id, count(*)::int as times,
        (select count(distinct xmin::text)::int from event where kind = 'COMPLAINT_TAKEN' and record_id = any($1::uuid[])) as transactions
      from event where kind = 'COMPLAINT_TAKEN' and record_id = any($1::uuid[]) group by record_id`,
    values: [ids],
  });
  return {
    times: ids.map((id) => rows.find((row) => row.id === id)?.times ?? 0),
    transactions: rows[0]?.transactions ?? 0,
  };
}

async function faults(): Promise<string[]> {
  const found: string[] = [];
  await verifyRecords(product.as('shailoo_worker'), ({ fault }) => found.push(fault));
  return found;
}

/** A connection of somebody else's that holds the row of a case until it is let go. */
async function holding<T>(id: string, work: (other: Client) => Promise<T>): Promise<T> {
  const other = new Client({ connectionString: product.databaseUrl });
  await other.connect();
  try {
    await other.query('begin');
    await other.query('select 1 from record where id = $1 for update', [id]);
    return await work(other);
  } finally {
    await other.end();
  }
}

/** The server processes that wait for a lock, when there are so many. */
async function waiting(count: number): Promise<number[]> {
  for (;;) {
    const rows = await product.context.database.query<{ pid: number }>({
      text: `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    });
    if (rows.length >= count) return rows.map(({ pid }) => pid);
    await sleep(5);
  }
}

test('acts on several cases share transactions, and each has all that an act leaves', async () => {
  const ids = await registered(8);
  const ready = await readyToTake(product.as('shailoo_desk'), ids);
  const outcomes = await Promise.all(ready.map((take) => take()));
  for (const [n, outcome] of outcomes.entries()) {
    assert.ok(outcome);
    const [committed] = granted(outcome) as { id: string; version: number }[];
    assert.equal(committed?.id, ids[n]);
  }
  assert.deepEqual(await takes(ids), { times: ids.map(() => 1), transactions: 4 }, 'one alone, then four, two and one');
  const rows = await product.context.database.query<{ holder: string | null; audited: number; woken: number }>({
    text: `select holder, (select count(*)::int from audit where record_id = h.id and action = 'complaint.takeComplaint') as audited,
        (select count(*)::int from outbox where record_id = h.id and topic = 'wake') as woken
      from complaint_holder h where id = any($1::uuid[])`,
    values: [ids],
  });
  const [lawyer] = product.cec.lawyers;
  assert.deepEqual(
    new Set(rows.map(({ holder, audited }) => `${String(holder)} ${audited}`)),
    new Set([`${String(lawyer)} 1`]),
  );
  assert.equal(new Set(rows.map(({ woken }) => woken)).size, 1);
  assert.deepEqual(await faults(), []);
});

test('an act that was overtaken spoils none of those it would have been written with', async () => {
  const ids = await registered(5);
  const ready = await readyToTake(product.as('shailoo_desk'), ids);
  const colleague = await product.actor(product.cec.lawyers[1] ?? '');
  granted(await takeComplaint(product.context, colleague, { complaintId: ids[2] ?? '' }));
  const outcomes = await Promise.all(ready.map((take) => take()));
  assert.deepEqual(
    outcomes.map((outcome) => outcome?.ok),
    [true, true, undefined, true, true],
  );
  assert.deepEqual((await takes(ids)).times, [1, 1, 1, 1, 1]);
  assert.deepEqual(await faults(), []);
});

test('of two acts on one case in the same turn one is written, the other is to go under a lock', async () => {
  const ids = await registered(2);
  const ready = await readyToTake(product.as('shailoo_desk'), [...ids, ids[1] ?? '']);
  const outcomes = await Promise.all(ready.map((take) => take()));
  assert.equal(outcomes.filter((outcome) => outcome?.ok === true).length, 2);
  assert.equal(outcomes.filter((outcome) => outcome === undefined).length, 1);
  assert.deepEqual((await takes(ids)).times, [1, 1]);
});

test('acts go on while one waits for a lock that somebody holds for long', async () => {
  const ids = await registered(3);
  const [held = '', ...others] = ids;
  const [blocked, ...free] = await readyToTake(product.as('shailoo_desk'), ids);
  const end = await holding(held, async () => {
    const waits = blocked?.();
    await waiting(1);
    const outcomes = await Promise.all(free.map((take) => take()));
    assert.deepEqual(
      outcomes.map((outcome) => outcome?.ok),
      [true, true],
    );
    assert.deepEqual(await takes(ids), { times: [0, 1, 1], transactions: 1 });
    return { waits };
  });
  assert.equal((await end.waits)?.ok, true);
  assert.deepEqual((await takes([held, ...others])).times, [1, 1, 1]);
});

test('acts that are written together wait for their cases in the order of their ids, and hold none that comes later', async () => {
  const ids = await registered(5);
  const ready = await readyToTake(product.as('shailoo_desk'), ids.toReversed());
  const { written } = await holding(ids[1] ?? '', async (other) => {
    const all = Promise.all(ready.map((take) => take()));
    await waiting(1);
    await other.query('select 1 from record where id = any($1::uuid[]) for update nowait', [ids.slice(2, 4)]);
    return { written: all };
  });
  for (const outcome of await written) assert.equal(outcome?.ok, true);
  assert.deepEqual(
    (await takes(ids)).times,
    ids.map(() => 1),
  );
});

test('what may have been committed before the connection broke is not written again', async () => {
  const ids = await registered(5);
  const desk = product.as('shailoo_desk');
  const written: string[] = [];
  const query: typeof desk.database.query = (statement) => {
    if (statement.text.includes('into event')) written.push(statement.text);
    return desk.database.query(statement);
  };
  const ready = await readyToTake({ ...desk, database: { ...desk.database, query } }, ids);
  const ends = await holding(ids[1] ?? '', async (other) => {
    const all = Promise.allSettled(ready.map((take) => take()));
    const [pid] = await waiting(1);
    await other.query('select pg_terminate_backend($1)', [pid]);
    return all;
  });
  assert.deepEqual(
    ends.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected', 'rejected', 'rejected'],
  );
  assert.equal(written.length, 2);
  assert.deepEqual((await takes(ids)).times, [1, 0, 0, 0, 0]);
});

test('of acts of two desks on the same cases, in two orders, no two wait for each other', async () => {
  const [a = '', b = '', c = '', ...others] = await registered(6);
  const deadlocks: unknown[] = [];
  const desk = (): OperationContext => {
    const { database, ...rest } = product.as('shailoo_desk');
    const query: typeof database.query = async (statement) => {
      try {
        return await database.query(statement);
      } catch (error) {
        if (isDeadlock(error)) deadlocks.push(error);
        throw error;
      }
    };
    return { ...rest, database: { ...database, query } };
  };
  const [d = '', alone = '', otherAlone = ''] = others;
  const four = await readyToTake(desk(), [alone, a, c, b, d]);
  const two = await readyToTake(desk(), [otherAlone, b, a]);
  const { all } = await holding(c, async () => {
    const first = four.map((take) => take());
    await waiting(1);
    const second = two.map((take) => take());
    await waiting(2);
    return { all: Promise.all([...first, ...second]) };
  });
  assert.deepEqual(
    (await all).map((outcome) => outcome?.ok),
    [true, true, true, true, true, true, undefined, undefined],
  );
  assert.deepEqual(deadlocks, []);
});

test('acts of two desks on the same cases, in two orders, all end', async () => {
  const ids = await registered(8);
  const desks = [product.as('shailoo_desk'), product.as('shailoo_desk')];
  const lawyers = await Promise.all(product.cec.lawyers.map((id) => product.actor(id)));
  const asked = desks.flatMap((desk, n) =>
    (n === 0 ? ids : ids.toReversed()).map((complaintId, place) => {
      const lawyer = lawyers[(n + place) % lawyers.length];
      assert.ok(lawyer);
      return takeComplaint(desk, lawyer, { complaintId });
    }),
  );
  for (const outcome of await Promise.all(asked))
    assert.ok(outcome.ok || answerOf(outcome) === 'ALREADY_DONE', JSON.stringify(outcome));
  assert.deepEqual(await faults(), []);
});
