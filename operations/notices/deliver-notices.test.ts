import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { instant } from '../../domain/time/instant.ts';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { sendOnce } from '../../test/support/send-once.ts';
import { backOffSeconds } from '../../persistence/records/outbox.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { aLedger } from '../../test/support/ledger.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { leaveComplaintUnexamined } from '../complaints/leave-complaint-unexamined.ts';
import { printReceipt } from '../complaints/print-receipt.ts';
import { readReceipt } from '../complaints/read-receipt.ts';
import { registerComplaint } from '../complaints/register-complaint.ts';
import { takeComplaint } from '../complaints/take-complaint.ts';
import { endDueTerms } from '../deadlines/end-due-terms.ts';
import type { LedgerReader } from '../ledger/ledger.ts';
import { proofForQr } from '../ledger/prove-event.ts';
import { publishLedger } from '../ledger/publish-ledger.ts';
import { proofPatienceSeconds } from './attach-receipt.ts';
import { deliverNotices } from './deliver-notices.ts';
import type { NoticePost } from './deliver-mails.ts';

let product: Product;
before(async () => {
  product = await aProduct();
});
const endings: (() => Promise<unknown>)[] = [];
after(async () => {
  await Promise.all(endings.map((end) => end()));
  await product.close();
});

/** A mail server of this test: what it took, and what it answers. */
async function aMailServer(port = 0): Promise<{ mails: ParsedMail[]; port: number; close: () => Promise<void> }> {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => void simpleParser(stream).then((mail) => (mails.push(mail), done())),
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const bound = (server.server.address() as { port: number }).port;
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  endings.push(close);
  return { mails, port: bound, close };
}

function postTo(port: number): NoticePost {
  return {
    publicUrl: 'http://localhost:3000',
    mailDomain: 'commission.example',
    send: ({ mail, fromName }) =>
      sendOnce(
        {
          url: `smtp://127.0.0.1:${port}`,
          from: { name: fromName, address: 'a@commission.example' },
          timeoutMs: 3_000,
        },
        mail,
      ),
  };
}

type Row = { id: number; notice: string; done: boolean; attempts: number; error: string | null; next: string };

function noticesOf(recordId: string): Promise<Row[]> {
  return product.context.database.query<Row>({
    text: `select id, body ->> 'notice' as notice, done_at is not null as done, attempts, last_error as error,
      next_at as next from outbox where topic = 'notice' and record_id = $1 order by id`,
    values: [recordId],
  });
}

async function deliverAll(post: NoticePost, ledger: LedgerReader | null = null): Promise<void> {
  const context = product.as('shailoo_worker');
  for (;;) {
    const { sent, ended } = await deliverNotices(context, post, ledger);
    if (sent + ended === 0) return;
  }
}

test('the complainant gets a mail at each step, in the language of the case and in order', async () => {
  const server = await aMailServer();
  const complaintId = await aComplaint(product, 'admitted', { language: 'ru', email: 'olga@example.org' });
  await deliverAll(postTo(server.port));
  const mails = server.mails.filter((mail) => mail.messageId?.includes(complaintId));
  assert.deepEqual(
    mails.map((mail) => mail.messageId?.split('.').at(2)?.split('@')[0]),
    ['filed', 'registered', 'admitted'],
  );
  assert.match(mails[0]?.subject ?? '', /^Жалоба K-2027-\d{6} принята$/);
  assert.match(mails[0]?.text ?? '', /http:\/\/localhost:3000\/ru\/complaints\/K-2027-\d{6}/);
  assert.deepEqual(mails[0]?.headers.get('content-language'), 'ru');
});

