import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES } from '../../domain/language.ts';
import { readReceipt } from '../../operations/complaints/read-receipt.ts';
import { returnForDefects } from '../../operations/complaints/return-for-defects.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import { readEvents } from '../../persistence/records/read-record.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { FormBrowser } from '../../test/support/form-browser.ts';
import { aPortal } from '../../test/support/portal.ts';
import type { TestPortal } from '../../test/support/portal.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

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

/** A form of the private side: what is sent first, and what is typed after the way back. */
type OwnForm = {
  case: () => Promise<string>;
  path: string;
  first: Record<string, string>;
  other: Record<string, string>;
  seen: RegExp;
  event: string;
  /** Whether the same act can be done a second time on a case; where it cannot, the page says why. */
  isRepeatable: boolean;
};

async function returned(): Promise<string> {
  const { context, cec, actor } = product;
  const complaintId = await aComplaint(product, 'registered');
  const lawyer = await actor(cec.lawyers[0]);
  granted(await takeComplaint(context, lawyer, { complaintId }));
  granted(await returnForDefects(context, lawyer, { complaintId, defects: ['demand'], text: 'Укажите требование.' }));
  return complaintId;
}

const contact = { email: 'first@example.org', phone: '', address: '' };

const forms: Record<string, OwnForm> = {
  'add evidence': {
    case: () => aComplaint(product, 'admitted'),
    path: 'evidence',
    first: { text: 'The first photo.', next: 'send' },
    other: { text: 'The second photo.', next: 'send' },
    seen: /The second photo\./,
    event: 'EVIDENCE_ADDED',
    isRepeatable: true,
  },
  'change the contact': {
    case: () => aComplaint(product, 'admitted'),
    path: 'contact',
    first: contact,
    other: { ...contact, email: 'second@example.org' },
    seen: /second@example\.org/,
    event: 'CONTACT_CHANGED',
    isRepeatable: true,
  },
  'cure defects': {
    case: returned,
    path: 'cure',
    first: { text: 'I demand a recount.', next: 'send' },
    other: { text: 'I demand a new vote.', next: 'send' },
    seen: /I demand a new vote\./,
    event: 'COMPLAINT_DEFECTS_CURED',
    isRepeatable: false,
  },
  withdraw: {
    case: () => aComplaint(product, 'admitted'),
    path: 'withdraw',
    first: { text: 'We agreed.' },
    other: { text: 'I was forced to.' },
    seen: /I was forced to\./,
    event: 'COMPLAINT_WITHDRAWN',
    isRepeatable: false,
  },
};

const saved: Record<string, RegExp> = {
  ky: /мурда башка мазмун менен жөнөтүлгөн/,
  ru: /уже отправлена с другим содержанием/,
  en: /was sent before with other content/,
};

const formIn = (html: string): string => /name="form" value="([^"]+)"/.exec(html)?.[1] ?? '';

for (const [what, { case: aCase, path, first, other, seen, event, isRepeatable }] of Object.entries(forms)) {
  test(`${what}: the same form twice is one act, other words under its id are told, kept, and can be sent anew`, async () => {
    const id = await aCase();
    const { number, code } = granted(await readReceipt(product.context, id));
    const counted = async () =>
      (await readEvents(product.context.database, id)).filter(({ kind }) => kind === event).length;
    const browser = new FormBrowser(portal.url);
    await browser.send(`/en/complaints/${number}/open`, { code });
    const at = (language: string) => `/${language}/complaints/${number}/private/${path}`;
    await browser.open(at('en'));
    const token = { _csrf: browser.token(), form: formIn(browser.html) };
    const isMultipart = first['next'] !== undefined;
    const send = (fields: Record<string, string>, language = 'en') =>
      isMultipart ? browser.upload(at(language), [], fields) : browser.send(at(language), fields);
    await send({ ...token, ...first });
    const led = browser.path;
    assert.match(led, /received\/\d+$/);
    await send({ ...token, ...first });
    assert.equal(browser.path, led, 'a double click leads to the same confirmation');
    assert.equal(await counted(), 1);
    for (const language of LANGUAGES) {
      await send({ ...token, ...other }, language);
      assert.equal(browser.status, 409);
      assert.match(browser.html, /FORM_ALREADY_USED/);
      assert.match(browser.html, saved[language] ?? /^$/);
      assert.match(browser.html, seen, 'what was typed');
      assert.match(browser.html, new RegExp(`href="${led.replace('/en/', `/${language}/`)}"`));
      assert.equal(await counted(), 1);
    }
    await send({ ...token, ...other, form: formIn(browser.html) });
    assert.equal(await counted(), isRepeatable ? 2 : 1);
    if (!isRepeatable) assert.match(browser.html, seen, 'what cannot be done a second time is not lost without a word');
    assert.deepEqual(portal.errors, []);
  });
}

