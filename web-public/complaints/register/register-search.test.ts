import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Filing } from '../../../domain/complaints/filing.ts';
import type { DecisionText } from '../../../domain/decisions/decision-text.ts';
import { draftDecision } from '../../../operations/decisions/draft-decision.ts';
import { aComplaint, aDecisionText, granted } from '../../../test/builders/complaints.ts';
import { onAgenda, publish, voteOn } from '../../../test/builders/sittings.ts';
import { axeFaults, isTooWide, openBrowser } from '../../../test/support/page-checks.ts';
import { aPortal } from '../../../test/support/portal.ts';
import type { TestPortal } from '../../../test/support/portal.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';

let product: Product;
let portal: TestPortal;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  await decided({ respondentKind: 'media' }, { language: 'ky', ...kyrgyz });
  await decided({ respondentKind: 'commission' }, { title: 'О ёлке у избирательного участка' });
  await decided({ respondentKind: 'media' }, { language: 'en', title: 'On the counting of ballots', grounds: ['—'] });
  await aComplaint(product, 'registered', { respondentKind: 'media' });
});
after(async () => {
  await portal.close();
  await product.close();
});

const kyrgyz = {
  title: 'Шайлоочулардын тизмесине киргизүү жөнүндө даттануу',
  grounds: ['Өмүргүл аттуу шайлоочу тизмеде көрсөтүлгөн эмес. Комиссиянын токтому жокко чыгарылды.'],
};

/** A decision published by real acts. */
async function decided(filing: Partial<Filing>, text: Partial<DecisionText>): Promise<void> {
  const complaintId = await aComplaint(product, 'admitted', filing);
  const lawyer = await product.actor(product.cec.lawyers[0]);
  const draft = { complaintId, outcome: 'granted', text: aDecisionText(text) } as const;
  granted(await draftDecision(product.context, lawyer, draft));
  const item = await onAgenda(product, complaintId, 3_600_000);
  product.clock.pass(3_600_000);
  await voteOn(product, item);
  await publish(product, complaintId);
}

const get = (query: string, path = '/ky/complaints'): Promise<Response> => fetch(`${portal.url}${path}?${query}`);
const found = async (words: string, more = ''): Promise<string[]> => {
  const page = await (await get(`q=${encodeURIComponent(words)}${more}`)).text();
  return [...page.matchAll(/<small>K-2027-00000(\d)/g)].map(([, number = '']) => number);
};

test('Kyrgyz is found by the beginning of a word, in another form, with a slip and without its own letters', async () => {
  assert.deepEqual(await found('шайлоочу'), ['1']);
  assert.deepEqual(await found('тизмеси'), ['1'], 'a shorter form');
  assert.deepEqual(await found('токтомунун'), ['1'], 'a longer form than the text has');
  assert.deepEqual(await found('корсотулгон'), ['1'], 'о, у for ө, ү');
  assert.deepEqual(await found('чыгарлды'), ['1'], 'a letter left out');
  assert.deepEqual(await found('тизмеси жокко чыгарылды'), ['1'], 'every word is there');
  assert.deepEqual(await found('тизмеси каникул'), [], 'one word is not');
  assert.deepEqual(await found('бюллетень'), []);
});

test('Russian and English are found in any form, ё as е, whichever language the page has', async () => {
  assert.deepEqual(await found('ёлка'), ['2']);
  assert.deepEqual(await found('елкой избирательными участками'), ['2']);
  assert.deepEqual(await found('counted ballot'), ['3']);
  assert.deepEqual(await found('D-2027-000003'), ['3'], 'the number of the decision');
});

test('the newest stand first, and words hold together with every other filter', async () => {
  assert.deepEqual(await found('2027'), ['3', '2', '1'], 'a word of every number');
  assert.deepEqual(await found('2027', '&respondent=media'), ['3', '1']);
  assert.deepEqual(await found('2027', '&respondent=commission&respondent=party'), ['2']);
  assert.deepEqual(await found('2027', '&order=due'), [], 'nothing is owed any more');
  assert.deepEqual(await found('2027', '&from=2028-01-01'), []);
});

test('against whom is public by kind, and only once the decision is published', async () => {
  assert.deepEqual(await found('', '&respondent=media'), ['3', '1'], 'the fourth is not published');
  const { items } = (await (await get('', '/api/v1/complaints')).json()) as { items: { respondentKind: unknown }[] };
  assert.deepEqual(
    items.map(({ respondentKind }) => respondentKind),
    [null, 'media', 'commission', 'media'],
  );
  assert.equal(((await (await get('respondent=media', '/api/v1/complaints')).json()) as { count: number }).count, 2);
  assert.match(
    await (await get('', '/ru/complaints/K-2027-000002')).text(),
    /На кого жалоба[\s\S]{0,80}Избирательная комиссия/,
  );
  assert.doesNotMatch(await (await get('', '/ru/complaints/K-2027-000004')).text(), /На кого жалоба/);
});

test('a search that takes longer than a second says so, and what was typed is still there', async (t) => {
  await product.context.database.transaction(async (tx) => {
    await tx.query({ text: 'lock table complaint_search in access exclusive mode' });
    const answer = await get(`q=${encodeURIComponent('тизмеси')}&kind=voterList`);
    assert.equal(answer.status, 503);
    const page = await answer.text();
    assert.match(page, /Издөө бир секундда бүтпөй калды/);
    assert.match(page, /name="q"[^>]*value="тизмеси"/);
    assert.match(page, /value="voterList" checked/);
    const api = await get('q=x', '/api/v1/complaints');
    assert.equal(api.status, 503);
    assert.equal(((await api.json()) as { code: string }).code, 'SEARCH_TOO_SLOW');
    assert.equal((await get('q=x', '/ru/complaints.csv')).status, 503);
    assert.equal((await get('', '/ru/complaints')).status, 200, 'without words nobody waits');
    const chromium = await openBrowser();
    if (!chromium) return t.diagnostic('Chromium is not there: npm run setup:tests');
    try {
      const browser = await chromium.newPage({ viewport: { width: 390, height: 900 } });
      await browser.goto(`${portal.url}/ky/complaints?q=x`);
      assert.deepEqual(await axeFaults(browser), []);
      assert.equal(await isTooWide(browser), false);
    } finally {
      await chromium.close();
    }
  });
});
