import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { instant } from '../../domain/time/instant.ts';
import { sendMail } from '../../integrations/mail/send-mail.ts';
import { backOffSeconds } from '../../persistence/records/outbox.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { leaveComplaintUnexamined } from '../complaints/leave-complaint-unexamined.ts';
import { registerComplaint } from '../complaints/register-complaint.ts';
import { takeComplaint } from '../complaints/take-complaint.ts';
import { endDueTerms } from '../deadlines/end-due-terms.ts';
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
      sendMail(
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

async function deliverAll(post: NoticePost): Promise<void> {
  const context = product.as('shailoo_worker');
  for (;;) {
    const { sent, ended } = await deliverNotices(context, post);
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
  assert.equal((await deliverNotices(context, postTo(port))).putOff, 1);
  const [filed, registered] = await noticesOf(complaintId);
  assert.deepEqual([filed?.done, filed?.attempts, filed?.error], [false, 1, 'mail-server-unavailable']);
  assert.deepEqual([registered?.done, registered?.attempts], [false, 0]);
  assert.equal((await deliverNotices(context, postTo(port))).putOff, 0, 'it waits before the next try');

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
