import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { queueBand, queueBands } from '../../domain/complaints/queue-band.ts';
import { queueViews } from '../../domain/complaints/queue-view.ts';
import type { Commission } from '../../domain/people/role.ts';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import { aProduct, demonstrationStart } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { formWorkingGroup } from './form-working-group.ts';
import { returnForDefects } from './return-for-defects.ts';
import { takeComplaint } from './take-complaint.ts';
import { readWorkplace } from '../people/read-workplace.ts';
import { listQueue, queuePageLength } from './list-queue.ts';
import type { Queue } from './list-queue.ts';
import { readQueueWish, writeQueueWish } from './queue-filter.ts';

const hour = 3_600_000;
const day = 24 * hour;
let product: Product;
let context: Product['context'];
let commission: Commission;
const ids: Record<string, string> = {};
before(async () => {
  product = await aProduct();
  context = product.as('shailoo_desk');
  const { workplace } = await readWorkplace(product.context, product.cec.clerk);
  assert.ok(workplace);
  ({ commission } = workplace);
  ids['late'] = await aComplaint(product, 'registered', { kind: 'bribery', territory: 'KG-O' });
  product.clock.pass(2 * day);
  ids['today'] = await aComplaint(product, 'admitted', { kind: 'voterList', territory: 'alay-rayon' });
  ids['below'] = await aComplaint(product, 'filed', { commission: 'tec-sokuluk' });
  product.clock.pass(day);
  ids['tomorrow'] = await aComplaint(product, 'filed', { kind: 'bribery' });
  product.clock.pass(day);
  ids['later'] = await aComplaint(product, 'drafted', { kind: 'other' });
});
after(() => product.close());

async function queue(search: string, person = product.cec.lawyers[0], after?: string): Promise<Queue> {
  const wish = readQueueWish(Object.fromEntries(new URLSearchParams(search)));
  return granted(await listQueue(context, await product.actor(person), { commission, wish, after }));
}

const namesOf = ({ rows }: Queue): string[] =>
  rows.map(({ id }) => Object.entries(ids).find(([, known]) => known === id)?.[0] ?? id);

test('each view holds its cases, and its count is the number of its rows', async () => {
  const expected: Record<(typeof queueViews)[number], string[]> = {
    mine: ['today', 'later'],
    group: [],
    absent: [],
    toCheck: [],
    toServe: [],
    unassigned: ['late', 'tomorrow'],
    overdue: ['late'],
    today: [],
    votingDay: [],
    all: ['late', 'today', 'tomorrow', 'later'],
    below: ['below'],
  };
  for (const view of queueViews) {
    const found = await queue(`view=${view}`);
    assert.deepEqual(namesOf(found), expected[view], view);
    assert.equal(found.counts[view], expected[view].length, view);
    assert.equal(found.total, expected[view].length, view);
  }
});

test('without a wish one sees what one holds, and all cases when one holds none', async () => {
  assert.equal((await queue('')).view, 'mine');
  assert.equal((await queue('', product.cec.lawyers[1])).view, 'all');
});

test('filters narrow by stage, kind, place with its parts, holder and day of receipt, and together', async () => {
  const lawyer = product.cec.lawyers[0];
  const cases: [string, string[]][] = [
    ['stage=filed', ['tomorrow']],
    ['kind=bribery', ['late', 'tomorrow']],
    ['place=KG-O', ['late', 'today']],
    ['place=alay-rayon', ['today']],
    ['holder=nobody', ['late', 'tomorrow']],
    [`holder=${lawyer}`, ['today', 'later']],
    ['from=2027-01-13', ['today', 'tomorrow', 'later']],
    ['to=2027-01-13', ['late', 'today']],
    ['from=2027-01-13&to=2027-01-13', ['today']],
    ['kind=bribery&holder=nobody&place=KG-O', ['late']],
    ['sort=newest', ['later', 'tomorrow', 'today', 'late']],
    ['sort=oldest', ['late', 'today', 'tomorrow', 'later']],
  ];
  for (const [search, expected] of cases) {
    assert.deepEqual(namesOf(await queue(`view=all&${search}`)), expected, search);
  }
});

