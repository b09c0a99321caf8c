import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { listRecordDocuments } from '../../persistence/documents/document-rows.ts';
import { readEvents, readRecordState } from '../../persistence/records/read-record.ts';
import { aComplaint, aFiling, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import type { OperationContext } from '../context.ts';
import { stageDocument } from '../documents/stage-document.ts';
import { writeNotice } from '../notices/write-notice.ts';
import { verifyRecords } from '../records/verify-records.ts';
import { addEvidence } from './add-evidence.ts';
import { changeContact } from './change-contact.ts';
import { fileComplaintByApi } from './file-complaint-by-api.ts';
import { forwardComplaint } from './forward-complaint.ts';
import { openPrivateSide } from './private-side.ts';
import { readReceipt } from './read-receipt.ts';
import { receiveForwarded } from './receive-forwarded.ts';
import { registerComplaint } from './register-complaint.ts';
import { takeComplaint } from './take-complaint.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
after(() => product.close());

const pieces = (text: string): AsyncIterable<Uint8Array> =>
  (async function* () {
    yield Buffer.from(text);
  })();

/** A complaint with a file, evidence and a new contact, forwarded by the CEC's lawyer to the commission of Sokuluk. */
async function forwarded(): Promise<string> {
  const { context, cec, actor } = product;
  const client = 'bearer:test';
  const file = granted(await stageDocument(context, { client }, 'one.pdf', pieces('%PDF-1.7 one')));
  const body = { ...aFiling(), documents: [file.id] };
  const key = { client, idempotencyKey: crypto.randomUUID() };
  const { recordId: complaintId } = granted(await fileComplaintByApi(context, key, body));
  granted(await registerComplaint(context, await actor(cec.clerk), { complaintId }));
  const lawyer = await actor(cec.lawyers[0]);
  granted(await takeComplaint(context, lawyer, { complaintId }));
  granted(await addEvidence(context, { kind: 'complainant' }, { complaintId, text: 'Дагы бир күбө бар.' }));
  product.clock.pass(1_000);
  const contact = { email: 'new@example.org', phone: '', address: 'Бишкек' };
  granted(await changeContact(context, { kind: 'complainant' }, { complaintId, contact }));
  const to = { to: 'commission', commissionKey: 'tec-sokuluk', name: '', text: 'Сиздин карамагыңызда.' };
  granted(await forwardComplaint(context, lawyer, { complaintId, ...to }));
  return complaintId;
}

async function stateOf(id: string): Promise<ComplaintState> {
  const known = await readRecordState<ComplaintState>(product.context.database, id, 'complaint');
  assert.ok(known);
  return known.state;
}

const worker = (): OperationContext => product.as('shailoo_worker');

test('a complaint forwarded to a commission becomes its case: own number and term, same statement, contact and files, linked both ways', async () => {
  const id = await forwarded();
  product.clock.pass(24 * 3_600_000);
  assert.equal((await receiveForwarded(worker())).received, 1);
  const first = await stateOf(id);
  const arrivedId = first.forwardedCase ?? '';
  const arrived = await stateOf(arrivedId);
  assert.equal(first.status, 'forwarded');
  assert.equal(arrived.status, 'filed');
  assert.equal(arrived.forwardedFrom, id);
  assert.equal(arrived.channel, 'forwarded');
  assert.equal(arrived.commissionId, product.commissions['tec-sokuluk']);
  assert.equal(arrived.receivedAt, product.clock.now);
  assert.equal(arrived.terms['complaint_decide']?.base, product.clock.now, 'the term counts from the arrival');
  const side = await openPrivateSide(product.context, arrivedId);
  assert.equal(side?.name, 'Айгүл Сатарова');
  assert.equal(side?.contact.email, 'new@example.org');
  const before = await openPrivateSide(product.context, id);
  assert.equal(side?.statement, before?.statement);
  assert.deepEqual(
    side?.documents.map(({ purpose, name }) => [purpose, name.replace(/, .*/, '')]),
    [
      ['statement', 'statement.json'],
      ['evidence', 'one.pdf'],
      ['evidence', 'Кошумча далил'],
      ['evidence', 'Башка органга жөнөтүү каты'],
    ],
  );
  assert.deepEqual(
    side?.documents.slice(0, 2).map(({ sha256 }) => sha256),
    before?.documents.map(({ sha256 }) => sha256),
  );
  assert.ok(granted(await readReceipt(product.context, id)).code, 'the first receipt stays valid');
});

test('files are encrypted anew under the key of the new case', async () => {
  const id = await forwarded();
  await receiveForwarded(worker());
  const { forwardedCase } = await stateOf(id);
  const { context } = product;
  const old = await listRecordDocuments(context.database, id);
  const rows = await listRecordDocuments(context.database, forwardedCase ?? '');
  assert.ok(rows.every((row) => !old.some((one) => one.id === row.id || one.wrappedKey.equals(row.wrappedKey))));
  const receipt = granted(await readReceipt(context, forwardedCase ?? ''));
  assert.equal(receipt.documents[0]?.purpose, 'statement');
  const faults: unknown[] = [];
  await verifyRecords(context, (fault) => void faults.push(fault));
  assert.deepEqual(faults, []);
});

test('it arrives once, however many workers try at the same moment', async () => {
  const id = await forwarded();
  const rounds = await Promise.all([
    receiveForwarded(worker()),
    receiveForwarded(worker()),
    receiveForwarded(worker()),
  ]);
  assert.equal(
    rounds.reduce((sum, { received }) => sum + received, 0),
    1,
  );
  assert.deepEqual(
    rounds.flatMap(({ failures }) => failures),
    [],
  );
  const rows = await product.context.database.query<{ n: number }>({
    text: `select count(*) as n from complaint where forwarded_from = $1`,
    values: [id],
  });
  assert.equal(rows[0]?.n, 1);
  assert.equal((await receiveForwarded(worker())).received, 0);
});

test('what cut an arrival short is caught up by the next round', async () => {
  const id = await forwarded();
  const context = worker();
  const down = new IntegrationError({ code: 'document-store-unavailable', category: 'unavailable' });
  const documents = { ...context.documents, put: () => Promise.reject(down) };
  const broken = { ...context, documents } as OperationContext;
  const round = await receiveForwarded(broken);
  assert.deepEqual([round.received, round.failures.length], [0, 1]);
  assert.equal((await stateOf(id)).forwardedCase, null);
  assert.equal((await receiveForwarded(context)).received, 1);
  assert.ok((await stateOf(id)).forwardedCase);
});

test('the complainant is told the new number, and gets the receipt of the new case', async () => {
  const id = await forwarded();
  await receiveForwarded(worker());
  const { forwardedCase } = await stateOf(id);
  const arrived = await stateOf(forwardedCase ?? '');
  const places = { publicUrl: 'http://localhost:3000', mailDomain: 'example.org', ledger: null };
  const events = await readEvents(product.context.database, id);
  const seq = events.find(({ kind }) => kind === 'FORWARD_ARRIVED')?.seq ?? 0;
  const notice = { recordId: id, notice: 'forwardArrived', seq, legalAt: product.clock.now, waitedSeconds: 0 };
  const told = await writeNotice(worker(), notice, places);
  assert.ok(typeof told !== 'string' && 'mail' in told);
  assert.match(told.mail.text, new RegExp(arrived.number));
  assert.match(told.mail.text, /Сокулук/);
  const filed = { recordId: arrived.id, notice: 'filed', seq: 1, legalAt: product.clock.now, waitedSeconds: 0 };
  const receipt = await writeNotice(worker(), filed, places);
  assert.ok(typeof receipt !== 'string' && 'mail' in receipt);
  assert.equal(receipt.mail.to.address, 'new@example.org');
  assert.equal(receipt.mail.attachments?.length, 1);
});

test('a complaint forwarded to a body outside arrives nowhere here', async () => {
  const { context, cec, actor } = product;
  const complaintId = await aComplaint(product, 'admitted');
  const to = { to: 'police', name: 'ИИМ', text: 'Сиздин карамагыңызда.' };
  granted(await forwardComplaint(context, await actor(cec.lawyers[0]), { complaintId, ...to }));
  assert.equal((await receiveForwarded(worker())).received, 0);
});
