import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leaveComplaintUnexamined } from '../../../operations/complaints/leave-complaint-unexamined.ts';
import { takeComplaint } from '../../../operations/complaints/take-complaint.ts';
import { aComplaint, granted } from '../../../test/builders/complaints.ts';
import { aPublishedComplaint } from '../../../test/builders/published-complaint.ts';
import { axeFaults, isTooWide, openBrowser } from '../../../test/support/page-checks.ts';
import { aPortal } from '../../../test/support/portal.ts';
import type { TestPortal } from '../../../test/support/portal.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';

let product: Product;
let portal: TestPortal;
const day = 24 * 3_600_000;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  await aPublishedComplaint(product);
  product.clock.pass(day);
  for (let n = 0; n < 13; n += 1) {
    await aComplaint(product, 'registered', { kind: 'finance' });
    product.clock.pass(3 * 3_600_000);
  }
  product.clock.pass(day);
});
after(async () => {
  await portal.close();
  await product.close();
});

const get = async (path: string): Promise<Response> => fetch(portal.url + path);
const text = async (path: string): Promise<string> => (await get(path)).text();
const numbersIn = (page: string): string[] =>
  [...page.matchAll(/<small>(K-2027-\d{6})/g)].map(([, number = '']) => number);
const select = async (query: string, language = 'ru'): Promise<string[]> =>
  numbersIn(await text(`/${language}/complaints?${query}`));

test('the register is narrowed by outcome and by the days of receipt, both days included', async () => {
  assert.deepEqual(await select('outcome=granted'), ['K-2027-000001']);
  assert.deepEqual(await select('outcome=refused'), []);
  assert.deepEqual(await select('from=2027-01-11&to=2027-01-11'), ['K-2027-000001']);
  assert.ok(!(await select('from=2027-01-12')).includes('K-2027-000001'));
  assert.deepEqual(await select('to=2027-01-10'), []);
  assert.equal((await get('/ru/complaints?from=2027-02-31')).status, 400);
  assert.equal((await get('/ru/complaints?order=random')).status, 400);
});

test('published decisions are found by words in any form of their language and by the beginning of a word, others not', async () => {
  assert.deepEqual(await select('q=агитационными+материалами'), ['K-2027-000001'], 'another form of the Russian words');
  assert.deepEqual(await select('q=айы'), ['K-2027-000001'], 'the beginning of a Kyrgyz word');
  assert.deepEqual(await select('q=D-2027-000001'), ['K-2027-000001']);
  assert.deepEqual(await select('q=аиыл'), [], 'another letter');
  assert.deepEqual(await select('q=окмоту'), ['K-2027-000001'], 'letters that a keyboard lacks');
  assert.deepEqual(await select('q=Сатарова'), [], 'what is hidden is not found');
  assert.deepEqual(await select('q=satisfy'), [], 'a code of the text is no word of it');
  assert.deepEqual(await select('q=established'), []);
  assert.deepEqual(await select('q=' + encodeURIComponent(`'); drop table publication; -- & | ! :* <->`)), []);
  assert.equal(
    (await select('q=' + encodeURIComponent('&|!')).catch(() => [])).length > 0,
    true,
    'signs alone ask for nothing',
  );
});

test('the soonest term first leaves out what is decided, and its pages have no gap and no double', async () => {
  const first = await text('/ru/complaints?order=due');
  const next = /href="([^"]*after=[^"]*)" rel="next"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
  assert.match(next, /order=due/);
  const all = [...numbersIn(first), ...numbersIn(await text(next))];
  assert.deepEqual(
    all.toSorted(),
    Array.from({ length: 13 }, (_none, n) => `K-2027-${String(n + 2).padStart(6, '0')}`),
  );
  const { items } = (await (await get('/api/v1/complaints?order=due')).json()) as {
    items: { term: { dueAt: string } }[];
  };
  const ends = items.map(({ term }) => term.dueAt);
  assert.deepEqual(ends, ends.toSorted());
  assert.match(first, /13 жалоб/);
  assert.match(first, /только нерешённые жалобы/, 'and says so');
  assert.doesNotMatch(await text('/ru/complaints'), /только нерешённые жалобы/);
});

test('the table and the feed are the selection of the page', async () => {
  const csv = await get('/en/complaints.csv?outcome=granted');
  assert.match(csv.headers.get('content-disposition') ?? '', /attachment; filename="complaints\.csv"/);
  const [head = '', row = '', ...rest] = (await csv.text()).split('\r\n');
  assert.match(head, /^\uFEFF?Number;Status;Subject/);
  assert.match(row, /^K-2027-000001;[^;]*;[^;]*campaign/i);
  assert.match(row, /\/en\/complaints\/K-2027-000001$/);
  assert.deepEqual(rest, ['']);
  const atom = await get('/ru/complaints.atom?outcome=granted');
  assert.match(atom.headers.get('content-type') ?? '', /^application\/atom\+xml/);
  const feed = await atom.text();
  assert.match(feed, /<entry>.*<title>K-2027-000001 · О жалобе/);
  assert.ok(feed.includes(`<entry><id>${portal.url}/ru/complaints/K-2027-000001</id>`));
  assert.match(feed, /<id>[^<]*complaints\.atom\?outcome=granted<\/id>/);
  assert.equal(feed.match(/<entry>/g)?.length, 1);
  assert.equal((await get('/ru/complaints.csv?status=lost')).status, 400);
});

