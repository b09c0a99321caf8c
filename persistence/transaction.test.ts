import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aDatabase } from '../test/support/postgres.ts';
import { isUniqueViolation, openDatabase } from './database.ts';
import type { Database } from './database.ts';

let database: Database;
let end: () => Promise<void>;
before(async () => {
  const made = await aDatabase();
  database = openDatabase(made.url, { max: 2 });
  end = () => database.close();
  await database.query({ text: 'create table kept (id integer primary key)' });
});
after(() => end());

const add = (id: number) => ({ text: 'insert into kept values ($1)', values: [id] });
const ids = async (): Promise<number[]> =>
  (await database.query<{ id: number }>({ text: 'select id from kept order by id' })).map(({ id }) => id);

test('what the work did not wait for is committed with the rest before the transaction resolves', async () => {
  const said = await database.transaction(async (tx) => {
    void tx.query(add(1));
    await tx.query(add(2));
    void tx.query(add(3));
    return 'done';
  });
  assert.equal(said, 'done');
  assert.deepEqual(await ids(), [1, 2, 3]);
});

test('when what the work did not wait for is refused, the transaction says why and nothing of it stays', async () => {
  const failed = database.transaction(async (tx) => {
    await tx.query(add(4));
    void tx.query(add(1));
  });
  await assert.rejects(failed, isUniqueViolation);
  assert.deepEqual(await ids(), [1, 2, 3]);
});

test('work that hides a refused statement does not pass for committed', async () => {
  const hidden = database.transaction(async (tx) => {
    await tx.query(add(5));
    await tx.query(add(1)).catch(() => undefined);
  });
  await assert.rejects(hidden, /rolled back/);
  assert.deepEqual(await ids(), [1, 2, 3]);
});

test('a connection that failed is whole again for the next transaction, prepared statements too', async () => {
  const named = (id: number) => ({ name: 'add-kept', ...add(id) });
  for (let turn = 0; turn < 4; turn += 1) {
    await assert.rejects(
      database.transaction(async (tx) => {
        void tx.query(named(1));
        await tx.query(named(6));
      }),
    );
  }
  await Promise.all([10, 11, 12, 13].map((id) => database.transaction((tx) => tx.query(named(id)))));
  assert.deepEqual(await ids(), [1, 2, 3, 10, 11, 12, 13]);
});

test('what one request asks in one turn goes over one connection in order, and each stands or falls by itself', async () => {
  const query = database.gatheredQuery();
  const pid = { text: 'select pg_backend_pid() as id' };
  const answers = await Promise.allSettled([
    query<{ id: number }>(pid),
    query(add(20)),
    query(add(20)),
    query<{ id: number }>({ text: 'select id from kept where id = 20' }),
    query<{ id: number }>(pid),
  ]);
  const [first, , second, found, last] = answers;
  assert.ok(first.status === 'fulfilled' && last.status === 'fulfilled' && found.status === 'fulfilled');
  assert.deepEqual(first.value, last.value, 'one connection');
  assert.ok(second.status === 'rejected' && isUniqueViolation(second.reason));
  assert.deepEqual(found.value, [{ id: 20 }], 'the second failure undid nothing of the first');
});

test('a connection that breaks under gathered statements refuses them, and the next turn has another one', async () => {
  const query = database.gatheredQuery();
  const broken = await Promise.allSettled([
    query({ text: 'select pg_terminate_backend(pg_backend_pid())' }),
    query({ text: 'select 1' }),
  ]);
  assert.deepEqual(
    broken.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.deepEqual(await query({ text: 'select 2 as two' }), [{ two: 2 }]);
});

test('nothing is asked through a transaction that is over', async () => {
  const [tx] = await database.transaction((one) => Promise.resolve([one]));
  await assert.rejects(async () => tx?.query(add(30)), /after its transaction/);
  assert.ok(!(await ids()).includes(30));
});
