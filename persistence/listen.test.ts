import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { aDatabase } from '../test/support/postgres.ts';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';

let database: Database | undefined;
after(() => database?.close());

test('what is announced is heard again after the connection broke, and that it broke is told once', async () => {
  const { url } = await aDatabase();
  database = openDatabase(url, { max: 3 });
  const heard: string[] = [];
  const stop = await database.listen('channel', (payload) => void heard.push(payload));
  const announce = (words: string) => database!.query({ text: `select pg_notify('channel', $1)`, values: [words] });
  await announce('one');
  await untilIt(() => heard.includes('one'));
  await database.query({
    text: `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = current_database()`,
  });
  await untilIt(() => heard.includes(''));
  await announce('two');
  await untilIt(() => heard.includes('two'));
  assert.deepEqual(heard, ['one', '', 'two']);
  await stop();
  const others: string[] = [];
  const stopOther = await database.listen('channel', (payload) => void others.push(payload));
  await announce('three');
  await untilIt(() => others.includes('three'));
  assert.equal(heard.includes('three'), false, 'who has stopped hears nothing more');
  await stopOther();
});

async function untilIt(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (isSo()) return;
    await sleep(50);
  }
  assert.fail('it did not come to pass within ten seconds');
}
