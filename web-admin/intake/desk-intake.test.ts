import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES } from '../../domain/language.ts';
import { momentAt } from '../../domain/law/counting/calendar.ts';
import { listComplaintEvents } from '../../operations/complaints/list-complaint-events.ts';
import { documentLimit } from '../../operations/documents/stage-document.ts';
import { htmlFaults } from '../../test/support/page-checks.ts';
import { aDesk, hiddenFields } from '../../test/support/desk.ts';
import type { Browser, Page, TestDesk } from '../../test/support/desk.ts';
import { FormBrowser } from '../../test/support/form-browser.ts';
import { aPortal } from '../../test/support/portal.ts';
import { aProduct, demonstrationStart } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { pagesOf } from '../../test/support/read-pdf.ts';

let product: Product;
let desk: TestDesk;
let clerk: Browser;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  clerk = await desk.signedIn(product.cec.clerk);
});
after(async () => {
  await desk.close();
  await product.close();
});

const paper = {
  channel: 'paper',
  'received-day': '10',
  'received-month': '1',
  'received-year': '2027',
  'received-time': '16.30',
  complainantKind: 'observer',
  name: 'Нурбек Асанов',
  phone: '+996 555 000 111',
  kind: 'voting',
  respondentKind: 'commission',
  statement: 'Урна пломбасыз турган.',
  territory: 'sokuluk-rayon',
  language: 'ky',
};

async function form(path = '/en/intake'): Promise<Record<string, string>> {
  return hiddenFields((await clerk.get(path)).text, path);
}

function scan(text = '%PDF-1.7 scan', name = 'скан.pdf'): File {
  return new File([text], name, { type: 'application/pdf' });
}

function caseOf({ location, text }: Page): string {
  const found = /\/cases\/([0-9a-f-]{36})\/receipt$/.exec(location ?? '');
  assert.ok(found, text);
  return found[1] ?? '';
}

async function countComplaints(): Promise<number> {
  const rows = await product.context.database.query({ text: 'select from complaint' });
  return rows.length;
}

test('a clerk enters a complaint with a scan; receipt, case page and public page show both instants', async () => {
  const page = await clerk.upload('/en/intake', { ...(await form()), ...paper, next: 'enter' }, [scan()]);
  assert.equal(page.status, 303);
  const id = caseOf(page);
  const receipt = await clerk.get(page.location ?? '');
  assert.match(receipt.text, /10 January 2027, 16:30:00/);
  assert.match(receipt.text, /11 January 2027, 10:00:00/);
  assert.match(receipt.text, /data:image\/svg\+xml;base64,/);
  const code = /class="receipt-code">([^<]+)</.exec(receipt.text)?.[1] ?? '';
  assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  const opened = await clerk.get(`/en/cases/${id}`);
  assert.match(opened.text, /11 January, 10:00, 17 hours 30 minutes later/);
  assert.match(opened.text, /on paper/);
  assert.match(opened.text, /скан\.pdf/);
  const portal = await aPortal(product);
  try {
    const number = /K-2027-\d{6}/.exec(receipt.text)?.[0] ?? '';
    const shown = await (await fetch(`${portal.url}/en/complaints/${number}`)).text();
    assert.match(shown, /Received: 10 January, 16:30\. Entered: 11 January, 10:00, 17 hours 30 minutes later/);
    assert.doesNotMatch(shown, /Асанов/);
    const browser = new FormBrowser(portal.url);
    assert.match(await browser.send(`/en/complaints/${number}/open`, { code }), /Нурбек Асанов/);
  } finally {
    await portal.close();
  }
});

