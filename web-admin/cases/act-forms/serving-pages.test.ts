import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMilliseconds } from '../../../domain/time/instant.ts';
import { leaveComplaintUnexamined } from '../../../operations/complaints/leave-complaint-unexamined.ts';
import { listComplaintEvents } from '../../../operations/complaints/list-complaint-events.ts';
import { takeComplaint } from '../../../operations/complaints/take-complaint.ts';
import { verifyRecords } from '../../../operations/records/verify-records.ts';
import { aComplaint, granted } from '../../../test/builders/complaints.ts';
import { onAgenda, voteOn } from '../../../test/builders/sittings.ts';
import { aDesk, hiddenFields } from '../../../test/support/desk.ts';
import type { Browser, TestDesk } from '../../../test/support/desk.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';
import { complaintEventSentence } from '../../../wording/complaints.ts';

const hour = 3_600_000;
let product: Product;
let desk: TestDesk;
let clerk: Browser;
let decided: string;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  clerk = await desk.signedIn(product.cec.clerk);
  decided = await aComplaint(product, 'drafted');
  const item = await onAgenda(product, decided, hour);
  product.clock.pass(hour);
  await voteOn(product, item);
  product.clock.pass(30_000);
});
after(async () => {
  await desk.close();
  await product.close();
});

const plain = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const part = (html: string, id: string): string =>
  plain(new RegExp(`<section id="${id}">[\\s\\S]*?</section>`).exec(html)?.[0] ?? '');
const on = { 'on-day': '11', 'on-month': '1', 'on-year': '2027' };

async function serve(fields: Record<string, string>, files: readonly File[] = [], id = decided) {
  const path = `/en/cases/${id}/serve-copy`;
  const hidden = hiddenFields((await clerk.get(path)).text, path);
  const usual = {
    next: 'send',
    ...on,
    time: '11:00',
    way: 'inHand',
    to: 'complainant',
    name: '',
    letter: '',
    text: '',
  };
  return clerk.upload(path, { ...hidden, ...usual, ...fields }, files);
}

const queueOf = async (browser: Browser): Promise<string> => (await browser.get('/en?view=toServe')).text;

test('a decided case stands in the queue of copies until both sides have theirs, and its page says who waits', async () => {
  const page = `/en/cases/${decided}`;
  assert.match(part((await clerk.get(page)).text, 'copies'), /Not served yet: to the applicant, to the respondent/);
  const queue = await queueOf(clerk);
  assert.match(queue, /Copies to serve/);
  assert.match(queue, new RegExp(`href="${page}/serve-copy"`));
  const form = plain((await clerk.get(`${page}/serve-copy`)).text);
  assert.match(form, /counts from the decision, not from the serving Not confirmed/);

  const scan = new File(['%PDF-1.4 signed for'], 'signature.pdf', { type: 'application/pdf' });
  const handed = await serve({ name: 'Айгүл Сатарова', text: 'At the window' }, [scan]);
  assert.equal(handed.location, page);
  const shown = (await clerk.get(page)).text;
  assert.match(part(shown, 'copies'), /Not served yet: to the respondent/);
  assert.match(part(shown, 'copies'), /To the applicant 11 January, 11:00 · in hand, signed for/);
  assert.match(part(shown, 'copies'), /Айгүл Сатарова[\s\S]*At the window[\s\S]*signature\.pdf/);
  assert.match(part(shown, 'history'), /A copy of the decision was served 11 January 2027, to the applicant, in hand/);
  assert.match(await queueOf(clerk), new RegExp(page));

  assert.equal((await serve({ to: 'respondent', way: 'post', letter: 'RR 123 456 KG' })).location, page);
  const both = part((await clerk.get(page)).text, 'copies');
  assert.doesNotMatch(both, /Not served yet/);
  assert.match(both, /To the respondent[\s\S]*by post[\s\S]*RR 123 456 KG/);
  assert.doesNotMatch(await queueOf(clerk), new RegExp(page));
});

