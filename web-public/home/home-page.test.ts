import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withdrawComplaint } from '../../operations/complaints/withdraw-complaint.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { aPublishedComplaint } from '../../test/builders/published-complaint.ts';
import { aPortal } from '../../test/support/portal.ts';
import type { TestPortal } from '../../test/support/portal.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

let product: Product;
let portal: TestPortal;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
});
after(async () => {
  await portal.close();
  await product.close();
});

test('what is said to be under review is what the link shows: nothing decided, withdrawn or forwarded', async () => {
  await aComplaint(product, 'filed');
  await aComplaint(product, 'admitted');
  await aPublishedComplaint(product);
  const complaintId = await aComplaint(product, 'admitted');
  granted(await withdrawComplaint(product.context, { kind: 'complainant' }, { complaintId, text: 'We agreed.' }));
  const page = await (await fetch(`${portal.url}/en`)).text();
  assert.match(page, /Under review now: 2/);
  const [, href = ''] = /href="([^"]+)"[^>]*>Complaints under review/.exec(page) ?? [];
  const register = await (await fetch(`${portal.url}${href.replaceAll('&amp;', '&')}`)).text();
  const shown = new Set(register.match(/href="\/en\/complaints\/K-2027-\d+"/g));
  assert.equal(shown.size, 2);
});
