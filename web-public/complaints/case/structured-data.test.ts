import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readReceipt } from '../../../operations/complaints/read-receipt.ts';
import { aComplaint, granted } from '../../../test/builders/complaints.ts';
import { aPublishedComplaint } from '../../../test/builders/published-complaint.ts';
import { openBrowser } from '../../../test/support/page-checks.ts';
import { aPortal } from '../../../test/support/portal.ts';
import type { TestPortal } from '../../../test/support/portal.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';

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

async function pageOf(id: string): Promise<string> {
  const { number } = granted(await readReceipt(product.context, id));
  return `${portal.url}/ru/complaints/${number}`;
}
async function dataOf(id: string): Promise<Record<string, unknown>> {
  const page = await (await fetch(await pageOf(id))).text();
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? [];
  return JSON.parse(json) as Record<string, unknown>;
}

test('a page says to programs what it says to people: the case, and the decision once it is published', async () => {
  const open = await dataOf(await aComplaint(product, 'drafted'));
  assert.deepEqual([open['@type'], open['inLanguage'], open['mainEntity']], ['WebPage', 'ru', undefined]);
  assert.doesNotMatch(JSON.stringify(open), /Айгүл|Сатаров|Айыл/);
  const { mainEntity, identifier } = await dataOf(await aPublishedComplaint(product));
  const decision = mainEntity as Record<string, unknown>;
  assert.match(String(identifier), /^K-2027-\d{6}$/);
  assert.deepEqual(
    [decision['@type'], decision['legislationIdentifier'], decision['legislationLegalForce']],
    ['Legislation', 'D-2027-000001', 'InForce'],
  );
});

test('a title with markup ends no element, and the browser runs and reports nothing', async (t) => {
  const id = await aPublishedComplaint(product);
  await product.context.database.query({
    text: `update publication set title = '</script><script>window.planted = 1</script>'`,
  });
  assert.equal(
    ((await dataOf(id))['mainEntity'] as { name: string }).name,
    '</script><script>window.planted = 1</script>',
  );
  const chromium = await openBrowser();
  if (!chromium) return t.skip('Chromium is not there: npm run setup:tests');
  try {
    const page = await chromium.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(await pageOf(id));
    assert.equal(await page.evaluate('window.planted'), undefined);
    assert.deepEqual(said, []);
  } finally {
    await chromium.close();
  }
});
