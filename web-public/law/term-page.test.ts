import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { LANGUAGES } from '../../domain/language.ts';
import { aComplaint } from '../../test/builders/complaints.ts';
import { complaintState } from '../../test/builders/procedure-cases.ts';
import { axeFaults, isTooWide, openBrowser } from '../../test/support/page-checks.ts';
import { aPortal } from '../../test/support/portal.ts';
import type { TestPortal } from '../../test/support/portal.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { deadlineMoment } from '../../wording/dates.ts';

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

const page = async (query: string, language = 'en') => {
  const answer = await fetch(`${portal.url}/${language}/law/terms?${query}`);
  return { status: answer.status, text: await answer.text() };
};
const until = (text: string): string => /<p class="big">([^<]*)</.exec(text)?.[1] ?? 'nothing';

test('the term of a case is counted to the same end from its own moment, whatever the language', async () => {
  const { terms } = await complaintState(product, await aComplaint(product, 'filed'));
  const due = terms['complaint_decide']?.due;
  assert.ok(due);
  for (const language of LANGUAGES) {
    const { text } = await page('rule=complaint_decide&day=2027-01-11&time=10:00', language);
    assert.equal(until(text), deadlineMoment(language, due));
  }
});

test('every rule of the law in force is counted, with its steps, its article and its mark', async () => {
  const pack = product.context.packs.get('pres-2027');
  assert.ok(pack);
  for (const rule of Object.keys(pack.rules)) {
    const { status, text } = await page(`rule=${rule}&day=2027-01-20&time=23:59`);
    assert.equal(status, 200, rule);
    assert.notEqual(until(text), 'nothing', rule);
    assert.match(text, /<ol class="derivation">/, rule);
  }
  assert.match((await page('rule=complaint_cure&day=2027-01-11&time=10:30')).text, /13 January 2027, 10:30/, 'hours');
});

test('what is no rule, no day and no hour is said at its field, and what was typed stays', async () => {
  const faults = {
    rule: 'rule=x&day=2027-01-11&time=10:00',
    day: 'rule=complaint_cure&day=2027-02-30&time=10:00',
    time: 'rule=complaint_cure&day=2027-01-11&time=25:00',
  };
  for (const [field, query] of Object.entries(faults)) {
    const { status, text } = await page(query);
    assert.equal(status, 422, field);
    assert.ok(text.includes(`href="#${field}"`), field);
    assert.equal(until(text), 'nothing');
  }
  assert.match((await page(faults.time)).text, /value="complaint_cure" selected/);
  const first = await page('');
  assert.equal(first.status, 200);
  assert.match(first.text, /value="2027-01-11"[\s\S]*value="10:00"/, 'the form begins with now');
});

test('the law in force can be had as the file that the product reads', async () => {
  const answer = await fetch(`${portal.url}/ky/law/pack.yaml`);
  assert.match(answer.headers.get('content-disposition') ?? '', /pres-2027-1\.yaml/);
  const pack = parse(await answer.text()) as { rules: Record<string, { certainty: string; article: unknown }> };
  assert.deepEqual(Object.keys(pack.rules), Object.keys(product.context.packs.get('pres-2027')?.rules ?? {}));
  for (const [rule, { certainty, article }] of Object.entries(pack.rules)) assert.ok(certainty && article, rule);
});

test('the page can be used by everybody in the three languages', async (t) => {
  const chromium = await openBrowser();
  if (!chromium) return t.skip('Chromium is not there: npm run setup:tests');
  try {
    for (const [place, language] of LANGUAGES.entries()) {
      const shown = await chromium.newPage({ viewport: { width: place === 0 ? 390 : 1280, height: 900 } });
      await shown.goto(`${portal.url}/${language}/law/terms?rule=complaint_decide&day=2027-01-11&time=10:00`);
      assert.deepEqual(await axeFaults(shown), [], language);
      assert.equal(await isTooWide(shown), false, language);
    }
  } finally {
    await chromium.close();
  }
});
