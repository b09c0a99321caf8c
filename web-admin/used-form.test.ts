import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES } from '../domain/language.ts';
import { aPersonOf } from '../test/builders/appointments.ts';
import { aComplaint } from '../test/builders/complaints.ts';
import { aDesk, hiddenFields } from '../test/support/desk.ts';
import type { Browser, Fields, TestDesk } from '../test/support/desk.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';

let product: Product;
let desk: TestDesk;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
});
after(async () => {
  await desk.close();
  await product.close();
});

/** A form of the desk that makes something new under an id that its page drew. */
type IdForm = {
  by: string;
  /** The page of the form and where the form is sent, after the language. */
  page: string;
  action: string;
  first: Fields;
  /** What is typed after the way back, and how one knows it again on the page. */
  other: Fields;
  seen: RegExp;
  code?: string;
  /** How many of them there are. */
  count: string;
};

const date = (name: string, day: string) => ({
  [`${name}-day`]: day,
  [`${name}-month`]: '2',
  [`${name}-year`]: '2027',
});
const titles = (text: string) => ({ 'title-ky': text, 'title-ru': text, 'title-en': text });

const forms: Record<string, () => Promise<IdForm>> = {
  'plan a sitting': async () => ({
    by: product.cec.secretary,
    page: '/sittings',
    action: '/sittings/plan-sitting',
    first: { ...date('on', '3'), time: '10:00' },
    other: { ...date('on', '4'), time: '16:45' },
    seen: /value="16:45"/,
    count: `select count(*) from record where subject = 'sitting'`,
  }),
  'propose an appointment': async () => {
    const person = await aPersonOf(product, product.commissions['pec-1086'], 'clerk');
    const first = { person, role: 'clerk', deputyFor: '', lastDay: '2027-02-02' };
    return {
      by: product.cec.secretary,
      page: '/people',
      action: '/people/propose-appointment',
      first,
      other: { ...first, role: 'lawyer', lastDay: '2027-02-03' },
      seen: /value="2027-02-03"/,
      count: `select count(*) from record where subject = 'appointment'`,
    };
  },
  'record an absence': async () => {
    const absent = product.cec.chair;
    return {
      by: absent,
      page: '/people',
      action: '/people/record-absence',
      first: { absent, deputy: '', from: '2027-02-01', until: '2027-02-02' },
      other: { absent, deputy: '', from: '2027-02-05', until: '2027-02-06' },
      seen: /value="2027-02-05"/,
      count: `select count(*) from record where subject = 'absence'`,
    };
  },
  'propose a change of the law': async () => {
    const ground = { act: 'Act No. 1', article: '', text: 'So it was decided.', language: 'ru', ...date('on', '1') };
    const first = { ...titles('A free day'), ...ground, ...date('day', '8') };
    const names = { 'name-ky': 'Майрам', 'name-ru': 'Праздник', 'name-en': 'Holiday' };
    return {
      by: product.cec.secretary,
      page: '/law/propose?change=holiday',
      action: '/law/propose/propose-edition',
      first: { ...first, ...names },
      other: { ...first, ...names, ...titles('Another free day'), ...date('day', '9') },
      seen: /Another free day/,
      count: `select count(*) from record where subject = 'lawEdition'`,
    };
  },
  'save a view': async () => ({
    by: product.cec.lawyers[0],
    page: '?view=all',
    action: '/views/save-view',
    first: { name: 'All of mine' },
    other: { name: 'Late ones' },
    seen: /value="Late ones"/,
    count: 'select count(*) from private.saved_view',
  }),
  'add a note': async () => {
    const page = `/cases/${await aComplaint(product, 'registered')}`;
    return {
      by: product.cec.lawyers[0],
      page,
      action: `${page}/add-note`,
      first: { text: 'Call the police.' },
      other: { text: 'Call the bank.' },
      seen: /Call the bank\./,
      count: 'select count(*) from private.note',
    };
  },
  'add evidence to a case': async () => {
    const page = `/cases/${await aComplaint(product, 'admitted')}/add-evidence`;
    return {
      by: product.cec.clerk,
      page,
      action: page,
      first: { text: 'A photo of the wall.', next: 'send' },
      other: { text: 'A photo of the door.', next: 'send' },
      seen: /A photo of the door\./,
      count: `select count(*) from event where kind = 'EVIDENCE_ADDED'`,
    };
  },
  'enter a complaint on paper': async () => {
    const received = { 'received-day': '11', 'received-month': '1', 'received-year': '2027', 'received-time': '09:00' };
    const kinds = { complainantKind: 'voter', kind: 'other', respondentKind: 'unknown', language: 'ru' };
    const first = { channel: 'paper', ...received, ...kinds, statement: 'First words.', next: 'enter' };
    return {
      by: product.cec.clerk,
      page: '/intake',
      action: '/intake',
      first,
      other: { ...first, statement: 'Other words.' },
      seen: /Other words\./,
      code: 'FORM_ALREADY_FILED',
      count: `select count(*) from record where subject = 'complaint'`,
    };
  },
};

