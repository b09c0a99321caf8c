import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { LANGUAGES } from '../domain/language.ts';
import { addMilliseconds, instant } from '../domain/time/instant.ts';
import { browserSessions } from '../operations/people/browser-sessions.ts';
import type { SignInService } from '../operations/people/sign-in.ts';
import { applyLawEditions } from '../operations/law/apply-law-editions.ts';
import { say } from '../wording/say.ts';
import { axeFaults, htmlFaults, isTooWide, openBrowser } from '../test/support/page-checks.ts';
import { aComplaint } from '../test/builders/complaints.ts';
import { aChangedTerm, aConfirmedEdition } from '../test/builders/law-editions.ts';
import { aPublishedComplaint } from '../test/builders/published-complaint.ts';
import { aPortal } from '../test/support/portal.ts';
import type { TestPortal } from '../test/support/portal.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';

let product: Product;
let portal: TestPortal;
let browser: Browser | undefined;
before(async () => {
  product = await aProduct();
  const context = product.as('shailoo_portal');
  const store = browserSessions(context.database, 'portal', { idleMinutes: 30, absoluteMinutes: 60 });
  portal = await aPortal(product, { signIn: { service: aSignInService(), store, origins: [] } });
  await aComplaint(product, 'filed', { commission: 'tec-sokuluk' });
  await aPublishedComplaint(product);
  await aComplaint(product, 'admitted');
  product.clock.moveTo(addMilliseconds(product.clock.now, 3 * 24 * 3_600_000));
  await aComplaint(product, 'registered');
  await aConfirmedEdition(product, [
    await aChangedTerm(product, 'complaint_decide', 5),
    { kind: 'addWorkingDay', day: '2027-01-30' },
    { kind: 'moveVotingDay', day: '2027-01-31' },
  ]);
  await applyLawEditions(product.as('shailoo_worker'));
  await aConfirmedEdition(product, [{ kind: 'confirm', values: ['rules.complaint_decide', 'bodies.cec.quorum'] }]);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await portal.close();
  await product.close();
});

/** A sign-in service that knows one invented person. */
function aSignInService(): SignInService {
  const identity = { issuer: 'test', sub: '1', name: 'Үлгүбаева Мисал Текстовна', pin: '13102199900099' };
  const pending = { state: 's', nonce: 'n', codeVerifier: 'c' };
  return {
    begin: () => Promise.resolve({ url: '/sign-in/callback?code=1', pending }),
    complete: () => Promise.resolve(identity),
  };
}

const places = [
  '',
  '/complaints',
  '/complaints?term=breached&status=filed',
  '/law',
  '/search',
  '/search?number=1',
  '/complaints/cec/K-2027-000001',
  '/complaints/tec-sokuluk/K-2027-000001',
  '/complaints/K-2027-000001',
  '/complaints/K-2027-000002',
  '/complaints/K-2027-000003',
  '/complaints/new',
  '/complaints/new/resume',
  '/sign-in',
  '/nowhere',
];

/** Every language on a phone; the wide and the narrowest window in one, because only the layout differs. */
const views = [...LANGUAGES.map((language) => [language, 390] as const), ['ky', 1280] as const, ['ru', 320] as const];

for (const [language, width] of views) {
  test(`every page is valid and reachable for everybody in ${language} at ${width}`, async (context) => {
    if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
    assert.ok(browser, 'chromium is missing; npm run setup:tests installs it');
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    for (const place of places) {
      await page.goto(`${portal.url}/${language}${place}`);
      await check(page);
    }
    await throughTheForm(page, language);
    await signedIn(page, language);
    await page.close();
  });
}

async function check(page: Page): Promise<void> {
  const where = page.url();
  const { width } = page.viewportSize() ?? { width: 0 };
  assert.equal(await isTooWide(page), false, `${where} can be scrolled sideways`);
  assert.equal(await isHeadingFree(page), true, `the heading of ${where} touches the path above it`);
  if (width > 320) assert.deepEqual(await axeFaults(page, { colours: where.includes('/ky') }), [], where);
  if (width === 390) assert.deepEqual(await htmlFaults(await (await page.request.get(where)).text()), [], where);
}

