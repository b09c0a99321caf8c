import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { momentAt } from '../../domain/law/counting/calendar.ts';
import { addMilliseconds, instant } from '../../domain/time/instant.ts';
import { listDeadlineRows } from '../../persistence/complaints/case-page.ts';
import { readEntryWords } from '../../persistence/complaints/private-rows.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { aFiling, answerOf, granted, aComplaint } from '../../test/builders/complaints.ts';
import { aProduct, demonstrationStart } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { endDueTerms } from '../deadlines/end-due-terms.ts';
import { deskFormClient } from '../documents/desk-form-documents.ts';
import { stageDocument } from '../documents/stage-document.ts';
import { verifyRecords } from '../records/verify-records.ts';
import { enterComplaint } from './enter-complaint.ts';
import type { EnteredComplaint } from './enter-complaint.ts';
import { listComplaintEvents } from './list-complaint-events.ts';
import { readReceipt } from './read-receipt.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

const hour = 3_600_000;

function anEntry(change: Partial<EnteredComplaint> = {}): EnteredComplaint {
  return {
    formId: randomUUID(),
    channel: 'paper',
    filing: aFiling(),
    receivedAt: addMilliseconds(product.clock.now, -hour),
    reason: null,
    reasonWords: '',
    isConfirmed: false,
    documentIds: [],
    ...change,
  };
}

async function enter(change: Partial<EnteredComplaint> = {}) {
  return enterComplaint(product.as('shailoo_desk'), await product.actor(product.cec.clerk), anEntry(change));
}

async function stateOf(recordId: string): Promise<ComplaintState> {
  const known = await readRecordState<ComplaintState>(product.context.database, recordId, 'complaint');
  assert.ok(known);
  return known.state;
}

test('both instants of a paper complaint are kept, and the term counts from the receipt, not from the entry', async () => {
  const receivedAt = momentAt('2027-01-10', '16:30');
  const { recordId } = granted(await enter({ receivedAt }));
  const { receivedAt: kept, enteredAt, channel } = await stateOf(recordId);
  assert.deepEqual([kept, enteredAt, channel], [receivedAt, product.clock.now, 'paper']);
  const [term] = await listDeadlineRows(product.context.database, recordId);
  assert.deepEqual([term?.baseAt, term?.dueAt], [receivedAt, instant('2027-01-13T18:00:00Z')]);
  const [filed] = await listComplaintEvents(product.context, recordId);
  assert.deepEqual(
    [filed?.payload['receivedAt'], filed?.payload['enteredAt'], filed?.legalAt, filed?.actor],
    [receivedAt, product.clock.now, product.clock.now, 'person'],
  );
});

test('a receipt is never in the future of the legal clock, nor more than a year ago', async () => {
  const { now } = product.clock;
  assert.equal(answerOf(await enter({ receivedAt: now })), 'granted');
  assert.equal(answerOf(await enter({ receivedAt: addMilliseconds(now, 1) })), 'RECEIVED_IN_FUTURE');
  assert.equal(answerOf(await enter({ receivedAt: momentAt('2026-01-09', '12:00') })), 'RECEIVED_TOO_LONG_AGO');
});

test('a receipt longer ago than the pack says needs a reason; its code is public and its words are private', async () => {
  const { now } = product.clock;
  assert.equal(answerOf(await enter({ receivedAt: addMilliseconds(now, -24 * hour) })), 'granted');
  const late = { receivedAt: addMilliseconds(now, -24 * hour - 1) };
  assert.equal(answerOf(await enter(late)), 'ENTRY_REASON_REQUIRED');
  const words = 'Сумка почтальона Ыбрайымова';
  const { recordId } = granted(await enter({ ...late, reason: 'postDelay', reasonWords: words }));
  const events = await listComplaintEvents(product.context, recordId);
  assert.equal(events[0]?.payload['entryReason'], 'postDelay');
  assert.ok(!JSON.stringify(events).includes('Ыбрайымова'));
  assert.equal(await readEntryWords(product.as('shailoo_desk').database, recordId), words);
  await assert.rejects(readEntryWords(product.as('shailoo_portal').database, recordId), /permission denied/);
});

test('lateness of the filing is judged by the receipt', async () => {
  const filing = aFiling({ learnedOn: '2027-01-06' });
  const inTime = granted(await enter({ filing, receivedAt: momentAt('2027-01-09', '23:59'), reason: 'officeClosed' }));
  const late = granted(await enter({ filing, receivedAt: momentAt('2027-01-10', '00:00'), reason: 'officeClosed' }));
  assert.ok(!(await stateOf(inTime.recordId)).warnings.includes('filedLate'));
  assert.ok((await stateOf(late.recordId)).warnings.includes('filedLate'));
});

test('a complaint entered after its term to decide has passed is overdue at once, in public', async () => {
  const { recordId } = granted(await enter({ receivedAt: momentAt('2027-01-05', '10:00'), reason: 'handedOver' }));
  product.clock.pass(60_000);
  await endDueTerms(product.context);
  const [term] = await listDeadlineRows(product.context.database, recordId);
  assert.equal(term?.state, 'missed');
});

