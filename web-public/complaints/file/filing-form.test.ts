import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { IntegrationError } from '../../../integrations/integration-error.ts';
import { readReceipt } from '../../../operations/complaints/read-receipt.ts';
import { openPrivateSide } from '../../../operations/complaints/private-side.ts';
import { instant } from '../../../domain/time/instant.ts';
import { mediaFiles } from '../../../test/builders/media-files.ts';
import { FormBrowser } from '../../../test/support/form-browser.ts';
import { aPortal } from '../../../test/support/portal.ts';
import type { TestPortal } from '../../../test/support/portal.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';
import { pagesOf, skipReading } from '../../../test/support/read-pdf.ts';

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

const step = (name: string): string => `/ky/complaints/new/${name}`;

async function begun(): Promise<FormBrowser> {
  const browser = new FormBrowser(portal.url);
  await browser.send('/ky/complaints/new', {});
  return browser;
}

async function filed(browser: FormBrowser): Promise<{ recordId: string; payload: Record<string, unknown> }> {
  await browser.open(step('check'));
  await browser.send(browser.path, {});
  assert.equal(browser.path, step('receipt'), browser.html.slice(0, 1500));
  const number = /K-2027-\d{6}/.exec(browser.html)?.[0];
  const [row] = await product.context.database.query<{ record_id: string; payload: string }>({
    text: `select record_id, payload from event join ledger_waiting using (record_id, seq)
      where kind = 'COMPLAINT_FILED' and payload like '%' || $1 || '%' order by place desc limit 1`,
    values: [number],
  });
  return { recordId: row?.record_id ?? '', payload: JSON.parse(row?.payload ?? '{}') as Record<string, unknown> };
}

const learned = { 'learned-day': '10', 'learned-month': '1', 'learned-year': '2027' };

test('a representative says for whom, attaches the authority, and both are kept apart from the evidence', async () => {
  const browser = await begun();
  await browser.send(step('who'), { complainantKind: 'representative', name: 'Өкүл Мисалов' });
  assert.equal(browser.status, 422);
  assert.match(browser.html, /href="#representedKind"/);
  await browser.send(step('who'), {
    complainantKind: 'representative',
    representedKind: 'party',
    representedName: 'Мисал партиясы',
    name: 'Өкүл Мисалов',
    proceedings: 'ru',
  });
  assert.equal(browser.path, step('what'));
  await browser.send(step('what'), { kind: 'finance', respondentKind: 'unknown', statement: 'Текст' });
  await browser.open(step('check'));
  assert.match(browser.html, /ыйгарым укугун ырастаган документ тиркелген жок/);
  await browser.open(step('files'));
  assert.match(browser.html, /name="authority"/);
  await browser.upload(browser.path, [new File(['%PDF-1.7 a'], 'ишеним кат.pdf')], { next: 'files' }, 'authority');
  await browser.upload(browser.path, [new File([mediaFiles.mp4], 'көрдүм.mp4')], { next: 'files' });
  await browser.open(step('check'));
  assert.doesNotMatch(browser.html, /документ тиркелген жок/);
  const { recordId, payload } = await filed(browser);
  assert.deepEqual(
    [payload['complainantKind'], payload['representedKind'], payload['proceedings']],
    ['representative', 'party', 'ru'],
  );
  const side = await openPrivateSide(product.context, recordId);
  assert.deepEqual(side?.represented, { kind: 'party', name: 'Мисал партиясы' });
  assert.deepEqual(
    side?.documents.map(({ purpose, mediaType }) => [purpose, mediaType]),
    [
      ['statement', 'application/json'],
      ['authority', 'application/pdf'],
      ['evidence', 'video/mp4'],
    ],
  );
});

test('witnesses and the hour of learning are sealed and shown to the holder of the code only', async () => {
  const browser = await begun();
  const witnesses = 'Күбө Мисалов, +996 700 111 222';
  await browser.send(step('what'), { kind: 'voting', respondentKind: 'unknown', statement: 'Текст', witnesses });
  await browser.send(step('where'), { ...learned, learnedTime: '9.05' });
  const { recordId } = await filed(browser);
  const side = await openPrivateSide(product.context, recordId);
  assert.deepEqual([side?.witnesses, side?.learnedTime], [witnesses, '09:05']);
  const tables = ['event', 'complaint', 'audit', 'outbox', 'private.filing_detail', 'private.complaint_statement'];
  for (const table of tables) {
    const [row] = await product.context.database.query<{ text: string }>({
      text: `select coalesce(string_agg(t::text, ' '), '') as text from ${table} t`,
    });
    assert.doesNotMatch(row?.text ?? '', /Күбө Мисалов|700 111 222/, table);
  }
  const [number = '', code = ''] = [
    /K-2027-\d{6}/.exec(browser.html)?.[0],
    /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(browser.html)?.[0],
  ];
  await browser.send(`/ky/complaints/${number}/open`, { code });
  assert.match(browser.html, /Күбө Мисалов/);
});