const saved: Record<string, RegExp> = {
  ky: /мурда башка мазмун менен|башка мазмун менен мурда/,
  ru: /уже (отправлена|внесена) с другим содержанием/,
  en: /was (sent|entered) before with other content/,
};

async function counted(text: string): Promise<number> {
  const [row] = await product.context.database.query<{ count: string }>({ text, values: [] });
  return Number(row?.count);
}

const send = (browser: Browser, path: string, fields: Fields) =>
  path.endsWith('/intake') || path.endsWith('/add-evidence')
    ? browser.upload(path, fields, [])
    : browser.post(path, fields);

for (const [what, prepare] of Object.entries(forms)) {
  test(`${what}: the same form twice is one, other data under its id is told, kept, and can be sent as a new one`, async () => {
    const { by, page, action, first, other, seen, count, code = 'FORM_ALREADY_USED' } = await prepare();
    const browser = await desk.signedIn(by);
    const before = await counted(count);
    const hidden = hiddenFields((await browser.get(`/en${page}`)).text, `/en${action}`);
    const one = await send(browser, `/en${action}`, { ...hidden, ...first });
    const two = await send(browser, `/en${action}`, { ...hidden, ...first });
    assert.deepEqual([one.status, two.status], [303, 303], one.text + two.text);
    assert.equal(two.location, one.location);
    assert.equal(await counted(count), before + 1);
    let used = two;
    for (const language of LANGUAGES) {
      used = await send(browser, `/${language}${action}`, { ...hidden, ...other });
      assert.equal(used.status, 409);
      assert.match(used.text, new RegExp(code));
      assert.match(used.text, saved[language] ?? /^$/);
      assert.match(used.text, seen, 'what was typed');
      const notice = used.text.slice(used.text.indexOf('notice-refused'));
      assert.match(
        notice.slice(0, notice.indexOf('<form')),
        /<a href="\/(ky|ru|en)[^"]*">[^<]+<\/a>/,
        'a link to what was saved',
      );
      assert.equal(await counted(count), before + 1);
    }
    const language = LANGUAGES.at(-1) ?? 'en';
    const fresh = hiddenFields(used.text, `/${language}${action}`);
    const sent = await send(browser, `/${language}${action}`, { ...fresh, ...other });
    assert.equal(sent.status, 303, sent.text);
    assert.equal(await counted(count), before + 2);
    assert.deepEqual(desk.defects, []);
  });
}

test('a paper complaint with a scan, sent twice from the same page, is one', async () => {
  const browser = await desk.signedIn(product.cec.clerk);
  const [page, count] = ['/en/intake', `select count(*) from record where subject = 'complaint'`];
  const { first } = await (forms['enter a complaint on paper'] ?? assert.fail)();
  const scan = new File(['%PDF-1.7\nscan\n%%EOF\n'], 'scan.pdf', { type: 'application/pdf' });
  const hidden = hiddenFields((await browser.get(page)).text, page);
  const kept = await browser.upload(page, { ...hidden, ...first, next: 'files' }, [scan]);
  const sent = { ...hiddenFields(kept.text, page), ...first };
  const before = await counted(count);
  const one = await browser.upload(page, sent, []);
  const two = await browser.upload(page, sent, []);
  assert.deepEqual([one.status, two.status, two.location], [303, 303, one.location]);
  assert.equal(await counted(count), before + 1);
});

test('files that came with other data under a used id wait with the new form', async () => {
  const page = `/en/cases/${await aComplaint(product, 'admitted')}/add-evidence`;
  const browser = await desk.signedIn(product.cec.clerk);
  const hidden = hiddenFields((await browser.get(page)).text, page);
  const fields = { ...hidden, text: 'One.', next: 'send' };
  const file = (name: string): File => new File([`%PDF-1.7\n${name}\n%%EOF\n`], name, { type: 'application/pdf' });
  assert.equal((await browser.upload(page, fields, [file('one.pdf')])).status, 303);
  const used = await browser.upload(page, { ...fields, text: 'Two.' }, [file('two.pdf')]);
  assert.equal(used.status, 409);
  assert.match(used.text, /two\.pdf/);
  const sent = await browser.upload(page, { ...hiddenFields(used.text, page), text: 'Two.', next: 'send' }, []);
  assert.equal(sent.status, 303, sent.text);
  const [row] = await product.context.database.query<{ n: string }>({
    text: `select count(*) as n from document where state = 'filed' and record_id = $1 and purpose = 'evidence'`,
    values: [page.split('/')[3]],
  });
  assert.equal(Number(row?.n) >= 2, true);
});