test('the PDF of the desk’s receipt is the portal’s receipt with the moment of the entry, in the complaint’s language', async () => {
  const page = await clerk.post('/en/intake', { ...(await form()), ...paper, next: 'enter' });
  const id = caseOf(page);
  const answer = await fetch(`${desk.url}/en/cases/${id}/receipt.pdf`, { headers: { cookie: clerk.cookie() } });
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="K-2027-\d{6}\.pdf"$/);
  const text = pagesOf(Buffer.from(await answer.arrayBuffer())).join('\n');
  assert.match(text, /Даттануу боюнча тилкат/);
  assert.match(text, /2027-жылдын 10-январы, 16:30:00/);
  assert.match(text, /Киргизилген убактысы/);
  const rows = await product.context.database.query({
    text: `select from audit where record_id = $1 and action = 'complaint.tellReceiptCode' and outcome = 'read'`,
    values: [id],
  });
  assert.equal(rows.length, 1);
});

test('an error keeps everything typed and every file, and says what to correct in three languages', async () => {
  const wrong = { 'received-day': '12', 'received-time': '25:00', statement: '</textarea><b>"&' };
  for (const language of LANGUAGES) {
    const path = `/${language}/intake`;
    const page = await clerk.upload(path, { ...(await form(path)), ...paper, ...wrong, next: 'enter' }, [scan()]);
    assert.equal(page.status, 422);
    assert.match(page.text, /href="#received-time"/);
    assert.match(page.text, /value="Нурбек Асанов"/);
    assert.match(page.text, /&lt;\/textarea&gt;&lt;b&gt;&quot;&amp;<\/textarea>/);
    assert.match(page.text, /<bdi>скан\.pdf<\/bdi>/);
    assert.match(page.text, /value="voting" selected/);
    assert.deepEqual(await htmlFaults(page.text), []);
    const again = { ...hiddenFields(page.text, path), ...paper, ...wrong, 'received-time': '09:00', next: 'enter' };
    const future = await clerk.post(path, again);
    assert.equal(future.status, 422);
    assert.match(future.text, /href="#received-day"/);
    const good = await clerk.post(path, { ...hiddenFields(future.text, path), ...paper, next: 'enter' });
    const [filed] = await listComplaintEvents(product.context, caseOf(good));
    assert.equal(filed?.payload['fileCount'], 1);
  }
});

test('files are added in two goes and taken out again without losing a word', async () => {
  const first = await clerk.upload('/en/intake', { ...(await form()), ...paper, next: 'files' }, [scan('a', 'a.pdf')]);
  assert.equal(first.status, 200);
  const kept = { ...paper, ...hiddenFields(first.text, '/en/intake') };
  const second = await clerk.upload('/en/intake', { ...kept, next: 'files' }, [scan('b', 'b.pdf')]);
  assert.match(second.text, /<bdi>a\.pdf<\/bdi>[\s\S]*<bdi>b\.pdf<\/bdi>/);
  const remove = /name="remove" value="([0-9a-f-]{36})"/.exec(second.text)?.[1] ?? '';
  const third = await clerk.post('/en/intake', { ...paper, ...hiddenFields(second.text, '/en/intake'), remove });
  assert.doesNotMatch(third.text, /<bdi>a\.pdf<\/bdi>/);
  assert.match(third.text, /<bdi>b\.pdf<\/bdi>/);
  assert.match(third.text, /Урна пломбасыз турган/);
  const filed = await clerk.post('/en/intake', { ...paper, ...hiddenFields(third.text, '/en/intake'), next: 'enter' });
  const opened = await clerk.get(`/en/cases/${caseOf(filed)}`);
  assert.match(opened.text, /b\.pdf/);
  assert.doesNotMatch(opened.text, /a\.pdf/);
});

test('a file over the limit and an empty one are refused by name; the rest of the form and of the files stays', async () => {
  const huge = new File([new Uint8Array(documentLimit + 1)], 'huge.pdf');
  const files = [scan('good', 'good.pdf'), huge, new File([], 'empty.pdf')];
  const page = await clerk.upload('/en/intake', { ...(await form()), ...paper, next: 'enter' }, files);
  assert.equal(page.status, 422);
  assert.match(page.text, /“huge\.pdf”: /);
  assert.match(page.text, /“empty\.pdf”: /);
  assert.match(page.text, /<bdi>good\.pdf<\/bdi>/);
  assert.match(page.text, /value="Нурбек Асанов"/);
});