test('beside the question when learned stands which days are still in time, and then until when', async () => {
  const browser = await begun();
  await browser.open(step('where'));
  assert.match(browser.html, /2027-жылдын 8-январында же андан кийин билсеңиз/);
  assert.match(browser.html, /certainty-unconfirmed/);
  await browser.send(step('where'), learned);
  assert.equal(browser.path, step('commission'));
  assert.match(browser.html, /Берүү мөөнөтү уланууда: 2027-жылдын 13-январы, 24:00гө чейин/);
  await browser.send(step('where'), { ...learned, 'learned-day': '2' });
  assert.match(browser.html, /Берүү мөөнөтү өткөн окшойт/);
  await browser.open(step('where'));
  assert.match(browser.html, /Берүү мөөнөтү өткөн окшойт/);
});

test('the form says which commission is competent and why, and a complaint given to another is received with a warning', async () => {
  const browser = await begun();
  const what = { kind: 'commissionAct', respondentKind: 'commission', statement: 'Текст' };
  await browser.send(step('what'), { ...what, respondentCommission: 'pec-1086' });
  await browser.open(step('commission'));
  assert.match(browser.html, /Карай турган комиссия: Сокулук аймактык шайлоо комиссиясы/);
  assert.match(browser.html, /андан жогору турган комиссияга/);
  await browser.send(step('commission'), { commission: 'cec' });
  await browser.open(step('commission'));
  assert.match(browser.html, /<option value="cec" selected>/);
  await browser.open(step('check'));
  assert.match(browser.html, /Тандалган комиссия: Борбордук шайлоо комиссиясы/);
  const { payload, recordId } = await filed(browser);
  assert.ok((payload['warnings'] as string[]).includes('misdirected'));
  assert.equal(payload['respondentCommission'], 'pec-1086');
  const receipt = await readReceipt(product.context, recordId);
  assert.equal(receipt.ok && receipt.value.complaint.commission.key, 'cec');
});

test('without a choice a complaint goes to the competent commission, without a warning', async () => {
  const browser = await begun();
  const what = { kind: 'commissionAct', respondentKind: 'commission', statement: 'Текст' };
  await browser.send(step('what'), { ...what, respondentCommission: 'pec-1086' });
  const { payload, recordId } = await filed(browser);
  assert.ok(!(payload['warnings'] as string[]).includes('misdirected'));
  const receipt = await readReceipt(product.context, recordId);
  assert.equal(receipt.ok && receipt.value.complaint.commission.key, 'tec-sokuluk');
});

test('a commission that is none is kept as words, not in what is public', async () => {
  const browser = await begun();
  const respondentCommission = 'Айгүл Сатарова';
  await browser.send(step('what'), { respondentKind: 'commission', respondentCommission, statement: 'Текст' });
  const { payload, recordId } = await filed(browser);
  assert.equal('respondentCommission' in payload, false);
  assert.match((await openPrivateSide(product.context, recordId))?.respondent ?? '', /Айгүл Сатарова/);
});