test('no table runs a formula and no feed breaks on a title', async () => {
  await product.context.database.query({
    text: `update publication set title = '=HYPERLINK("http://x.example")<script>&' where number = 'D-2027-000001'`,
  });
  assert.match(await text('/ru/complaints.csv?outcome=granted'), /;"'=HYPERLINK\(""http/);
  assert.match(
    await text('/ru/complaints.atom?outcome=granted'),
    /=HYPERLINK\(&quot;http:\/\/x\.example&quot;\)&lt;script&gt;&amp;/,
  );
});

test('the register with every filter can be used by everybody at both widths', async (t) => {
  const chromium = await openBrowser();
  if (!chromium) return t.skip('Chromium is not there: npm run setup:tests');
  try {
    for (const [language, width] of [
      ['ky', 390],
      ['ru', 1280],
      ['en', 390],
    ] as const) {
      const page = await chromium.newPage({ viewport: { width, height: 900 } });
      await page.goto(
        `${portal.url}/${language}/complaints?order=due&from=2027-01-01&to=2027-02-01&outcome=granted&q=x`,
      );
      assert.deepEqual(await axeFaults(page), []);
      await page.goto(`${portal.url}/${language}/complaints?order=due&from=2027-01-01`);
      assert.deepEqual(await axeFaults(page), []);
      assert.equal(await isTooWide(page), false, `${language} ${width}`);
    }
  } finally {
    await chromium.close();
  }
});

test('the feed of the order by term holds what that order holds and no more than fifty, and each feed says what it holds', async () => {
  const idsIn = (feed: string): string[] =>
    [...feed.matchAll(/<entry>.*?<title>(K-2027-\d{6})/g)].map(([, number = '']) => number);
  for (let n = 0; n < 39; n += 1) await aComplaint(product, 'filed');
  const soonest = await text('/en/complaints.atom?order=due&from=2027-01-01');
  const list = (await (await get('/api/v1/complaints?order=due&limit=50')).json()) as {
    items: { number: string }[];
    next: string | null;
  };
  assert.ok(list.next !== null, 'more than fifty are not decided');
  assert.deepEqual(
    idsIn(soonest),
    list.items.map(({ number }) => number),
  );
  assert.equal(idsIn(soonest).length, 50);
  assert.ok(!idsIn(soonest).includes('K-2027-000001'), 'what is decided is not in it');
  assert.match(soonest, /<id>[^<]*complaints\.atom\?from=2027-01-01&amp;order=due<\/id>/);
  assert.match(soonest, /<link rel="alternate"[^>]*complaints\?from=2027-01-01&amp;order=due"/);
  assert.match(soonest, /<subtitle>Undecided complaints of the selection whose term ends on a day: .*50 at most\.</);
  assert.match(await text('/en/complaints?order=due'), /href="\/en\/complaints\.atom\?order=due"/);
  const newest = await text('/en/complaints.atom');
  assert.equal(idsIn(newest).length, 50);
  assert.match(newest, /<subtitle>The newest complaints of the selection, 50 at most\.</);
});

test('what was left without consideration is an outcome of the register, of its counts and of the figures', async () => {
  const complaintId = await aComplaint(product, 'registered');
  const lawyer = await product.actor(product.cec.lawyers[0]);
  granted(await takeComplaint(product.context, lawyer, { complaintId }));
  granted(await leaveComplaintUnexamined(product.context, lawyer, { complaintId, ground: 'anonymous' }));
  const [number = ''] = await select('outcome=leftUnexamined');
  assert.match(number, /^K-2027-/);
  assert.deepEqual((await select('outcome=leftUnexamined&outcome=granted')).toSorted(), ['K-2027-000001', number]);
  assert.ok(!(await select('outcome=granted&outcome=refused')).includes(number));
  const figures = await text('/ru/complaints/figures');
  const [, href = '', n] = /href="([^"]*outcome=leftUnexamined)"[\s\S]*?(\d+)</.exec(figures) ?? [];
  assert.notEqual(href, '', 'the figure leads to its complaints');
  assert.equal(Number(n), (await select('outcome=leftUnexamined')).length);
  assert.match(await text('/ru/complaints'), /value="leftUnexamined"/);
  const list = (await (await get('/api/v1/complaints?outcome=leftUnexamined')).json()) as { count: number };
  assert.equal(list.count, 1);
});
