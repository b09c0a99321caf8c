import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aComplaint } from '../../test/builders/complaints.ts';
import { aDesk } from '../../test/support/desk.ts';
import type { TestDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

let product: Product;
let desk: TestDesk;
let id: string;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  id = await aComplaint(product, 'registered', { kind: 'bribery' });
});
after(async () => {
  await desk.close();
  await product.close();
});

const crumbOf = (text: string): string => /<nav class="crumbs"[\s\S]*?<a href="([^"]*)"/.exec(text)?.[1] ?? 'no crumb';
const doneOf = (text: string): string => /<div class="notice notice-good">[\s\S]*?<\/div><\/div>/.exec(text)?.[0] ?? '';

test('from a case, and after an act on it, the way back is the queue as it was narrowed, at the row of the case', async () => {
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const row = `/en?view=all&amp;stage=registered&amp;kind=bribery&amp;sort=oldest#case-${id}`;
  const queue = await lawyer.get('/en?view=all&stage=registered&kind=bribery&sort=oldest');
  assert.match(queue.text, new RegExp(`<tr id="case-${id}"`));
  const page = `/en/cases/${id}`;
  const before = await lawyer.get(page);
  assert.equal(crumbOf(before.text), row);
  assert.equal(doneOf(before.text), '');
  const taken = await lawyer.submit(page, `${page}/take-complaint`);
  const after = await lawyer.get(taken.location ?? '');
  assert.match(doneOf(after.text), /A lawyer took the case, 11 January, 10:00\./);
  assert.ok(doneOf(after.text).includes(`href="${row}"`), doneOf(after.text));
  assert.equal(doneOf((await lawyer.get(page)).text), '', 'it is said once');
  assert.equal(crumbOf((await lawyer.get(`${page}/return-for-defects`)).text), row);
});

test('the place in the queue is each person’s own, and a broken one is the queue as it opens first', async () => {
  const other = await desk.signedIn(product.cec.lawyers[1]);
  const page = `/en/cases/${id}`;
  assert.equal(crumbOf((await other.get(page)).text), '/en');
  const first = await desk.signedIn(product.cec.lawyers[0]);
  await first.get('/en?view=overdue');
  const kept = first.cookies().find(({ name }) => name === 'shailoo_desk_queue')?.value ?? '';
  assert.match(decodeURIComponent(kept), /\?view=overdue$/);
  const withCookie = async (value: string): Promise<string> => {
    other.setCookie(`shailoo_desk_queue=${value}`);
    return crumbOf((await other.get(page)).text);
  };
  assert.equal(await withCookie(kept), '/en');
  assert.equal(await withCookie('%E0%A4%A'), '/en');
});

test('from the page of voting day the way back is that page', async () => {
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  await lawyer.get('/en/voting-day');
  assert.equal(crumbOf((await lawyer.get(`/en/cases/${id}`)).text), `/en/voting-day#case-${id}`);
});
