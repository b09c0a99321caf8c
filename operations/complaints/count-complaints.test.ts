import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { aPublishedComplaint } from '../../test/builders/published-complaint.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { countComplaints } from './count-complaints.ts';
import { listComplaints, registerQuerySchema } from './list-complaints.ts';
import { withdrawComplaint } from './withdraw-complaint.ts';

let product: Product;
before(async () => (product = await aProduct()));
after(() => product.close());

test('each figure beside the term is the number of complaints that the register shows for it', async () => {
  const { context, clock } = product;
  await aPublishedComplaint(product);
  const complaintId = await aComplaint(product, 'admitted');
  granted(await withdrawComplaint(context, { kind: 'complainant' }, { complaintId, text: '' }));
  await aComplaint(product, 'registered');
  clock.pass(6 * 24 * 3_600_000);
  await aComplaint(product, 'admitted');
  await aComplaint(product, 'filed');
  const { total, byTerm } = await countComplaints(context);
  assert.equal(total, 5);
  const shown: Record<string, number> = {};
  for (const term of ['running', 'met', 'breached'] as const) {
    shown[term] = granted(await listComplaints(context, registerQuerySchema.parse({ term }))).count;
  }
  assert.deepEqual({ running: byTerm['running'], met: byTerm['met'], breached: byTerm['breached'] }, shown);
  assert.deepEqual(shown, { running: 2, met: 1, breached: 1 }, 'a withdrawn complaint has no term');
});