test('a double submit files once; the same form with other words is told where the first one is', async () => {
  const fields = { ...(await form()), ...paper, next: 'enter' };
  const before = await countComplaints();
  const answers = await Promise.all([1, 2].map(() => clerk.upload('/en/intake', fields, [scan()])));
  assert.equal(caseOf(answers[0] as Page), caseOf(answers[1] as Page));
  assert.equal(await countComplaints(), before + 1);
  const other = await clerk.post('/en/intake', { ...fields, name: 'Бегимай Осмонова' });
  assert.equal(other.status, 409);
  assert.match(other.text, /FORM_ALREADY_FILED/);
  assert.match(other.text, /\/en\/find\?number=K-2027-/);
  assert.match(other.text, /value="Бегимай Осмонова"/);
  const anew = { ...paper, ...hiddenFields(other.text, '/en/intake'), name: 'Бегимай Осмонова', next: 'enter' };
  assert.notEqual(caseOf(await clerk.post('/en/intake', anew)), caseOf(answers[0] as Page));
});

test('a file sent by a stranger, without the token or by a role that may not enter is thrown away', async () => {
  const stored = async (): Promise<number> => {
    let count = 0;
    for await (const _id of product.context.documents.list()) count += 1;
    return count;
  };
  const fields = { ...(await form()), ...paper, next: 'enter' };
  const before = await stored();
  const stranger = await desk.browser().upload('/en/intake', fields, [scan()]);
  assert.equal(stranger.status, 401);
  assert.match(stranger.text, /Урна пломбасыз турган/);
  assert.equal((await clerk.upload('/en/intake', { ...fields, _csrf: 'x' }, [scan()])).status, 403);
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const own = hiddenFields((await lawyer.get('/en')).text, '/en/sign-out');
  const tried = await lawyer.upload('/en/intake', { ...fields, ...own }, [scan()]);
  assert.equal(tried.status, 403);
  assert.match(tried.text, /NOT_ALLOWED/);
  assert.equal(await stored(), before);
});

test('the short form is for voting day and the day after: words, who, where, confirmed, at once in the queue', async () => {
  assert.match((await clerk.get('/en/intake/oral')).text, /24 January 2027; 25 January 2027[\s\S]*have not come yet/);
  product.clock.moveTo(momentAt('2027-01-24', '11:05'));
  try {
    const path = '/en/intake/oral';
    const shown = await clerk.get(path);
    assert.match(shown.text, /id="received-time" name="received-time" type="text" value="11:05"/);
    const spoken = {
      ...hiddenFields(shown.text, path),
      'received-day': '24',
      'received-month': '1',
      'received-year': '2027',
      'received-time': '11:05',
      name: 'Айнура Бекова',
      phone: '0700',
      territory: 'sokuluk-rayon',
      precinct: '1086',
      kind: 'voting',
      language: 'ky',
      statement: 'Мени тизмеде жок деп кайтарышты.',
      next: 'enter',
    };
    const unconfirmed = await clerk.post(path, spoken);
    assert.equal(unconfirmed.status, 422);
    assert.match(unconfirmed.text, /href="#confirmed"/);
    const id = caseOf(await clerk.post(path, { ...spoken, confirmed: 'yes' }));
    const queue = await clerk.get('/en?view=all');
    const band = /<tbody id="atOnce">([\s\S]*?)<\/tbody>/.exec(queue.text)?.[1] ?? '';
    assert.match(band, new RegExp(id));
    const opened = await clerk.get(`/en/cases/${id}`);
    assert.match(opened.text, /orally/);
  } finally {
    product.clock.moveTo(demonstrationStart);
  }
});

test('no page of the intake failed inside', () => {
  assert.deepEqual(desk.defects, []);
});
