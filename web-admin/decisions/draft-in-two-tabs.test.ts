import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aComplaint } from '../../test/builders/complaints.ts';
import { aDesk, hiddenFields } from '../../test/support/desk.ts';
import type { Fields, TestDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

let product: Product;
let desk: TestDesk;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
});
after(async () => {
  await desk.close();
  await product.close();
});

/** The fields of the editor as the page shows them, with the version that the page was made for. */
const text = (grounds: string): Fields => ({
  outcome: 'refused',
  language: 'en',
  title: 'On a complaint',
  grounds,
  findingText: 'What was found.',
  findingState: 'established',
  findingEvidence: 'The complaint',
  moreArticles: 'Article 45',
  itemKind: 'reject',
  itemText: 'To refuse the complaint.',
  itemAddresseeKind: 'none',
  itemAddressee: '',
  itemTerm: '',
  do: 'save',
});

test('a text typed while another version was saved can be saved: the page says which, keeps the words and goes on from there', async () => {
  const id = await aComplaint(product, 'unchecked');
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const page = `/en/cases/${id}/draft-decision`;
  const opened = hiddenFields((await lawyer.get(page)).text, page);
  const first = await lawyer.post(page, { ...opened, ...text('Saved in the other tab.') });
  assert.equal(first.status, 303);
  const long = 'Typed for an hour. '.repeat(40).trim();
  const late = await lawyer.post(page, { ...opened, ...text(long) });
  assert.equal(late.status, 409);
  assert.match(late.text, /While this page was open, version 2 was saved: [^,]+, 11 January, 10:00\./);
  assert.match(late.text, /href="\/en\/decisions\/[^"]*" target="_blank"/);
  assert.ok(late.text.includes(long));
  const again = await lawyer.post(page, { ...hiddenFields(late.text, page), ...text(long) });
  assert.equal(again.status, 303, again.text);
  const decision = /href="(\/en\/decisions\/[^"]*)" target/.exec(late.text)?.[1] ?? '';
  const { text: whole } = await lawyer.get(decision);
  assert.ok(whole.includes(long));
  assert.match(whole, /<dt>[^<]*[Vv]ersion<\/dt><dd>3/);
});
