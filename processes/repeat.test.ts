import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { repeat } from './repeat.ts';

const silent = pino({ level: 'silent' });

test('rounds never overlap, a nudge in a round is one more round, and stopping waits for the end', async () => {
  let [running, most, rounds] = [0, 0, 0];
  const repeated = repeat({
    name: 'test',
    everyMs: 60_000,
    log: silent,
    round: async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(20);
      running -= 1;
      rounds += 1;
    },
  });
  repeated.nudge();
  repeated.nudge();
  await sleep(100);
  assert.deepEqual([most, rounds], [1, 2]);
  repeated.nudge();
  await sleep(5);
  await repeated.stop();
  assert.deepEqual([running, rounds], [0, 3]);
});

test('a failed round is told without its words, which can be a person’s, and tried again', async () => {
  const ends: unknown[] = [];
  let written = '';
  const log = pino({}, { write: (line: string) => void (written += line) });
  const repeated = repeat({
    name: 'test',
    everyMs: 5,
    log,
    round: () => (ends.length === 0 ? Promise.reject(new Error('words of a person')) : Promise.resolve()),
    onEnd: (_name, error) => void ends.push(error),
  });
  while (ends.length < 2) await sleep(5);
  await repeated.stop();
  assert.ok(Error.isError(ends[0]));
  assert.equal(ends[1], undefined);
  assert.match(written, /a round failed/);
  assert.doesNotMatch(written, /words of a person/);
});

test('a round that waits first does not run at the start, goes on after the pause it is told, and runs when it is nudged', async () => {
  let rounds = 0;
  const asked: number[] = [];
  const repeated = repeat({
    name: 'test',
    everyMs: () => {
      asked.push(rounds);
      return rounds === 0 ? 10 : 60_000;
    },
    waitsFirst: true,
    log: silent,
    round: () => Promise.resolve(void (rounds += 1)),
  });
  assert.deepEqual([rounds, asked], [0, [0]]);
  while (asked.length < 2) await sleep(5);
  assert.deepEqual([rounds, asked], [1, [0, 1]]);
  repeated.nudge();
  while (asked.length < 3) await sleep(5);
  await repeated.stop();
  assert.equal(rounds, 2);
});