test('the first mail carries the receipt as PDF, the later ones nothing', async () => {
  const server = await aMailServer();
  const complaintId = await aComplaint(product, 'registered');
  await deliverAll(postTo(server.port));
  const [filed, registered] = server.mails.filter((mail) => mail.messageId?.includes(complaintId));
  assert.equal(filed?.attachments[0]?.contentType, 'application/pdf');
  assert.match(filed?.attachments[0]?.filename ?? '', /^K-2027-\d{6}\.pdf$/);
  assert.equal(filed?.attachments[0]?.content.subarray(0, 5).toString(), '%PDF-');
  assert.equal(registered?.attachments.length, 0);
});

test('a notice without an address is done and says so; nothing else waits for it', async () => {
  const complaintId = await aComplaint(product, 'registered', { email: '', phone: '+996 700' });
  await deliverAll(postTo(9));
  assert.deepEqual(
    (await noticesOf(complaintId)).map(({ done, error }) => [done, error]),
    [
      [true, 'no-address'],
      [true, 'no-address'],
    ],
  );
});

test('with the mail server down the act stands and the mails wait in order; when it is back each goes out once', async () => {
  const server = await aMailServer();
  const { port } = server;
  await server.close();
  const complaintId = await aComplaint(product, 'registered');
  const context = product.as('shailoo_worker');
  assert.equal((await deliverNotices(context, postTo(port), null)).putOff, 1);
  const [filed, registered] = await noticesOf(complaintId);
  assert.deepEqual([filed?.done, filed?.attempts, filed?.error], [false, 1, 'mail-server-unavailable']);
  assert.deepEqual([registered?.done, registered?.attempts], [false, 0]);
  assert.equal((await deliverNotices(context, postTo(port), null)).putOff, 0, 'it waits before the next try');

  const again = await aMailServer(port);
  await product.context.database.query({ text: `update outbox set next_at = clock_timestamp() where done_at is null` });
  await Promise.all([deliverAll(postTo(port)), deliverAll(postTo(port))]);
  const own = again.mails.filter((mail) => mail.messageId?.includes(complaintId));
  assert.equal(own.length, 2);
  assert.equal(new Set(own.map((mail) => mail.messageId)).size, 2);
  assert.deepEqual(
    (await noticesOf(complaintId)).map(({ done, error }) => [done, error]),
    [
      [true, null],
      [true, null],
    ],
  );
});

test('a mail that is refused for good ends, and the refusal is kept without an address', async () => {
  const refusing = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_to, _session, done) => done(Object.assign(new Error('no such person'), { responseCode: 550 })),
  });
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
  endings.push(() => new Promise<void>((resolve) => refusing.close(() => resolve())));
  const complaintId = await aComplaint(product);
  await deliverAll(postTo((refusing.server.address() as { port: number }).port));
  assert.deepEqual(
    (await noticesOf(complaintId)).map(({ done, error }) => [done, error]),
    [[true, 'mail-refused']],
  );
});

test('silence to the end of the term is told with the way to appeal, once', async () => {
  const server = await aMailServer();
  const complaintId = await aComplaint(product, 'registered', { language: 'en' });
  product.clock.moveTo(instant('2027-01-14T18:01:00Z'));
  await endDueTerms(product.as('shailoo_worker'));
  await endDueTerms(product.as('shailoo_worker'));
  await deliverAll(postTo(server.port));
  const missed = server.mails.filter(
    (mail) => mail.messageId?.includes(`${complaintId}.`) && mail.messageId.includes('termMissed'),
  );
  assert.equal(missed.length, 1);
  assert.match(missed[0]?.text ?? '', /14 January 2027/);
  assert.match(missed[0]?.text ?? '', /art\. 44\(6\)/);
  assert.match(missed[0]?.text ?? '', /18 January 2027/);
});

