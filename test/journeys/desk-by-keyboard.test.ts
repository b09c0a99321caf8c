import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { aComplaint } from '../builders/complaints.ts';
import { aDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { openBrowser } from '../support/page-checks.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

let product: Product;
let desk: TestDesk;
let browser: Browser | undefined;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await desk.close();
  await product.close();
});

type Focused = { text: string; tag: string; type: string; hasRing: boolean; isInView: boolean };

/** What has the focus, whether it shows it, and whether it is on the screen. */
async function focused(page: Page): Promise<Focused> {
  return page.evaluate(`(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const shown = element.labels?.[0]?.textContent ?? '';
    const isChoice = ['radio', 'checkbox'].includes(element.type);
    const marked = isChoice && element.nextElementSibling ? getComputedStyle(element.nextElementSibling, '::before') : style;
    return {
      text: (shown || element.textContent || element.getAttribute('aria-label') || '').replace(/\\s+/g, ' ').trim(),
      tag: element.tagName,
      type: element.getAttribute('type') ?? '',
      hasRing: [style, marked].some((one) => one.outlineStyle !== 'none' || one.boxShadow !== 'none'),
      isInView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left >= 0,
    };
  })()`);
}

/** Presses Tab until what has the focus is called so; every stop on the way must show that it has the focus. */
async function tabTo(page: Page, name: RegExp, most = 80): Promise<Focused> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop.tag === 'BODY') continue;
    assert.ok(stop.hasRing, `no visible focus: ${stop.tag} ${stop.text}`);
    assert.ok(stop.isInView, `focus out of sight: ${stop.tag} ${stop.text}`);
    if (name.test(stop.text)) return stop;
  }
  throw new Error(`not reached by Tab: ${String(name)}`);
}

async function pageOf(personId: string): Promise<Page> {
  const context = await browser?.newContext({ viewport: { width: 1280, height: 900 } });
  assert.ok(context);
  await context.addCookies((await desk.signedIn(personId)).cookies());
  return context.newPage();
}

async function enter(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

test('from the queue to the case and through an act by the keyboard alone, the focus seen at every stop', async (context) => {
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  const complaintId = await aComplaint(product, 'registered', { kind: 'bribery' });
  await aComplaint(product, 'filed', { kind: 'finance' });
  const page = await pageOf(product.cec.lawyers[0]);
  await page.goto(`${desk.url}/en?view=all`);
  assert.match((await tabTo(page, /Skip to the content/, 1)).text, /Skip/);
  await page.keyboard.press('Enter');
  await tabTo(page, /Skip to the cases/, 1);
  await page.keyboard.press('Enter');
  await tabTo(page, /Choose all on this page/, 8);
  await tabTo(page, /^Choose K-2027-000001/, 8);
  await tabTo(page, /^Vote buying, K-2027-000001/, 1);
  await enter(page);
  assert.equal(new URL(page.url()).pathname, `/en/cases/${complaintId}`);
  await tabTo(page, /^Take the case/, 60);
  await enter(page);
  await tabTo(page, /^Admit/, 60);
  await enter(page);
  const [row] = await product.context.database.query<{ status: string; holder: string }>({
    text: 'select status, holder from complaint where id = $1',
    values: [complaintId],
  });
  assert.deepEqual(row, { status: 'admitted', holder: product.cec.lawyers[0] });
});

test('the queue is narrowed, saved as a view and several cases are given away by the keyboard alone', async (context) => {
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  const free = await aComplaint(product, 'registered', { kind: 'voting' });
  const page = await pageOf(product.cec.chair);
  await page.goto(`${desk.url}/en?view=all`);
  await tabTo(page, /Voting ?\d*$/);
  await page.keyboard.press('Space');
  await tabTo(page, /^Apply/);
  await enter(page);
  assert.match(page.url(), /kind=voting/);
  await tabTo(page, /Save this view/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Name of the view/, 2);
  await page.keyboard.type('Voting cases');
  await tabTo(page, /^Save$/, 3);
  await enter(page);
  await tabTo(page, /^Voting cases/);
  await tabTo(page, /^To whom/);
  await page.keyboard.press('ArrowDown');
  const chosen = await page.evaluate<string>('document.activeElement.value');
  await tabTo(page, /^Choose K-2027-000003/);
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  assert.match((await focused(page)).text, /Give to the lawyer/);
  await enter(page);
  assert.match(await page.innerText('main'), /With the lawyer: 1\. Not given: 0\./);
  const [row] = await product.context.database.query<{ holder: string }>({
    text: 'select holder from complaint where id = $1',
    values: [free],
  });
  assert.equal(row?.holder, chosen);
});

test('voting day is paused, its sound turned on and a case opened by the keyboard alone', async (context) => {
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  product.clock.moveTo('2027-01-24T04:00:00.000000Z' as typeof product.clock.now);
  const complaintId = await aComplaint(product, 'filed', { kind: 'counting' });
  const page = await pageOf(product.cec.clerk);
  const blocked: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && blocked.push(message.text())));
  await page.goto(`${desk.url}/en/sittings`);
  await tabTo(page, /Cases due at once: 1, new: 1/);
  await enter(page);
  await tabTo(page, /Pause the renewal/);
  await enter(page);
  await tabTo(page, /Turn the sound on/);
  await enter(page);
  assert.match(page.url(), /sound=on/);
  assert.match(page.url(), /renew=off/);
  const tone = await page.evaluate(`new Promise((resolve) => {
    const audio = document.querySelector('audio');
    audio.addEventListener('loadedmetadata', () => resolve(audio.duration));
    audio.addEventListener('error', () => resolve('refused'));
    audio.load();
    setTimeout(() => resolve('silent'), 5000);
  })`);
  assert.ok(Number(tone) > 0.4 && Number(tone) < 1, String(tone));
  await tabTo(page, /^Counting.*K-2027-/);
  await enter(page);
  assert.equal(new URL(page.url()).pathname, `/en/cases/${complaintId}`);
  assert.deepEqual(blocked, []);
});
