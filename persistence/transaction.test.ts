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