test('a notice tells how things stood at its act, however late it leaves', async () => {
  const { context, cec, actor } = product;
  const complaintId = await aComplaint(product, 'filed', { language: 'en' });
  granted(await registerComplaint(context, await actor(cec.clerk), { complaintId }));
  const lawyer = await actor(cec.lawyers[0]);
  granted(await takeComplaint(context, lawyer, { complaintId }));
  granted(await leaveComplaintUnexamined(context, lawyer, { complaintId, ground: 'notCompetent' }));
  const server = await aMailServer();
  await deliverAll(postTo(server.port));
  const texts = server.mails.filter((mail) => mail.messageId?.includes(complaintId)).map((mail) => mail.text ?? '');
  assert.equal(texts.length, 3);
  assert.doesNotMatch(texts[1] ?? '', /without consideration/);
  assert.match(texts[2] ?? '', /without consideration/);
});

/** Everything of a case that waits for its moment is due now. */
async function lookAgain(recordId: string): Promise<void> {
  await product.context.database.query({
    text: `update outbox set next_at = clock_timestamp() where record_id = $1 and done_at is null`,
    values: [recordId],
  });
}

test('the mailed receipt waits for its filing to stand in the ledger and then proves it; later mails wait behind it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shailoo-notices-'));
  endings.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const ledger = await aLedger(folder);
  const server = await aMailServer();
  const post = postTo(server.port);
  const complaintId = await aComplaint(product, 'registered', { language: 'ru' });
  const own = () => server.mails.filter((mail) => mail.messageId?.includes(complaintId));
  await deliverAll(post, ledger.files);
  assert.equal(own().length, 0);
  const [waiting] = await noticesOf(complaintId);
  assert.deepEqual([waiting?.done, waiting?.attempts, waiting?.error], [false, 0, null], 'waiting is no failure');
  await publishLedger(product.as('shailoo_ledger'), ledger);
  await lookAgain(complaintId);
  await Promise.all([deliverAll(post, ledger.files), deliverAll(post, ledger.files)]);
  await deliverAll(post, ledger.files);
  const [filed, registered, ...more] = own();
  assert.match(registered?.messageId ?? '', /registered/);
  assert.deepEqual(more, []);
  assert.match(filed?.text ?? '', /доказывает, что жалоба записана в открытый журнал/);
  const receipt = granted(await readReceipt(product.context, complaintId));
  const proof = await proofForQr(product.context, ledger.files, receipt);
  assert.ok(proof);
  const { publicUrl } = post;
  const expected = await printReceipt(receipt, 'ru', { publicUrl, proof });
  assert.ok(filed?.attachments[0]?.content.equals(expected), 'the receipt whose QR has the proof');
});

test('a ledger that stands still or cannot be read holds a receipt up for its time and no longer; the mail says so and goes once', async () => {
  const unreadable = new IntegrationError({ code: 'ledger-unavailable', category: 'unavailable' });
  for (const read of [() => Promise.resolve(null), () => Promise.reject(unreadable)]) {
    const server = await aMailServer();
    const post = postTo(server.port);
    const complaintId = await aComplaint(product, 'filed', { language: 'en' });
    const waited = (seconds: number) =>
      product.context.database.query({
        text: `update outbox set created_at = clock_timestamp() - make_interval(secs => $2) where record_id = $1`,
        values: [complaintId, seconds],
      });
    const own = () => server.mails.filter((mail) => mail.messageId?.includes(complaintId));
    await waited(proofPatienceSeconds - 10);
    await deliverAll(post, { read });
    assert.equal(own().length, 0);
    await waited(proofPatienceSeconds);
    await lookAgain(complaintId);
    await deliverAll(post, { read });
    await deliverAll(post, { read });
    assert.equal(own().length, 1);
    assert.match(own()[0]?.text ?? '', /does not hold the proof.*page of the receipt/);
    assert.equal(own()[0]?.attachments.length, 1);
  }
});

test('retries grow to a quarter of an hour and never fall together', () => {
  assert.deepEqual(
    [0, 3, 20].map((attempts) => [backOffSeconds(attempts, 0), backOffSeconds(attempts, 1)]),
    [
      [1, 2],
      [8, 16],
      [450, 900],
    ],
  );
});