/** Whether there is room between the path to the page and its heading, where it has both. */
async function isHeadingFree(page: Page): Promise<boolean> {
  const [path, heading] = [page.locator('.crumbs'), page.locator('h1')];
  if ((await path.count()) === 0) return true;
  const [above, below] = [await path.boundingBox(), await heading.first().boundingBox()];
  return above === null || below === null || below.y >= above.y + above.height + 8;
}

/** The first and the last step of somebody who signed in. */
async function signedIn(page: Page, language: string): Promise<void> {
  const at = (name: string): string => `${portal.url}/${language}/complaints/new/${name}`;
  await page.goto(`${portal.url}/${language}/complaints/new`);
  await page.click('main form[method=post] .button-primary');
  await page.goto(`${portal.url}/${language}/sign-in?to=/${language}/complaints/new/who`);
  await page.click('main form[method=post] .button-primary');
  assert.match(page.url(), /\/who$/);
  await check(page);
  await page.goto(at('check'));
  await check(page);
}

/** Files a complaint by hand, looking at every page on the way. */
async function throughTheForm(page: Page, language: string): Promise<void> {
  const go = (): Promise<void> => page.click('main form[method=post] .button-primary');
  await page.goto(`${portal.url}/${language}/complaints/new`);
  await go();
  await check(page);
  await page.click('#complainantKind-6');
  await page.fill('#email', 'aigul');
  await go();
  await check(page);
  await page.selectOption('#representedKind', 'party');
  await page.fill('#representedName', 'Мисал партиясы');
  await page.fill('#email', 'aigul@example.org');
  await go();
  await check(page);
  await page.selectOption('#respondentKind', 'commission');
  await check(page);
  await page.selectOption('#respondentCommission', 'pec-1086');
  await page.fill('#statement', 'Айыл өкмөтүнүн имаратында үгүт материалдары илинген.');
  await go();
  await check(page);
  await page.fill('#learned-day', '32');
  await go();
  await check(page);
  await page.fill('#learned-day', '10');
  await page.fill('#learned-month', '1');
  await page.fill('#learned-year', '2027');
  await page.selectOption('#territory', 'sokuluk-rayon');
  await go();
  await check(page);
  await page.selectOption('#commission', 'cec');
  await page.click('button[value=save]');
  await check(page);
  await page.fill('#email', 'aigul');
  await go();
  await check(page);
  await openLink(page, await page.innerText('.draft-address'));
  await page.goto(`${portal.url}/${language}/complaints/new/commission`);
  await check(page);
  await go();
  await page.setInputFiles('#files', {
    name: 'Өтүнүч.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 x'),
  });
  await page.click('button[value=files]');
  await check(page);
  await page.click('button[value=continue]');
  await check(page);
  await go();
  assert.match(page.url(), /\/receipt$/);
  await check(page);
  await openPrivatePart(page, await page.innerText('.receipt-code'));
}

/** Another browser opens the draft by its link. */
async function openLink(page: Page, link: string): Promise<void> {
  const other = await browser?.newContext({ viewport: page.viewportSize() });
  const there = await other?.newPage();
  assert.ok(there);
  await there.goto(link);
  await check(there);
  await there.click('main form[method=post] .button-primary');
  assert.match(there.url(), /\/check$/);
  await check(there);
  await other?.close();
}

async function openPrivatePart(page: Page, code: string): Promise<void> {
  await page.click('.buttons a:nth-child(2)');
  await check(page);
  await page.fill('#code', '0000');
  await page.click('form[action$="/open"] button');
  assert.deepEqual(await axeFaults(page), [], 'wrong code');
  await page.fill('#code', code);
  await page.click('form[action$="/open"] button');
  assert.match(await page.innerText('main'), /aigul@example\.org/);
  assert.deepEqual(await axeFaults(page), [], 'private part');
  assert.deepEqual(await htmlFaults(await page.content()), [], 'private part');
}

test('on voting day the start page says so, within the narrowest window of each language', async (context) => {
  if (browser === undefined) return context.skip('chromium is missing');
  product.clock.moveTo(instant('2027-01-31T06:00:00Z'));
  for (const language of LANGUAGES) {
    const page = await browser.newPage({ viewport: { width: 320, height: 900 } });
    await page.goto(`${portal.url}/${language}`);
    assert.equal(await page.locator('h1').innerText(), say(language, 'portal.home.today'));
    await check(page);
    await page.close();
  }
});