test('an entry takes the next number and moves no other', async () => {
  const first = await stateOf(await aComplaint(product));
  const entered = await stateOf(
    granted(await enter({ receivedAt: momentAt('2027-01-08', '09:00'), reason: 'noConnection' })).recordId,
  );
  const after = await stateOf(await aComplaint(product));
  const figure = ({ number }: ComplaintState): number => Number(number.split('-').at(-1));
  assert.deepEqual([figure(entered), figure(after)], [figure(first) + 1, figure(first) + 2]);
  assert.ok(entered.receivedAt < first.receivedAt);
});

test('only a clerk of the commission enters, and a person never files through the portal’s door', async () => {
  const desk = product.as('shailoo_desk');
  const lawyer = await product.actor(product.cec.lawyers[0]);
  assert.equal(answerOf(await enterComplaint(desk, lawyer, anEntry())), 'NOT_ALLOWED');
  assert.equal(answerOf(await enter({ filing: aFiling({ commission: 'tec-sokuluk' }) })), 'NOT_ALLOWED');
  assert.equal(answerOf(await enter({ channel: 'portal' as 'paper' })), 'NOT_ALLOWED');
});

test('one form is one complaint, also when it is sent twice at the same moment with the same scan', async () => {
  const actor = await product.actor(product.cec.clerk);
  const desk = product.as('shailoo_desk');
  const formId = randomUUID();
  const scan = async (): Promise<string> => {
    const source = (async function* () {
      yield Buffer.from('%PDF-1.7 scan');
    })();
    return granted(await stageDocument(desk, { client: deskFormClient(actor, formId) }, 'scan.pdf', source)).id;
  };
  const entry = anEntry({ formId });
  const answers = await Promise.all(
    [1, 2].map(async () => granted(await enterComplaint(desk, actor, { ...entry, documentIds: [await scan()] }))),
  );
  assert.equal(answers[0]?.recordId, answers[1]?.recordId);
  assert.equal((await stateOf(answers[0]?.recordId ?? '')).fileCount, 1);
  const again = await enterComplaint(desk, actor, { ...entry, filing: aFiling({ name: 'Башка адам' }) });
  assert.equal(answerOf(again), 'FORM_ALREADY_FILED');
});

test('files of another person’s form cannot be filed', async () => {
  const source = (async function* () {
    yield Buffer.from('x');
  })();
  const { id } = granted(await stageDocument(product.context, { client: 'desk:other:form' }, 'x', source));
  assert.equal(answerOf(await enter({ documentIds: [id] })), 'DOCUMENT_UNKNOWN');
});

test('an oral complaint is received on voting day and the day after it, written down and confirmed', async () => {
  const oral = { channel: 'oral', isConfirmed: true } as const;
  const at = (day: string): Partial<EnteredComplaint> => ({ receivedAt: momentAt(day, '11:00') });
  product.clock.moveTo(momentAt('2027-01-25', '12:00'));
  const reason = 'officeClosed';
  assert.equal(answerOf(await enter({ ...oral, ...at('2027-01-23'), reason })), 'ORAL_ONLY_ON_VOTING_DAY');
  assert.equal(answerOf(await enter({ ...oral, ...at('2027-01-25'), isConfirmed: false })), 'ORAL_NOT_CONFIRMED');
  const empty = aFiling({ statement: ' ' });
  assert.equal(answerOf(await enter({ ...oral, ...at('2027-01-25'), filing: empty })), 'NOTHING_FILED');
  const voting = granted(await enter({ ...oral, ...at('2027-01-24'), reason }));
  const next = granted(await enter({ ...oral, ...at('2027-01-25') }));
  for (const { recordId } of [voting, next]) {
    const { terms } = await stateOf(recordId);
    assert.deepEqual(Object.keys(terms), ['complaint_decide_voting_day']);
  }
  const mail = granted(await enter({ channel: 'mail', ...at('2027-01-24'), reason }));
  assert.equal((await stateOf(mail.recordId)).terms['complaint_decide_voting_day']?.due, null);
  product.clock.moveTo(momentAt('2027-01-26', '12:00'));
  assert.equal(answerOf(await enter({ ...oral, ...at('2027-01-26') })), 'ORAL_ONLY_ON_VOTING_DAY');
});

test('the receipt of an entered complaint proves the same as one of the portal, and every record is sound', async () => {
  const { recordId } = granted(await enter());
  const receipt = granted(await readReceipt(product.as('shailoo_desk'), recordId));
  assert.match(receipt.code, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  assert.equal(receipt.enteredAt, product.clock.now);
  const faults: object[] = [];
  await verifyRecords(product.context, (fault) => void faults.push(fault));
  assert.deepEqual(faults, []);
  assert.ok(product.clock.now > demonstrationStart);
});
