import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { instant } from '../../domain/time/instant.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { readWorkplace } from '../people/read-workplace.ts';
import type { Workplace } from '../people/read-workplace.ts';
import { countVotingDay, readVotingDay } from './read-voting-day.ts';

const minute = 60_000;
let product: Product;
let desk: Product['context'];
let place: Workplace;
before(async () => {
  product = await aProduct();
  desk = product.as('shailoo_desk');
  const { workplace } = await readWorkplace(product.context, product.cec.clerk);
  assert.ok(workplace);
  place = workplace;
  await aComplaint(product, 'filed');
  product.clock.moveTo(instant('2027-01-24T03:00:00Z'));
});
after(() => product.close());

const look = async (renewal: Parameters<typeof readVotingDay>[2]['renewal'] = null, person = product.cec.clerk) =>
  granted(
    await readVotingDay(desk, await product.actor(person), {
      commission: place.commission,
      pack: place.pack,
      renewal,
    }),
  );
const count = async (person = product.cec.clerk) => countVotingDay(desk, await product.actor(person), place.commission);

test('a case is in the queue of voting day from its receipt, and over the alarm of the pack from that minute on', async () => {
  assert.equal((await look()).cases.length, 0);
  const id = await aComplaint(product, 'filed', { kind: 'voting' });
  const { atOnceMinutes } = place.pack.alarms;
  product.clock.pass((atOnceMinutes - 1) * minute);
  const before = await look();
  assert.deepEqual(
    before.cases.map(({ row, minutes, isAlarm }) => [row.id, minutes, isAlarm]),
    [[id, atOnceMinutes - 1, false]],
  );
  product.clock.pass(minute);
  const after = await look();
  assert.deepEqual(
    after.cases.map(({ minutes, isAlarm }) => [minutes, isAlarm]),
    [[atOnceMinutes, true]],
  );
});

test('the badge counts open cases and, for each person, those since the last look; a renewal is no look', async () => {
  const { cec } = product;
  assert.deepEqual(await count(), { open: 1, unseen: 0 });
  assert.deepEqual(await count(cec.chair), { open: 1, unseen: 1 });
  product.clock.pass(minute);
  await aComplaint(product, 'filed', { kind: 'counting' });
  assert.deepEqual(await count(), { open: 2, unseen: 1 });
  product.clock.pass(minute);
  const { now } = await look({ lookedAt: null, renewedAt: product.clock.now });
  assert.equal(now, product.clock.now);
  assert.deepEqual(await count(), { open: 2, unseen: 1 });
  const opened = await look();
  assert.deepEqual(
    opened.cases.map(({ isNew }) => isNew),
    [false, true],
  );
  assert.deepEqual(await count(), { open: 2, unseen: 0 });
});

test('a case sounds once, at the renewal after it came', async () => {
  const opened = await look();
  assert.ok(opened.cases.every(({ isSounding }) => !isSounding));
  product.clock.pass(20_000);
  await aComplaint(product, 'filed', { kind: 'voting' });
  product.clock.pass(10_000);
  const first = await look({ lookedAt: opened.lookedAt, renewedAt: opened.now });
  assert.equal(first.cases.filter(({ isSounding }) => isSounding).length, 1);
  product.clock.pass(30_000);
  const second = await look({ lookedAt: opened.lookedAt, renewedAt: first.now });
  assert.equal(second.cases.filter(({ isSounding }) => isSounding).length, 0);
  assert.equal(second.cases.filter(({ isNew }) => isNew).length, 1);
});