test('figures beside the filters count the whole view, not what is left of it', async () => {
  const { facets, total } = await queue('view=all&kind=bribery');
  assert.equal(total, 2);
  assert.deepEqual(facets.kind, { bribery: 2, voterList: 1, other: 1 });
  assert.deepEqual(facets.status, { registered: 1, admitted: 2, filed: 1 });
});

test('words that mean nothing narrow nothing, and equal wishes have one address', () => {
  const wish = readQueueWish({ view: 'x', stage: ['published', 'filed'], kind: 'none', from: '2027-02-30', evil: '1' });
  assert.equal(writeQueueWish(wish), '');
  const given = readQueueWish({ sort: 'pressing', stage: ['registered', 'filed'], view: 'all', holder: 'nobody' });
  assert.equal(writeQueueWish(given), 'view=all&stage=filed&stage=registered&holder=nobody');
});

test('the group that the database gives a case is the one the domain gives it, at every hour of a fortnight', async () => {
  const { clock } = product;
  const kept = clock.now;
  for (let hours = 0; hours < 14 * 24; hours += 7) {
    clock.moveTo(addMilliseconds(demonstrationStart, hours * hour));
    const found = await queue('view=all');
    for (const row of found.rows) {
      const term = { dueAt: row.dueAt, isDecided: row.status === 'decided' };
      assert.equal(row.band, queueBand(clock.now, term));
    }
    const order = found.rows.map(({ band }) => queueBands.indexOf(band));
    assert.deepEqual(
      order,
      order.toSorted((one, other) => one - other),
    );
  }
  clock.moveTo(kept);
});

test('who is in the working group of a case finds it there; a case that waits for its complainant presses nobody', async () => {
  const { cec, actor, clock } = product;
  const chair = await actor(cec.chair);
  const [rapporteur = '', member = ''] = cec.members;
  const complaintId = ids['today'] ?? '';
  granted(await formWorkingGroup(context, chair, { complaintId, rapporteur, members: [member] }));
  assert.deepEqual(namesOf(await queue('view=group', rapporteur)), ['today']);
  assert.deepEqual(namesOf(await queue('view=group', member)), ['today']);
  assert.deepEqual(namesOf(await queue('view=group', cec.members[2])), []);
  const lawyer = await actor(cec.lawyers[0]);
  const returned = await aComplaint(product, 'registered');
  granted(await takeComplaint(context, lawyer, { complaintId: returned }));
  const letter = { defects: ['placeAndTime'], text: 'Укажите место.' };
  granted(await returnForDefects(context, lawyer, { complaintId: returned, ...letter }));
  const kept = clock.now;
  clock.pass(20 * day);
  const found = await queue('view=all');
  assert.equal(found.rows.find(({ id }) => id === returned)?.band, 'waiting');
  assert.equal(found.rows.at(-1)?.id, returned);
  assert.ok(!namesOf(await queue('view=overdue')).includes(returned));
  clock.moveTo(kept);
});

test('a long queue comes in pages that miss and repeat nothing, and each says how many are behind it', async () => {
  const first = await queue('view=all');
  const more = queuePageLength + 7;
  for (let made = 0; made < more; made += 1) await aComplaint(product, 'filed', { kind: 'finance' });
  for (const sort of ['pressing', 'newest', 'oldest']) {
    const one = await queue(`view=all&sort=${sort}`);
    assert.equal(one.rows.length, queuePageLength);
    assert.equal(one.total, first.total + more);
    assert.equal(one.behind, one.total - queuePageLength);
    const two = await queue(`view=all&sort=${sort}`, product.cec.lawyers[0], one.next ?? '');
    assert.equal(two.rows.length, one.behind);
    assert.equal(two.behind, 0);
    assert.equal(two.next, null);
    const seen = new Set([...one.rows, ...two.rows].map(({ id }) => id));
    assert.equal(seen.size, one.total, sort);
  }
  const broken = await queue('view=all', product.cec.lawyers[0], 'bm9uZQ');
  assert.equal(broken.rows.length, queuePageLength);
});

test('who has no part in the commission gets no list of it', async () => {
  const stranger = { kind: 'person', personId: product.cec.clerk, appointments: [] } as const;
  const wish = readQueueWish({});
  assert.equal(answerOf(await listQueue(product.context, stranger, { commission, wish })), 'NOT_ALLOWED');
});
