import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aComplaint } from '../builders/complaints.ts';
import { aDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { bytesLeftOld } from '../support/old-objects.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

let product: Product;
let desk: TestDesk;
let portal: TestPortal;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  portal = await aPortal(product);
  for (let made = 0; made < 30; made += 1) await aComplaint(product, 'filed');
});
after(async () => {
  await desk.close();
  await portal.close();
  await product.close();
});

/** Bytes of a request that may outlive it. One that is held as a whole leaves a quarter of a million. */
const most = 100_000;

async function leavesLittle(work: () => Promise<unknown>): Promise<void> {
  const left = await bytesLeftOld(work);
  assert.ok(left < most, `${Math.round(left).toLocaleString('en')} bytes of a turn became old objects`);
}

test('a page of the desk leaves next to nothing among the old objects', async () => {
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  await leavesLittle(() => lawyer.get('/ru/?view=all'));
});

test('a page of the portal leaves next to nothing among the old objects', async () => {
  await leavesLittle(async () => (await fetch(`${portal.url}/ky/complaints`)).text());
});

test('nor does a transaction, whatever it read', async () => {
  const text = `select repeat('a', 1000) || n as text from generate_series(1, 2000) n`;
  await leavesLittle(() => product.context.database.transaction((tx) => tx.query({ name: 'rows', text })));
});
