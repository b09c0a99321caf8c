import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Role } from '../../domain/people/role.ts';
import { upsertPerson } from '../../persistence/people/read-people.ts';
import { aComplaint, answerOf, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { foundAppointment } from '../people/appoint.ts';
import { searchCases } from './search-cases.ts';
import { searchTerms } from './search-terms.ts';

let product: Product;
let ids: Record<'cec' | 'later' | 'tec' | 'pec', string>;
before(async () => {
  product = await aProduct();
  const cec = await aComplaint(product, 'filed', {
    name: 'Өмүрбек Үсөнов',
    place: 'Токтогул көчөсү',
    precinct: '1090',
  });
  const tec = await aComplaint(product, 'filed', { commission: 'tec-sokuluk', name: 'Жамийла Токоева' });
  const pec = await aComplaint(product, 'filed', { commission: 'pec-1086', name: 'Жамийла Асанова' });
  product.clock.pass(60_000);
  const later = await aComplaint(product, 'filed', {
    territory: 'KG-O',
    statement: 'Раздавали уголь и муку избирателям.',
  });
  ids = { cec, later, tec, pec };
});
after(() => product.close());

async function search(written: string, person = product.cec.clerk): Promise<string[]> {
  const context = product.as('shailoo_desk');
  const { rows } = granted(await searchCases(context, await product.actor(person), { written }));
  return rows.map(({ id }) => id);
}

async function aPersonOf(commission: keyof Product['commissions'], role: Role): Promise<string> {
  const person = { id: randomUUID(), issuer: 'test', sub: randomUUID(), name: 'Test staff' };
  const personId = await upsertPerson(product.context.database, person);
  const { commissions, electionId, context } = product;
  await foundAppointment(context, { commissionId: commissions[commission], electionId, personId, role });
  return personId;
}

test('finds by the name of the complainant in any letters and by its beginning', async () => {
  assert.deepEqual(await search('Үсөнов'), [ids.cec]);
  assert.deepEqual(await search('ӨМҮРБЕК үсөн'), [ids.cec]);
  assert.deepEqual(await search('Үсөнова'), []);
});

test('finds by words of the statement, a phrase in quotes, and without a word after a minus', async () => {
  assert.deepEqual(await search('уголь мук'), [ids.later]);
  assert.deepEqual(await search('"уголь и муку"'), [ids.later]);
  assert.deepEqual(await search('"муку и уголь"'), []);
  assert.deepEqual(await search('жамийла -асанова'), [ids.tec]);
});

test('finds by place: as it was told, by the precinct, and by a territory named in any language', async () => {
  assert.deepEqual(await search('Токтогул көчө'), [ids.cec]);
  assert.deepEqual(await search('1090'), [ids.cec]);
  assert.deepEqual(searchTerms('Ошская область').territories.slice(0, 1), ['KG-O']);
  assert.deepEqual(await search('Ошская область'), [ids.later]);
});

test('finds by a number however it is written, and by a part of it, the newest first', async () => {
  const found = await search('к-2027-1');
  assert.ok(found.includes(ids.cec) && !found.includes(ids.later));
  const all = await search('K-2027-0000');
  assert.equal(all[0], ids.later);
  assert.equal(all.length, 4);
});

test('a commission finds its own cases and those below, never those above or beside', async () => {
  const clerk = await aPersonOf('tec-sokuluk', 'clerk');
  assert.deepEqual((await search('Жамийла', clerk)).toSorted(), [ids.tec, ids.pec].toSorted());
  assert.deepEqual(await search('Үсөнов', clerk), []);
  assert.deepEqual(await search('1090', clerk), []);
  assert.deepEqual(await search('Ошская область', clerk), []);
  assert.deepEqual(await search('Жамийла', await aPersonOf('pec-1086', 'lawyer')), [ids.pec]);
});

test('the search and every case it shows are in the audit; what was typed is nowhere', async () => {
  const person = await aPersonOf('cec', 'clerk');
  await search('Үсөнов', person);
  const rows = await product.context.database.query<{
    action: string;
    id: string | null;
    outcome: string;
    all: string;
  }>({
    text: 'select action, record_id as id, outcome, audit::text as all from audit where actor = $1 order by audit.id',
    values: [`person:${person}`],
  });
  assert.deepEqual(
    rows.map(({ action, id, outcome }) => [action, id, outcome]),
    [
      ['complaint.searchCases', null, 'read'],
      ['complaint.searchCases', ids.cec, 'read'],
    ],
  );
  assert.ok(rows.every(({ all }) => !/үсөн/i.test(all)));
});

test('nothing that can be typed breaks the search', async () => {
  for (const written of [
    `'`,
    '"',
    `":* & !`,
    '<->',
    '\\',
    '%',
    '(((',
    '!!!',
    '-',
    'a\0b',
    '\ud800',
    `'; drop table note`,
  ]) {
    assert.deepEqual(await search(written), [], written);
  }
});

test('shows fifty at most and says that there are more', async () => {
  await Promise.all(Array.from({ length: 51 }, () => aComplaint(product, 'filed', { name: 'Көпчүлүк' })));
  const actor = await product.actor(product.cec.clerk);
  const { rows, hasMore } = granted(await searchCases(product.context, actor, { written: 'көпчүлүк' }));
  assert.equal(rows.length, 50);
  assert.equal(hasMore, true);
});

test('a search that takes longer than a second is refused by name, and the try is kept', async () => {
  const actor = await product.actor(product.cec.clerk);
  await product.context.database.transaction(async (tx) => {
    await tx.query({ text: 'lock table private.complaint_statement in access exclusive mode' });
    const outcome = await searchCases(product.as('shailoo_desk'), actor, { written: 'Үсөнов' });
    assert.equal(answerOf(outcome), 'SEARCH_TOO_SLOW');
  });
  const rows = await product.context.database.query({
    text: `select from audit where action = 'complaint.searchCases' and outcome = 'refused' and code = 'SEARCH_TOO_SLOW'`,
  });
  assert.equal(rows.length, 1);
});
