import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { DatabaseRole } from '../database.ts';
import { aComplaint } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

let product: Product;
before(async () => {
  product = await aProduct();
  await aComplaint(product, 'registered');
});
after(() => product.close());

const roles: DatabaseRole[] = ['shailoo_portal', 'shailoo_desk', 'shailoo_worker', 'shailoo_ledger'];
const changes = {
  event: [
    `update event set actor = 'x'`,
    'delete from event',
    'truncate event',
    'alter table event disable trigger all',
  ],
  audit: [`update audit set actor = 'x'`, 'delete from audit', 'truncate audit'],
  'private.event_salt': [`update private.event_salt set salt = ''`, 'delete from private.event_salt'],
};

for (const role of roles) {
  for (const [table, statements] of Object.entries(changes)) {
    test(`${role} can only add to ${table}`, async () => {
      const { database } = product.as(role);
      for (const text of statements) {
        await assert.rejects(database.query({ text }), { code: '42501' }, text);
      }
    });
  }
}

test('even the owner is stopped by a trigger, so that a slip changes no history', async () => {
  const { database } = product.context;
  for (const text of [`update event set actor = 'x'`, 'delete from audit', 'truncate event']) {
    await assert.rejects(database.query({ text }), { code: '23001' }, text);
  }
});

test('the portal files with its own rights and cannot read statements of others', async () => {
  const portal = { ...product, context: product.as('shailoo_portal') };
  await aComplaint(portal);
  const read = { text: 'select * from private.complaint_statement' };
  await assert.rejects(portal.context.database.query(read), { code: '42501' });
});

test('the desk and the worker act with their own rights', async () => {
  await aComplaint({ ...product, context: product.as('shailoo_desk') }, 'drafted');
  const { database } = product.as('shailoo_worker');
  assert.equal((await database.query({ text: 'select from private.record_key' })).length > 0, true);
});
