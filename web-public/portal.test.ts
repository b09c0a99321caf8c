import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aPortal } from '../test/support/portal.ts';
import type { TestPortal } from '../test/support/portal.ts';
import { FormBrowser } from '../test/support/form-browser.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';

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

const pdf = new File(['%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n'], 'Өтүнүч № 1.pdf', { type: 'application/pdf' });

/** Goes through the whole form in a language. */
async function fileByForm(language: string, change: Record<string, string> = {}): Promise<FormBrowser> {
  const browser = new FormBrowser(portal.url);
  await browser.open(`/${language}/complaints/new`);
  await browser.send(`/${language}/complaints/new`, {});
  assert.equal(browser.path, `/${language}/complaints/new/who`);
  await browser.send(browser.path, {
    complainantKind: 'voter',
    name: 'Айгүл Сатарова',
    email: 'aigul@example.org',
    phone: '',
    address: 'Сокулук',
    ...change,
  });
  assert.equal(browser.path, `/${language}/complaints/new/what`);
  await browser.send(browser.path, {
    kind: 'campaignRules',
    respondentKind: 'official',
    respondent: 'Айыл өкмөтү',
    statement: 'Имаратта плакат илинген.',
    demand: 'Алып салуу.',
  });
  await browser.send(browser.path, {
    'learned-day': '10',
    'learned-month': '1',
    'learned-year': '2027',
    territory: 'sokuluk-rayon',
    precinct: '1086',
    place: 'Мектеп',
    commission: 'cec',
  });
  assert.equal(browser.path, `/${language}/complaints/new/files`);
  await browser.upload(browser.path, [pdf], { next: 'continue' });
  assert.equal(browser.path, `/${language}/complaints/new/check`, browser.html.slice(0, 2000));
  return browser;
}

test('a complaint is filed through the form without JavaScript and ends with a receipt', async () => {
  const browser = await fileByForm('ky');
  assert.match(browser.html, /Өтүнүч № 1\.pdf/);
  await browser.send(browser.path, {});
  assert.equal(browser.path, '/ky/complaints/new/receipt');
  assert.match(browser.html, /K-2027-00000\d/);
  assert.match(browser.html, /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/);
  assert.match(browser.html, /Өтүнүч № 1\.pdf/);
  const qr = await browser.request('/ky/complaints/new/receipt.svg');
  assert.equal(qr.headers.get('Content-Type'), 'image/svg+xml; charset=utf-8');
  const print = await browser.request('/ky/complaints/new/receipt.pdf');
  assert.equal(print.status, 200);
});
