import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { readReceipt } from '../../operations/complaints/read-receipt.ts';
import { writeNotice } from '../../operations/notices/write-notice.ts';
import { granted } from '../builders/complaints.ts';
import { aDesk, hiddenFields } from '../support/desk.ts';
import type { Browser as DeskBrowser, TestDesk } from '../support/desk.ts';
import { FormBrowser } from '../support/form-browser.ts';
import { htmlFaults, openBrowser } from '../support/page-checks.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { pagesOf, skipReading } from '../support/read-pdf.ts';

const script = `<script>document.title='planted'</script><img src=x onerror="document.title='planted'">`;
const attribute = `" autofocus onfocus="document.title='planted'" x='`;
const template = '{{7*7}}${7*7}<%= 7*7 %>{% raw %}#{7*7}';
const backwards = '\u202eАйгүл\u2066';
const attack = `${script}${attribute}${template}${backwards}`;

/** Every field of the form that takes words, each with all of it. */
const words = ['name', 'email', 'phone', 'address', 'respondent', 'statement', 'demand', 'place', 'reasonWords'];

let product: Product;
let portal: TestPortal;
let desk: TestDesk;
let clerk: DeskBrowser;
let complaintId: string;
before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  desk = await aDesk(product);
  clerk = await desk.signedIn(product.cec.clerk);
  const page = await clerk.upload('/en/intake', await attackingForm(), [
    new File(['%PDF-1.7'], `${attack.replaceAll('/', '')}.pdf`),
  ]);
  complaintId = /\/cases\/([0-9a-f-]{36})\//.exec(page.location ?? '')?.[1] ?? '';
  assert.notEqual(complaintId, '', page.text);
});
after(async () => {
  await desk.close();
  await portal.close();
  await product.close();
});

async function attackingForm(): Promise<Record<string, string>> {
  return {
    ...hiddenFields((await clerk.get('/en/intake')).text, '/en/intake'),
    ...Object.fromEntries(words.map((name) => [name, attack])),
    phone: attack.slice(0, 100),
    channel: 'paper',
    'received-day': '9',
    'received-month': '1',
    'received-year': '2027',
    'received-time': '09:00',
    reason: 'other',
    territory: attack.slice(0, 40),
    precinct: attack.slice(0, 40),
    language: 'en',
    next: 'enter',
  };
}

/** True when what was planted stands in a page as anything but text. */
function isAlive(html: string): boolean {
  return (
    html.includes('<script') ||
    html.includes('<img src=x') ||
    /\son(?:focus|error)="document/.test(html) ||
    html.includes('49${7*7}') ||
    html.includes('>49<')
  );
}

test('the test sees what is alive', () => {
  for (const part of [script, `<p ${attribute}>`, '<p>49</p>']) assert.ok(isAlive(part), part);
});

test('at the desk every word is text: the case, its receipt, the search, the form that comes back', async () => {
  const found = await clerk.submit('/en/search', '/en/search', { q: 'planted' });
  assert.match(found.text, /K-2027-000001/);
  const again = await clerk.post('/en/intake', { ...(await attackingForm()), 'received-time': 'never' });
  assert.equal(again.status, 422);
  const late = await desk.browser().post('/en/intake', await attackingForm());
  assert.equal(late.status, 401);
  const pages = [
    await clerk.get('/en?view=all'),
    await clerk.get(`/en/cases/${complaintId}`),
    await clerk.get(`/en/cases/${complaintId}/receipt`),
    found,
    again,
    late,
  ];
  for (const { text } of pages) {
    assert.equal(isAlive(text), false, text);
    assert.deepEqual(await htmlFaults(text), []);
  }
  assert.match(pages[1]?.text ?? '', /&lt;script&gt;document\.title/);
});

test('on the portal nothing of it is public, and its owner sees it as text', async () => {
  const { number, code } = granted(await readReceipt(product.context, complaintId));
  const publicPage = await (await fetch(`${portal.url}/en/complaints/${number}`)).text();
  const register = await (await fetch(`${portal.url}/en/complaints`)).text();
  const json = await (await fetch(`${portal.url}/api/v1/complaints/${number}?commission=cec`)).text();
  const events = await (await fetch(`${portal.url}/api/v1/complaints/${number}/events?commission=cec`)).text();
  for (const text of [publicPage, register, json, events]) {
    assert.doesNotMatch(text, /planted|7\*7|\u202e|Айгүл/);
  }
  const own = await new FormBrowser(portal.url).send(`/en/complaints/${number}/open`, { code });
  assert.equal(isAlive(own), false);
  assert.match(own, /&lt;script&gt;/);
  assert.deepEqual(await htmlFaults(own), []);
});

test(
  'no mail leaves for an address that is an attack, and the printed receipt and case hold plain letters',
  { skip: skipReading },
  async () => {
    const notice = { recordId: complaintId, notice: 'filed', seq: 1, legalAt: product.clock.now, waitedSeconds: 0 };
    const places = { publicUrl: 'http://localhost:3000', mailDomain: 'commission.example', ledger: null };
    assert.equal(await writeNotice(product.context, notice, places), 'no-address');
    for (const path of ['receipt.pdf', 'print']) {
      const answer = await fetch(`${desk.url}/en/cases/${complaintId}/${path}`, {
        headers: { cookie: clerk.cookie() },
      });
      assert.equal(answer.status, 200, path);
      const pdf = Buffer.from(await answer.arrayBuffer());
      assert.ok(!pdf.includes('/JavaScript') && !pdf.includes('/Launch'), path);
      const text = pagesOf(pdf).join('\n');
      assert.match(text, /7\*7/, path);
      assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/, path);
    }
  },
);

test('in a browser nothing runs, and letters that turn the direction of reading stay in their own block', async (context) => {
  const browser = await openBrowser();
  if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
  assert.ok(browser, 'chromium is missing; npm run setup:tests installs it');
  try {
    const window = await browser.newContext();
    await window.addCookies(clerk.cookies());
    const page = await window.newPage();
    for (const path of [`/en/cases/${complaintId}`, `/en/cases/${complaintId}/receipt`, '/en?view=all']) {
      await page.goto(desk.url + path);
      assert.doesNotMatch(await page.title(), /planted/, path);
      assert.deepEqual(await leaks(page), [], path);
    }
  } finally {
    await browser.close();
  }
});

/** Texts with a turn of direction that could reach the letters beside them. */
function leaks(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(node.textContent)) continue;
      const parent = node.parentElement;
      if (!/isolate|plaintext/.test(getComputedStyle(parent).unicodeBidi)) found.push(parent.outerHTML.slice(0, 120));
    }
    return found;
  })()`);
}