test('evidence with other files under a used form is told, and the files wait', async () => {
  const id = await aComplaint(product, 'admitted');
  const { number, code } = granted(await readReceipt(product.context, id));
  const browser = new FormBrowser(portal.url);
  await browser.send(`/en/complaints/${number}/open`, { code });
  const at = `/en/complaints/${number}/private/evidence`;
  await browser.open(at);
  const token = { _csrf: browser.token(), form: formIn(browser.html), text: 'A photo.', next: 'send' };
  const file = (name: string): File => new File([`%PDF-1.7\n${name}\n%%EOF\n`], name, { type: 'application/pdf' });
  await browser.upload(at, [file('one.pdf')], token);
  assert.match(browser.path, /received/);
  await browser.open(at);
  await browser.upload(at, [file('two.pdf')], token);
  assert.equal(browser.status, 409);
  assert.match(browser.html, /two\.pdf/);
});

const step = (name: string): string => `/en/complaints/new/${name}`;

test('what is typed into a form of filing after the filing comes back, says so, and can begin another complaint', async () => {
  const browser = new FormBrowser(portal.url);
  await browser.send('/en/complaints/new', {});
  const words = { kind: 'voting', respondentKind: 'unknown' };
  await browser.send(step('what'), { ...words, statement: 'The first complaint.' });
  await browser.open(step('what'));
  const token = { _csrf: browser.token() };
  await browser.open(step('check'));
  const check = { _csrf: browser.token() };
  await browser.send(step('check'), check);
  assert.equal(browser.path, step('receipt'));
  const number = /K-2027-\d{6}/.exec(browser.html)?.[0] ?? '';
  await browser.send(step('check'), check);
  assert.match(browser.html, new RegExp(number), 'a double click on the last button shows the receipt');
  for (const language of LANGUAGES) {
    const path = step('what').replace('/en/', `/${language}/`);
    await browser.send(path, { ...token, ...words, statement: 'Another matter.' });
    assert.equal(browser.status, 422);
    assert.match(browser.html, /Another matter\./);
    assert.match(browser.html, { ky: /мурда эле берилген/, ru: /уже подана/, en: /is filed already/ }[language]);
    assert.match(browser.html, new RegExp(`href="/${language}/complaints/new/receipt"`));
    assert.doesNotMatch(browser.html, /draft-link/, 'the link of a filed draft opens nothing');
  }
  await browser.upload(step('files'), [new File(['%PDF-1.7 a'], 'late.pdf')], { ...token, next: 'files' });
  assert.match(browser.html, new RegExp(number));
  assert.match(browser.html, /files sent after that are not in it/);
  await browser.send(step('what'), { ...token, ...words, statement: 'Another matter.', next: 'another' });
  await browser.open(step('check'));
  assert.match(browser.html, /Another matter\./);
  await browser.send(step('check'), {});
  assert.equal(browser.path, step('receipt'));
  assert.doesNotMatch(browser.html, new RegExp(number));
  assert.deepEqual(portal.errors, []);
});
