import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { LANGUAGES } from '../../domain/language.ts';
import { aComplaint } from '../../test/builders/complaints.ts';
import { aDesk } from '../../test/support/desk.ts';
import type { TestDesk } from '../../test/support/desk.ts';
import { openBrowser } from '../../test/support/page-checks.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { say } from '../../wording/say.ts';
import { deskKeys, keyNames } from './desk-keys.ts';
import type { DeskKey } from './desk-keys.ts';

let product: Product;
let desk: TestDesk;
let browser: Browser | undefined;
let complaintId: string;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  complaintId = await aComplaint(product, 'registered');
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await desk.close();
  await product.close();
});

test('the page of keys tells each key in three languages, and every page of the desk leads to it', async () => {
  const clerk = await desk.signedIn(product.cec.clerk);
  for (const language of LANGUAGES) {
    for (const path of ['', '/people', `/cases/${complaintId}`]) {
      assert.match(
        (await clerk.get(`/${language}${path}`)).text,
        new RegExp(`<footer[\\s\\S]*href="/${language}/keys"`),
      );
    }
    const { text } = await clerk.get(`/${language}/keys`);
    for (const key of deskKeys) assert.ok(text.includes(say(language, `keys.what.${key}`)), key);
  }
});

const focused = (page: Page, what: string): Promise<string> =>
  page.evaluate(`String(document.activeElement?.${what} ?? '')`);

/** What each key that the page names does on a page of the desk, tried in Chromium. */
const proofs: Record<DeskKey, (page: Page) => Promise<void>> = {
  move: async (page) => {
    await page.goto(`${desk.url}/en`);
    const stops: string[] = [];
    for (let stop = 0; stop < 3; stop++) {
      await page.keyboard.press('Tab');
      stops.push(await focused(page, 'outerHTML'));
    }
    await page.keyboard.press('Shift+Tab');
    assert.equal(await focused(page, 'outerHTML'), stops[1]);
  },
  skip: async (page) => {
    await page.goto(`${desk.url}/en/people`);
    await page.keyboard.press('Tab');
    assert.equal(await focused(page, "getAttribute('href')"), '#main');
    await page.keyboard.press('Enter');
    assert.equal(await focused(page, 'id'), 'main');
  },
  skipRail: async (page) => {
    await page.goto(`${desk.url}/en`);
    await page.locator('a.skip[href="#cases"]').focus();
    await page.keyboard.press('Enter');
    assert.equal(await focused(page, 'id'), 'cases');
  },
  follow: async (page) => {
    await page.goto(`${desk.url}/en`);
    await page.locator('.desk-nav a[href="/en/people"]').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/people');
  },
  search: async (page) => {
    await page.goto(`${desk.url}/en`);
    await page.locator('#find').focus();
    await page.keyboard.type('no such words');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/search*');
  },
  tick: async (page) => {
    await page.goto(`${desk.url}/en?view=all`);
    const box = page.locator('input[name="case"]').first();
    await box.focus();
    await page.keyboard.press('Space');
    assert.equal(await box.isChecked(), true);
    await page.keyboard.press('Space');
    assert.equal(await box.isChecked(), false);
  },
  pick: async (page) => {
    await page.goto(`${desk.url}/en/intake`);
    await page.locator('input[name="channel"]:checked').focus();
    const before = await focused(page, 'value');
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await focused(page, 'value'), before);
    assert.equal(await focused(page, 'checked'), 'true');
  },
  list: async (page) => {
    await page.goto(`${desk.url}/en/intake`);
    await page.locator('#complainantKind').focus();
    const before = await focused(page, 'value');
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await focused(page, 'value'), before);
  },
  unfold: async (page) => {
    await page.goto(`${desk.url}/en`);
    await page.locator('details.rail-save > summary').focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('details.rail-save').getAttribute('open'), '');
    await page.keyboard.press('Space');
    assert.equal(await page.locator('details.rail-save').getAttribute('open'), null);
  },
};

test('every key that the page names does what the page says', async (context) => {
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  assert.ok(browser, 'chromium is missing; npm run setup:tests installs it');
  const session = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await session.addCookies((await desk.signedIn(product.cec.clerk)).cookies());
  const page = await session.newPage();
  for (const key of deskKeys) {
    await context.test(`${key}: ${keyNames[key].join(', ')}`, () => proofs[key](page));
  }
  await session.close();
});
