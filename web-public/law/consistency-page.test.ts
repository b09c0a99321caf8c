import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consistencyJson } from '../../api/complaints/read-figures.ts';
import { LANGUAGES } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import { listCommissions } from '../../operations/complaints/preview-filing.ts';
import { keepConsistency } from '../../operations/decisions/keep-consistency.ts';
import { dayTime } from '../../wording/dates.ts';
import { aComplaint } from '../../test/builders/complaints.ts';
import { aDraftedCase, aLowerCommission, decideDraft } from '../../test/builders/procedure-cases.ts';
import { aPublishedComplaint } from '../../test/builders/published-complaint.ts';
import { axeFaults, htmlFaults, isTooWide, openBrowser } from '../../test/support/page-checks.ts';
import { aPortal } from '../../test/support/portal.ts';
import type { TestPortal } from '../../test/support/portal.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

let product: Product;
let portal: TestPortal;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  await aPublishedComplaint(product, { kind: 'bribery' });
  await aPublishedComplaint(product, { kind: 'bribery' });
  await aPublishedComplaint(product, { kind: 'finance' });
  await aComplaint(product, 'drafted', { kind: 'voting' });
});
after(async () => {
  await portal.close();
  await product.close();
});

const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

const rows = async (): Promise<string[]> => {
  const page = await (await fetch(`${portal.url}/en/law/consistency`)).text();
  return [...page.matchAll(/<tr><th scope="row">[\s\S]*?<\/tr>/g)].map(([row]) => plain(row));
};

test('decided cases stand together by breach and article, with number, outcomes, measures, time and cases; undecided ones nowhere', async () => {
  const page = await fetch(`${portal.url}/en/law/consistency`);
  assert.equal(page.status, 200, JSON.stringify(portal.errors));
  const [bribery = '', finance = '', ...others] = await rows();
  assert.match(bribery, /^Vote buying .*44/);
  assert.match(bribery, /Granted: 2/);
  assert.match(bribery, /1 hour 0 K-2027-000002 K-2027-000001$/);
  assert.match(finance, /^Election fund.*44.* 1 Granted: 1/);
  assert.deepEqual(others, [], 'neither the article without a place in the pack nor the undecided case make a group');
});

test('a number that two commissions gave says whose it is, in each language and where it stands in JSON; another number does not', async () => {
  const two = await aProduct();
  const other = await aPortal(two);
  try {
    const sokuluk = await aLowerCommission(two);
    await aPublishedComplaint(two, { kind: 'bribery' });
    await aPublishedComplaint(two, { kind: 'finance' });
    await decideDraft(sokuluk, await aDraftedCase(sokuluk, { kind: 'bribery', commission: 'tec-sokuluk' }));
    const linksOf = async (language: Language): Promise<string[]> => {
      const page = await (await fetch(`${other.url}/${language}/law/consistency`)).text();
      return [...page.matchAll(/<a href="[^"]*\/complaints\/[^"?]+">(K-[\s\S]*?)<\/a>/g)].map(([, text]) =>
        plain(text ?? ''),
      );
    };
    const [cec, tec] = (await listCommissions(two.context)).filter(({ key }) => key === 'cec' || key === 'tec-sokuluk');
    for (const language of LANGUAGES)
      assert.deepEqual(await linksOf(language), [
        `K-2027-000001 ${tec?.name[language]}`,
        `K-2027-000001 ${cec?.name[language]}`,
        'K-2027-000002',
      ]);
    const { groups } = consistencyJson.parse(await (await fetch(`${other.url}/api/v1/consistency`)).json());
    assert.deepEqual(groups[0]?.cases, [
      { number: 'K-2027-000001', commission: 'tec-sokuluk' },
      { number: 'K-2027-000001', commission: 'cec' },
    ]);
  } finally {
    await other.close();
    await two.close();
  }
});

test('the page can be used by everybody in each language at both widths', async (t) => {
  const chromium = await openBrowser();
  if (!chromium) return t.skip('Chromium is not there: npm run setup:tests');
  try {
    for (const language of LANGUAGES)
      for (const width of [390, 1280]) {
        const page = await chromium.newPage({ viewport: { width, height: 900 } });
        await page.goto(`${portal.url}/${language}/law/consistency`);
        assert.deepEqual([...(await axeFaults(page)), ...(await htmlFaults(await page.content()))], []);
        assert.equal(await isTooWide(page), false, `${language} ${width}`);
        await page.close();
      }
  } finally {
    await chromium.close();
  }
});

test('a decision that was replaced or annulled makes no group any more, and one that names no article is counted apart', async () => {
  const { database } = product.context;
  await database.query({
    text: `update publication set body = jsonb_set(body, '{articles}', '[]') where number = 'D-2027-000003'`,
  });
  await portal.close();
  portal = await aPortal(product);
  assert.equal((await rows()).length, 1, 'counts may be kept; those of another portal are not');
  const page = await (await fetch(`${portal.url}/en/law/consistency`)).text();
  assert.match(page, /name no article of the law pack: 1/);
  await database.query({ text: `update complaint set decision_id = null where number = 'K-2027-000001'` });
  await portal.close();
  portal = await aPortal(product);
  assert.match((await rows())[0] ?? '', /Granted: 1/);
});

test('what cannot be counted in a second is told as the worker counted it last, and of when', async () => {
  const { database } = product.context;
  const fresh = async (): Promise<{ page: string; json: Response; ms: number }> => {
    await portal.close();
    portal = await aPortal(product);
    const begun = performance.now();
    const page = await (await fetch(`${portal.url}/en/law/consistency`)).text();
    const ms = performance.now() - begun;
    return { page, ms, json: await fetch(`${portal.url}/api/v1/consistency`) };
  };
  /** Nobody can count while the publications are locked: as it is with too many of them. */
  const uncounted = <T>(work: () => Promise<T>): Promise<T> =>
    database.transaction(async (tx) => {
      await tx.query({ text: 'lock table publication in access exclusive mode' });
      return work();
    });
  const none = await uncounted(fresh);
  assert.match(none.page, /could not be counted within a second/);
  assert.equal(none.json.status, 503);
  const moment = dayTime('en', product.clock.now);
  await keepConsistency(product.as('shailoo_worker'));
  product.clock.pass(3 * 3_600_000);
  await fresh();
  const counted = await rows();
  const kept = await uncounted(fresh);
  assert.equal(kept.json.status, 200);
  assert.ok(kept.page.includes(`As of ${moment}`), moment);
  assert.deepEqual(await uncounted(rows), counted);
  await database.query({ text: 'update kept_consistency set took_ms = 30000' });
  const known = await uncounted(fresh);
  assert.ok(known.ms < 1_000 && known.page.includes('Granted: 1'), 'nobody waits for what is known to take long');
  await keepConsistency(product.as('shailoo_worker'));
});

test('when no published decision names an article of the pack, the page does not say that nothing is published', async () => {
  const { database } = product.context;
  await database.query({ text: `update publication set body = jsonb_set(body, '{articles}', '[]')` });
  await portal.close();
  portal = await aPortal(product);
  assert.deepEqual(await rows(), []);
  const page = await (await fetch(`${portal.url}/en/law/consistency`)).text();
  assert.match(page, /Decisions are published, but none names an article/);
  assert.doesNotMatch(page, /No decisions are published yet/);
});