test('a file of an unknown kind is received and marked, and no kind is asked of its name', async () => {
  const browser = await begun();
  await browser.open(step('files'));
  assert.match(browser.html, /accept="image\/\*,video\/\*,audio\/\*/);
  assert.match(browser.html, /capture="environment"/);
  await browser.upload(browser.path, [new File(['<script>alert(1)</script>'], 'сүрөт.jpg', { type: 'image/jpeg' })]);
  assert.match(browser.html, /түрү белгисиз, кабыл алынат/);
  const { payload } = await filed(browser);
  assert.ok((payload['warnings'] as string[]).includes('fileTypeUnknown'));
});

test('the first refused attempt is on the receipt, in print and in the event of the filing that came too late', async () => {
  const browser = await begun();
  product.clock.moveTo(instant('2027-01-13T17:59:00Z'));
  await browser.send(step('where'), learned);
  await browser.open(step('check'));
  await browser.send(step('check'), {});
  assert.equal(browser.status, 422);
  product.clock.moveTo(instant('2027-01-13T18:05:00Z'));
  await browser.send(step('what'), { kind: 'other', respondentKind: 'unknown', statement: 'Текст' });
  const { payload } = await filed(browser);
  assert.equal(payload['firstAttemptAt'], '2027-01-13T17:59:00.000000Z');
  assert.ok((payload['warnings'] as string[]).includes('filedLate'));
  assert.match(browser.html, /Биринчи аракет[\s\S]*23:59:00/);
  const pdf = await browser.request(`${step('receipt')}.pdf`);
  const words = skipReading === false ? pagesOf(Buffer.from(await pdf.arrayBuffer())).join(' ') : '23:59:00';
  assert.match(words, /23:59:00/);
});

test('an attempt that a failing store stopped is the first attempt too', async () => {
  const { documents } = product.context;
  let isDown = false;
  const failing: typeof documents = {
    ...documents,
    put: async (...given) => {
      if (isDown) throw new IntegrationError({ code: 'document-store-unavailable', category: 'unavailable' });
      return documents.put(...given);
    },
  };
  const other = await aPortal(product, { context: { ...product.as('shailoo_portal'), documents: failing } });
  const browser = new FormBrowser(other.url);
  await browser.send('/ky/complaints/new', {});
  await browser.send(step('what'), { kind: 'other', respondentKind: 'unknown', statement: 'Текст' });
  await browser.open(step('check'));
  isDown = true;
  const at = product.clock.now;
  await browser.send(step('check'), {});
  assert.equal(browser.status, 503);
  isDown = false;
  product.clock.pass(60_000);
  const { payload } = await filed(browser);
  assert.equal(payload['firstAttemptAt'], at);
  await other.close();
});

test('a first attempt that succeeds leaves no trace of one', async () => {
  const browser = await begun();
  await browser.send(step('what'), { kind: 'other', respondentKind: 'unknown', statement: 'Текст' });
  const { payload } = await filed(browser);
  assert.equal('firstAttemptAt' in payload, false);
  assert.doesNotMatch(browser.html, /Биринчи аракет/);
});

test('who asks for a step without a draft in this browser is told so, and whoever begins is not', async () => {
  const stranger = new FormBrowser(portal.url);
  await stranger.open(step('check'));
  assert.equal(stranger.path, '/ky/complaints/new?lost');
  assert.match(stranger.html, /Бул браузерде каралама табылган жок/);
  await stranger.open('/ky/complaints/new');
  assert.doesNotMatch(stranger.html, /каралама табылган жок/);
  const browser = await begun();
  await browser.open('/ky/complaints/new?lost');
  assert.doesNotMatch(browser.html, /каралама табылган жок/);
});

test('a form that outlived its draft loses nothing: what was typed begins a new one', async () => {
  const browser = await begun();
  await browser.open(step('what'));
  await product.context.database.query({ text: 'delete from draft_access' });
  await product.context.database.query({ text: 'delete from draft where record_id is null' });
  await browser.send(step('what'), { kind: 'bribery', respondentKind: 'unknown', statement: 'Узун текст' });
  assert.equal(browser.status, 422);
  assert.match(browser.html, /Жазганыңыз жаңы караламада сакталды/);
  assert.match(browser.html, /Узун текст/);
  await browser.open(step('check'));
  assert.match(browser.html, /Узун текст/);
});

test('a form of another draft comes back as it was typed and changes nothing until it is sent again', async () => {
  const browser = await begun();
  await browser.open(step('what'));
  const old = browser.token();
  await browser.send('/ky/complaints/new', {});
  await browser.send(step('what'), { _csrf: old, respondentKind: 'unknown', statement: 'Узун текст' });
  assert.equal(browser.status, 422);
  assert.match(browser.html, /башка караламадан/);
  assert.match(browser.html, /Узун текст/);
  await browser.send(step('what'), { respondentKind: 'unknown', statement: 'Узун текст' });
  await browser.open(step('check'));
  assert.match(browser.html, /Узун текст/);
});

test('the buttons back and save keep what was typed, doubtful words included', async () => {
  const browser = await begun();
  await browser.send(step('who'), { complainantKind: 'voter', name: 'Аты', email: 'катасы бар', next: 'save' });
  assert.equal(browser.path, step('save'));
  await browser.send(step('what'), { statement: 'Жарым', next: 'back' });
  assert.equal(browser.path, step('who'));
  assert.match(browser.html, /катасы бар/);
  await browser.open(step('what'));
  assert.match(browser.html, /Жарым/);
});
