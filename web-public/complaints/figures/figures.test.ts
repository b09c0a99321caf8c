import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from 'pg';
import { LANGUAGES } from '../../../domain/language.ts';
import { spanFigures } from '../../../operations/complaints/read-figures.ts';
import { aComplaint } from '../../../test/builders/complaints.ts';
import { aPublishedComplaint } from '../../../test/builders/published-complaint.ts';
import { axeFaults, htmlFaults, isTooWide, openBrowser } from '../../../test/support/page-checks.ts';
import { aPortal } from '../../../test/support/portal.ts';
import type { TestPortal } from '../../../test/support/portal.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';
import { figureCharts, inSteps } from '../../../operations/complaints/figure-rows.ts';

let product: Product;
let portal: TestPortal;
const day = 24 * 3_600_000;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  await aPublishedComplaint(product, { kind: 'bribery' });
  product.clock.pass(2 * day);
  await aComplaint(product, 'registered', { kind: 'finance' });
  await aComplaint(product, 'filed', { kind: 'finance' });
  product.clock.pass(10 * day);
});
after(async () => {
  await portal.close();
  await product.close();
});

const get = (path: string): Promise<Response> => fetch(portal.url + path);
/** The rows of a file without its head: code and numbers. */
async function rowsOf(chart: string, query = ''): Promise<Record<string, string>> {
  const answer = await get(`/en/complaints/figures/${chart}.csv${query}`);
  assert.equal(answer.status, 200);
  const [, ...rows] = (await answer.text()).trim().split('\r\n');
  return Object.fromEntries(rows.map((row) => row.split(';')).map(([code, , ...numbers]) => [code, numbers.join('+')]));
}
const some = (rows: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(rows).filter(([, n]) => !/^0(\+0)*$/.test(n)));

test('each figure counts what its definition says, and days without any stand as zero', async () => {
  assert.deepEqual(await rowsOf('days'), { '2027-01-11': '1', '2027-01-12': '0', '2027-01-13': '2' });
  assert.deepEqual(some(await rowsOf('kinds')), { bribery: '1', finance: '2' });
  assert.deepEqual(some(await rowsOf('outcomes')), { granted: '1' });
  assert.deepEqual(some(await rowsOf('statuses')), { filed: '1', registered: '1', published: '1' });
  assert.deepEqual(some(await rowsOf('terms')), { onTime: '1', overdue: '2' });
  assert.deepEqual(some(await rowsOf('spans')), { '0': '1+0' });
});

test('the figures are those of the selection of the register, and lead back to it', async () => {
  assert.deepEqual(some(await rowsOf('kinds', '?kind=finance&status=filed')), { finance: '1' });
  assert.deepEqual(await rowsOf('days', '?from=2027-01-12'), { '2027-01-13': '2' });
  const register = await (await get('/en/complaints?kind=finance')).text();
  assert.match(register, /href="\/en\/complaints\/figures\?kind=finance"/);
  const page = await (await get('/en/complaints/figures?kind=finance')).text();
  assert.match(page, /href="\/en\/complaints\?kind=finance"/);
  assert.match(page, /href="\/en\/complaints\/figures\/days\.csv\?kind=finance"/);
  assert.match(page, /Counted as of 23 January 2027/);
  assert.equal((await get('/en/complaints/figures?kind=nothing')).status, 400);
  assert.equal((await get('/en/complaints/figures/nothing.csv')).status, 404);
});

test('days are counted from midnight in Bishkek, whose clock is six hours ahead of UTC now and in a year', () => {
  for (const year of [0, 0.5, 1]) {
    const noon = new Date(Date.now() + year * 365 * day);
    const hour = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: 'Asia/Bishkek' });
    assert.equal(Number(hour.format(noon)), (noon.getUTCHours() + 6) % 24);
  }
});

test('what cannot be counted within a second is said in place of the chart, and as 503 for the file', async () => {
  const client = new Client({ connectionString: product.databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query('lock table complaint in access exclusive mode');
  try {
    const page = await (await get('/en/complaints/figures?kind=voting')).text();
    assert.equal(page.match(/could not be counted within a second/g)?.length, figureCharts.length);
    assert.equal((await get('/en/complaints/figures/days.csv?kind=voting')).status, 503);
  } finally {
    await client.query('rollback');
    await client.end();
  }
});

test('the median is the hour by which half of the cases have their outcome; groups of days leave none out', () => {
  const counted = [
    { hours: 2, isLate: false, n: 3 },
    { hours: 24, isLate: false, n: 2 },
    { hours: 800, isLate: true, n: 4 },
  ];
  const { total, medianHours, spans } = spanFigures(counted);
  assert.deepEqual([total, medianHours], [9, 24]);
  assert.equal(
    spans.reduce((sum, { onTime, late }) => sum + onTime + late, 0),
    9,
  );
  assert.deepEqual(spans.at(-1), { key: '30', onTime: 0, late: 4 });
  assert.equal(spanFigures([]).medianHours, null);
});

test('a long period is drawn by weeks from Monday or by months, and nothing is lost on the way', () => {
  const days = (n: number) =>
    Array.from({ length: n }, (_none, at) => ({
      code: new Date(Date.UTC(2027, 0, 1 + at)).toISOString().slice(0, 10),
      numbers: [1],
    }));
  const sum = (rows: readonly { numbers: readonly number[] }[]) =>
    rows.reduce((all, one) => all + (one.numbers[0] ?? 0), 0);
  assert.equal(inSteps(days(62)).step, 'day');
  const weeks = inSteps(days(63));
  assert.deepEqual([weeks.step, weeks.rows[0]?.code, sum(weeks.rows)], ['week', '2026-12-28', 63]);
  const months = inSteps(days(1_000));
  assert.deepEqual([months.step, months.rows[1]?.code, sum(months.rows)], ['month', '2027-02-01', 1_000]);
});

test('the figures can be used by everybody in each language at both widths', async (t) => {
  const chromium = await openBrowser();
  if (!chromium) return t.skip('Chromium is not there: npm run setup:tests');
  try {
    for (const language of LANGUAGES)
      for (const width of [390, 1280]) {
        const page = await chromium.newPage({ viewport: { width, height: 900 } });
        await page.goto(`${portal.url}/${language}/complaints/figures`);
        for (const summary of await page.locator('main summary').all()) await summary.click();
        assert.deepEqual([...(await axeFaults(page)), ...(await htmlFaults(await page.content()))], []);
        assert.equal(await isTooWide(page), false, `${language} ${width}`);
        assert.equal(await page.getByRole('img').count(), figureCharts.length, 'one drawing of each is shown');
        await page.close();
      }
  } finally {
    await chromium.close();
  }
});
