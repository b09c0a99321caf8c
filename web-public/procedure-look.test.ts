import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { LANGUAGES } from '../domain/language.ts';
import { readReceipt } from '../operations/complaints/read-receipt.ts';
import { granted } from '../test/builders/complaints.ts';
import { aLowerCommission, casesOfEveryKind, complaintState } from '../test/builders/procedure-cases.ts';
import { axeFaults, htmlFaults, isTooWide, openBrowser } from '../test/support/page-checks.ts';
import { aPortal } from '../test/support/portal.ts';
import type { TestPortal } from '../test/support/portal.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';

let product: Product;
let portal: TestPortal;
let browser: Browser | undefined;
let cases: Awaited<ReturnType<typeof casesOfEveryKind>>;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  cases = await casesOfEveryKind(product, await aLowerCommission(product));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await portal.close();
  await product.close();
});

const views = [...LANGUAGES.map((language) => [language, 390] as const), ['ky', 1280] as const, ['ru', 320] as const];

for (const [language, width] of views) {
  test(`every case of the procedure, public and private, is valid and reachable in ${language} at ${width}`, async (context) => {
    if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
    assert.ok(browser, 'chromium is missing; npm run setup:tests installs it');
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    for (const id of Object.values(cases)) {
      await page.goto(await addressOf(language, id));
      await check(page);
    }
    await page.goto(await againstAddress(language));
    await check(page);
    await privateSide(page, language, cases.returned, ['cure', 'evidence', 'contact', 'withdraw']);
    await privateSide(page, language, cases.busy, ['cure', 'evidence']);
    await privateSide(page, language, cases.withdrawn, ['withdraw']);
    await page.close();
  });
}

async function addressOf(language: string, id: string): Promise<string> {
  const { number, commissionId } = await complaintState(product, id);
  const key = commissionId === product.commissions.cec ? 'cec' : 'tec-sokuluk';
  return `${portal.url}/${language}/complaints/${key}/${number}`;
}

async function againstAddress(language: string): Promise<string> {
  const { number } = await complaintState(product, cases.contestable);
  return `${portal.url}/${language}/complaints/new/against/tec-sokuluk/${number}`;
}

async function check(page: Page): Promise<void> {
  const where = page.url();
  const { width } = page.viewportSize() ?? { width: 0 };
  assert.equal(await isTooWide(page), false, `${where} can be scrolled sideways`);
  if (width > 320) assert.deepEqual(await axeFaults(page, { colours: where.includes('/ky') }), [], where);
  if (width === 390) assert.deepEqual(await htmlFaults(await page.content()), [], where);
}

/** Opens the private side by the code and looks at it and at the pages of its acts, with errors and confirmation. */
async function privateSide(page: Page, language: string, id: string, acts: readonly string[]): Promise<void> {
  const { code } = granted(await readReceipt(product.context, id));
  const address = await addressOf(language, id);
  await page.goto(`${address}/private`);
  await check(page);
  await page.fill('#code', code);
  await page.click('main form .button-primary');
  await page.waitForURL(/\/private$/);
  const at = page.url();
  await check(page);
  for (const act of acts) {
    await page.goto(`${at}/${act}`);
    await check(page);
  }
  if (acts.includes('evidence')) await sendEvidence(page, at);
  await page.goto(at);
  await page.click('form[action$="/close"] button');
}

async function sendEvidence(page: Page, at: string): Promise<void> {
  await page.goto(`${at}/evidence`);
  await page.click('button[value=send]');
  await check(page);
  await page.fill('#text', 'Плакаттын сүрөтү.');
  const file = { name: 'Өтүнүч.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 x') };
  await page.setInputFiles('#files', file);
  await page.click('button[value=files]');
  await check(page);
  await page.click('button[value=send]');
  await page.waitForURL(/\/received\/\d+$/);
  await check(page);
}
