import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeptCounts, largeSelection } from './kept-counts.ts';

const database = {};
const large = largeSelection + 1;

test('what is small is counted anew each time, what is large once however many ask', async () => {
  const kept = new KeptCounts<number>((n) => n > largeSelection);
  let counted = 0;
  const small = async (): Promise<number> => (counted += 1);
  assert.deepEqual([await kept.read(database, 'a', small), await kept.read(database, 'a', small)], [1, 2]);
  const slow = async (): Promise<number> => {
    await new Promise((resolve) => setImmediate(resolve));
    return large + (counted += 1);
  };
  const first = await Promise.all([kept.read(database, 'b', slow), kept.read(database, 'b', slow)]);
  assert.deepEqual(first, [large + 3, large + 3]);
  assert.equal(await kept.read(database, 'b', slow), large + 3);
  assert.equal(await kept.read(database, 'c', slow), large + 4, 'another selection');
  assert.equal(await kept.read({}, 'b', slow), large + 5, 'another database');
});

test('a count that has grown old is told while it is counted anew, and nobody waits', async (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const kept = new KeptCounts<number>((n) => n > largeSelection);
  let wanted = large;
  const count = (tookMs: number) => async (): Promise<number> => {
    await Promise.resolve();
    now += tookMs;
    return wanted;
  };
  assert.equal(await kept.read(database, 'a', count(100)), large);
  wanted = large + 1;
  now += 3_000;
  assert.equal(await kept.read(database, 'a', count(100)), large, 'forty times the time it took');
  now += 2_000;
  assert.equal(await kept.read(database, 'a', count(100)), large, 'the old one while it is counted');
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await kept.read(database, 'a', count(100)), large + 1);
  wanted = large + 2;
  now += 70_000;
  assert.equal(await kept.read(database, 'a', count(100)), large + 2, 'too old to be told');
});

test('a count that fails is not kept', async () => {
  const kept = new KeptCounts<number>((n) => n > largeSelection);
  await assert.rejects(kept.read(database, 'a', () => Promise.reject(new Error('gone'))));
  assert.equal(await kept.read(database, 'a', () => Promise.resolve(large)), large);
});
