import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aComplaint } from '../../test/builders/complaints.ts';
import { aDesk } from '../../test/support/desk.ts';
import type { Browser, TestDesk } from '../../test/support/desk.ts';
import { openBrowser } from '../../test/support/page-checks.ts';
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

/** Opens the queue in a tab and a case from it, as a browser does: the request for the case says where it came from. */
const openFrom = async (lawyer: Browser, queue: string, caseId: string, act = ''): Promise<string> => {
  await lawyer.get(queue);
  return crumbOf((await lawyer.get(`/en/cases/${caseId}${act}`, { referer: `${desk.url}${queue}` })).text);
};

test('two tabs with different filters each have their own way back, also after a form and an act', async () => {
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const [one, other] = [await aComplaint(product, 'registered'), await aComplaint(product, 'registered')];
  const first = `/en?view=all&amp;sort=oldest#case-${one}`;
  const second = `/en?view=unassigned#case-${other}`;
  assert.equal(await openFrom(lawyer, '/en?view=all&sort=oldest', one), first);
  assert.equal(await openFrom(lawyer, '/en?view=unassigned', other), second);
  const pages = [`/en/cases/${one}`, `/en/cases/${other}`];
  assert.deepEqual(await Promise.all(pages.map(async (page) => crumbOf((await lawyer.get(page)).text))), [
    first,
    second,
  ]);
  const taken = await lawyer.submit(`/en/cases/${one}`, `/en/cases/${one}/take-complaint`);
  const after = await lawyer.get(taken.location ?? '');
  assert.ok(doneOf(after.text).includes(`href="${first}"`), doneOf(after.text));
  assert.equal(crumbOf((await lawyer.get(`/en/cases/${one}/return-for-defects`)).text), first);
  assert.equal(await openFrom(lawyer, '/en?view=mine', one), `/en?view=mine#case-${one}`, 'opened anew from elsewhere');
  assert.equal(await openFrom(lawyer, '/en', other), `/en#case-${other}`, 'the queue as it opens first');
  assert.equal(await openFrom(lawyer, '/en/voting-day', other), `/en/voting-day#case-${other}`);
  assert.equal(await openFrom(lawyer, '/en?view=all', one, '/leave-complaint-unexamined'), `/en?view=all#case-${one}`);
});

test('the way back of a case leads to our own queue only, whatever the browser says, and to no other person’s', async () => {
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  await lawyer.get('/en?view=overdue');
  const page = `/en/cases/${id}`;
  const from = async (referer: string): Promise<string> => crumbOf((await lawyer.get(page, { referer })).text);
  const last = `/en?view=overdue#case-${id}`;
  for (const referer of [
    'https://elsewhere.example/en?view=all',
    `${desk.url}/en/cases/${id}?view=all`,
    `${desk.url}//elsewhere.example?view=all`,
    'no address',
    '',
  ])
    assert.equal(await from(referer), last, referer);
  const odd = `${desk.url}/en?view=all&sort=%22%3E%3Cscript%3E&after=../..&kind=bribery&kind=none&next=https://elsewhere.example`;
  assert.equal(await from(odd), `/en?view=all#case-${id}`);
  const ways = lawyer.cookies().find(({ name }) => name === 'shailoo_desk_ways')?.value ?? '';
  assert.match(decodeURIComponent(ways), /\?view=all/);
  const other = await desk.signedIn(product.cec.lawyers[1]);
  const withWays = async (value: string): Promise<string> => {
    other.setCookie(`shailoo_desk_ways=${value}`);
    return crumbOf((await other.get(page)).text);
  };
  assert.equal(await withWays(ways), '/en');
  const mine = product.cec.lawyers[1];
  for (const broken of [`${mine}|${id}`, `${mine}|${id}//elsewhere.example`, `${mine}|x?view=all`, '%E0%A4%A'])
    assert.equal(await withWays(broken.startsWith('%') ? broken : encodeURIComponent(broken)), '/en', broken);
});

test('the browser keeps the ways of the cases opened last, and no more than a cookie holds', async () => {
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const cases = await Promise.all(Array.from({ length: 20 }, () => aComplaint(product, 'filed')));
  const long = '/en?view=all&stage=admitted&stage=filed&stage=registered&kind=bribery&kind=finance&from=2027-01-01';
  for (const one of cases) await openFrom(lawyer, long, one);
  const kept = lawyer.cookies().find(({ name }) => name === 'shailoo_desk_ways')?.value ?? '';
  assert.ok(kept.length > 1_000 && kept.length < 3_500, String(kept.length));
  await lawyer.get('/en?view=overdue');
  const crumbs = await Promise.all(cases.map(async (one) => crumbOf((await lawyer.get(`/en/cases/${one}`)).text)));
  assert.ok(crumbs.at(-1)?.startsWith('/en?view=all'));
  assert.ok(crumbs[0]?.startsWith('/en?view=overdue'), 'the oldest goes first');
});

test('in a real browser each of two tabs leads back to its own queue', async (t) => {
  const chromium = await openBrowser();
  if (!chromium) return t.skip('Chromium is not there: npm run setup:tests');
  try {
    const lawyer = await desk.signedIn(product.cec.lawyers[0]);
    const context = await chromium.newContext();
    await context.addCookies(lawyer.cookies());
    const queues = ['/en?view=all&kind=bribery', '/en?view=all&sort=oldest'];
    const tabs = [];
    for (const queue of queues) {
      const tab = await context.newPage();
      await tab.goto(desk.url + queue);
      tabs.push(tab);
    }
    for (const tab of tabs) await tab.locator('th a.subject').first().click();
    for (const [n, tab] of tabs.entries()) {
      await tab.locator('nav.crumbs a').first().click();
      await tab.waitForURL(/#case-/);
      assert.equal(tab.url().replace(/#.*/, ''), desk.url + queues[n]);
    }
  } finally {
    await chromium.close();
  }
});