test('the public learns that and on which day a copy was served, without to whom, how, names and numbers', async () => {
  const events = await listComplaintEvents(product.as('shailoo_portal'), decided);
  const served = events.filter(({ kind }) => kind === 'COPY_SERVED');
  assert.equal(served.length, 2);
  for (const { payload } of served) assert.deepEqual(Object.keys(payload), ['servedAt']);
  const sentences = ['ky', 'ru', 'en'].map((language) =>
    complaintEventSentence(language as 'ky', 'COPY_SERVED', served[0]?.payload ?? {}),
  );
  assert.deepEqual(sentences, [
    { sentence: 'Чечимдин көчүрмөсү тапшырылды', detail: '2027-жылдын 11-январы' },
    { sentence: 'Копия решения вручена', detail: '11 января 2027 года' },
    { sentence: 'A copy of the decision was served', detail: '11 January 2027' },
  ]);
});

test('each refusal is said at its field, and what was typed and attached stays', async () => {
  const scan = new File(['%PDF-1.4 x'], 'letter.pdf', { type: 'application/pdf' });
  const cases: [Record<string, string>, RegExp][] = [
    [{ way: 'post', text: 'kept words' }, /Give the number of the letter/],
    [{ time: '10:59', text: 'kept words' }, /A copy cannot be served before the decision/],
    [{ 'on-day': '12', text: 'kept words' }, /The moment of serving cannot be in the future/],
    [{ 'on-month': '13', text: 'kept words' }, /There is no such day/],
    [{ time: '25:00', text: 'kept words' }, /Write the hour like 10:00/],
    [{ to: 'everybody', text: 'kept words' }, /Choose from the list/],
    [{ way: 'pigeon', text: 'kept words' }, /Choose how/],
  ];
  for (const [fields, words] of cases) {
    const { status, text } = await serve(fields, [scan]);
    assert.equal(status, 422, JSON.stringify(fields));
    assert.match(text, words);
    assert.match(text, /kept words<\/textarea>/);
    assert.match(text, /letter\.pdf/);
  }
});

test('a complaint left unexamined owes a copy to its complainant, though it is finished; serving moves no term', async () => {
  const { context, cec, actor } = product;
  const id = await aComplaint(product, 'registered');
  const lawyer = await actor(cec.lawyers[0]);
  granted(await takeComplaint(context, lawyer, { complaintId: id }));
  granted(await leaveComplaintUnexamined(context, lawyer, { complaintId: id, ground: 'anonymous' }));
  const terms = () =>
    context.database.query({
      text: 'select term, due_at, state from deadline where record_id = $1 order by 1',
      values: [id],
    });
  const before = await terms();
  const queue = await queueOf(clerk);
  assert.match(queue, new RegExp(`/en/cases/${id}`));
  assert.match(queue, /<b>After the outcome<\/b>/);
  assert.doesNotMatch(queue, /Waiting for publication/);
  assert.doesNotMatch((await clerk.get('/en?view=all')).text, new RegExp(`/en/cases/${id}`));
  product.clock.moveTo(addMilliseconds(product.clock.now, 60_000));
  assert.equal((await serve({ time: '11:01' }, [], id)).location, `/en/cases/${id}`);
  assert.doesNotMatch(await queueOf(clerk), new RegExp(`/en/cases/${id}`));
  assert.deepEqual(await terms(), before);
});

test('an undecided case serves no copy: the act stands among those that are not possible, with the reason', async () => {
  const id = await aComplaint(product, 'admitted');
  assert.match(plain((await clerk.get(`/en/cases/${id}`)).text), /Record that a copy was served/);
  assert.match((await serve({}, [], id)).text, /COMPLAINT_NOT_DECIDED/);
  const faults: string[] = [];
  await verifyRecords(product.as('shailoo_worker'), ({ fault }) => faults.push(fault));
  assert.deepEqual(faults, []);
  assert.deepEqual(desk.defects, []);
});
