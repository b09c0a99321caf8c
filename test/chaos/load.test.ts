import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seeded } from '../../dev/demonstration/seeded.ts';
import { FormBrowser } from '../support/form-browser.ts';
import { machineAt } from '../support/machine-at.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { actsDone } from './acts-done.ts';
import { integrator } from './integrator.ts';
import { judgeLoad } from './judges/judge-load.ts';
import { expectAnswer, persist } from './persist.ts';
import { visitor } from './visitor.ts';

/** Posts that a portal lets through; a visitor's complaint takes four, a program's one and one for each of two files. */
const postLimit = 6;
const filings = 4;

let product: Product;
let portal: TestPortal;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product, { postLimit });
});
after(async () => {
  await portal.close();
  await product.close();
});

test('visitors and programs come from addresses of their own and meet no limit', async () => {
  for (const client of [visitor, integrator.bind(undefined, 'one')]) {
    const done = actsDone();
    const ending = new AbortController();
    const working = client(portal.url, seeded(2027), { done, signal: ending.signal });
    await done.after(filings, 60_000);
    ending.abort();
    await working;
    assert.ok(done.receipts.length >= filings);
    assert.deepEqual(judgeLoad(done).faults, []);
  }
});

test('from one address the same posts are refused, with the seconds to wait', async () => {
  const { fetch, close } = machineAt('127.0.99.1');
  const statuses: number[] = [];
  for (let n = 0; n <= postLimit; n += 1) {
    const browser = new FormBrowser(portal.url, fetch);
    await browser.send('/ru/complaints/new', {});
    statuses.push(browser.status);
    if (n < postLimit) continue;
    assert.ok(Number(browser.headers.get('retry-after')) > 0);
  }
  await close();
  assert.deepEqual(statuses, [...Array.from({ length: postLimit }, () => 200), 429]);
});

test('who is told to wait waits as long as that, is counted, and the run is judged for it', async () => {
  const done = actsDone();
  const answers = [new Response(null, { status: 429, headers: { 'retry-after': '1' } }), new Response(null)];
  const from = performance.now();
  const status = await persist({ done, signal: new AbortController().signal }, () => {
    const answer = answers.shift() ?? Response.error();
    expectAnswer(answer);
    return Promise.resolve(answer.status);
  });
  assert.equal(status, 200);
  assert.ok(performance.now() - from >= 999);
  assert.deepEqual([done.limited, done.retries], [1, 0]);
  assert.match(judgeLoad(done).faults.join(), /^1 requests were refused/);
});
