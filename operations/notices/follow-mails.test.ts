import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { following } from '../../domain/complaints/following.ts';
import { sendOnce } from '../../test/support/send-once.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { onAgenda, publish, voteOn } from '../../test/builders/sittings.ts';
import { askFrom } from '../../test/support/ask-from.ts';
import { aPortal } from '../../test/support/portal.ts';
import type { TestPortal } from '../../test/support/portal.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { admitComplaint } from '../complaints/admit-complaint.ts';
import { readReceipt } from '../complaints/read-receipt.ts';
import { registerComplaint } from '../complaints/register-complaint.ts';
import { takeComplaint } from '../complaints/take-complaint.ts';
import { sweepExpiredRows } from '../records/sweep-expired-rows.ts';
import { deliverFollowMails } from './deliver-follow-mails.ts';
import type { NoticePost } from './deliver-mails.ts';

let product: Product;
let portal: TestPortal;
let mails: ParsedMail[] = [];
let post: NoticePost;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, _session, done) => void simpleParser(stream).then((mail) => (mails.push(mail), done())),
});

before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`;
  const from = { name: 'КР БШК', address: 'a@commission.example' };
  post = {
    publicUrl: portal.url,
    mailDomain: 'commission.example',
    send: ({ mail }) => sendOnce({ url, from, timeoutMs: 3_000 }, mail),
  };
});
after(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await portal.close();
  await product.close();
});

/** Everything that waits is sent; the mails of this sending. */
async function deliver(): Promise<ParsedMail[]> {
  mails = [];
  for (;;) {
    const { sent, ended, failures } = await deliverFollowMails(product.as('shailoo_worker'), post);
    assert.deepEqual(failures, []);
    if (sent + ended === 0) return mails;
  }
}

const query = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  product.context.database.query<Row & Record<string, unknown>>({ text, values });
const followersOf = async (address: string): Promise<{ confirmed: boolean }[]> =>
  query(`select confirmed_at is not null as confirmed from private.follower where address_look_up = $1`, [
    product.context.keyRing.lookUp(address),
  ]);
const numberOf = async (id: string): Promise<string> => granted(await readReceipt(product.context, id)).number;
const submit = (path: string, fields: Record<string, string> = {}): Promise<Response> =>
  fetch(portal.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
const ask = (number: string, email: string, language = 'ru'): Promise<Response> =>
  submit(`/${language}/complaints/${number}/follow`, { email });
const linkIn = (mail: ParsedMail | undefined, purpose: string): string =>
  new RegExp(String.raw`http\S+(/\w\w/follow/${purpose}/\S+)`).exec(mail?.text ?? '')?.[1] ??
  assert.fail(`no ${purpose} link`);

async function aFollower(number: string, email: string, language = 'ru'): Promise<void> {
  assert.equal((await ask(number, email, language)).status, 303);
  assert.equal((await submit(linkIn((await deliver()).at(-1), 'confirm'))).status, 200);
}

async function register(complaintId: string): Promise<void> {
  granted(await registerComplaint(product.context, await product.actor(product.cec.clerk), { complaintId }));
}

test('who asks gets one link; looking at it changes nothing, the button does, and only then events are sent', async () => {
  const id = await aComplaint(product, 'filed');
  const number = await numberOf(id);
  const answer = await ask(number, 'Reader@Example.org', 'en');
  assert.equal(answer.status, 303);
  const page = await (await fetch(new URL(answer.headers.get('location') ?? '', portal.url))).text();
  assert.match(page, /works for 48 hours/);
  const [confirm, ...others] = await deliver();
  assert.equal(others.length, 0);
  assert.equal(confirm?.to && 'text' in confirm.to ? confirm.to.text : '', 'Reader@example.org');
  assert.match(confirm?.text ?? '', /works for 48 hours/);
  const link = linkIn(confirm, 'confirm');
  for (let n = 0; n < 2; n += 1) assert.match(await (await fetch(portal.url + link)).text(), /<form[^>]*method="post"/);
  assert.deepEqual(await followersOf('reader@example.org'), [{ confirmed: false }]);
  await register(id);
  assert.deepEqual(await deliver(), [], 'not confirmed: nothing is sent');
  assert.match(await (await submit(link)).text(), /address is confirmed/);
  assert.deepEqual(await followersOf('reader@example.org'), [{ confirmed: true }]);
  assert.match(await (await submit(link)).text(), /address is confirmed/, 'twice is no fault');
  granted(await takeComplaint(product.context, await product.actor(product.cec.lawyers[0]), { complaintId: id }));
  const [event, ...more] = await deliver();
  assert.equal(more.length, 0);
  assert.match(event?.text ?? '', new RegExp(`The complaint that you follow: ${number}`));
  assert.equal(event?.headers.get('content-language'), 'en');
});

/** Sentences and particulars of the history on the page of the case, newest first. */
async function historyOf(number: string, language: string): Promise<string[]> {
  const page = await (await fetch(`${portal.url}/${language}/complaints/${number}`)).text();
  const list = /<ol class="timeline">([\s\S]*?)<\/ol>/.exec(page)?.[1] ?? '';
  return [...list.matchAll(/<b>(.*?)<\/b>(?:<p>(.*?)<\/p>)?/g)].map(([, words = '', detail = '']) => words + detail);
}

test('each public event is one mail, in order, in the words of the page and no more, and two relays at once double none', async () => {
  const id = await aComplaint(product, 'drafted');
  const number = await numberOf(id);
  await aFollower(number, 'press@example.org');
  const before = await historyOf(number, 'ru');
  const item = await onAgenda(product, id, 3_600_000);
  product.clock.pass(3_600_000);
  await voteOn(product, item);
  await publish(product, id);
  mails = [];
  const relays = [product.as('shailoo_worker'), product.as('shailoo_worker')];
  for (let n = 0; n < 20; n += 1) await Promise.all(relays.map((relay) => deliverFollowMails(relay, post)));
  const told = (await historyOf(number, 'ru')).slice(0, -before.length).toReversed();
  assert.ok(told.length >= 3, String(told));
  assert.deepEqual(
    mails.map(({ text = '' }) => {
      const [, happened = ''] = text.split('\n\n');
      return happened.replace(/^.*?\d\d:\d\d\. /, '').replace('\n', '');
    }),
    told,
  );
  assert.equal(new Set(mails.map(({ messageId }) => messageId)).size, told.length);
  for (const { text = '' } of mails) assert.doesNotMatch(text, /Айгүл|Сатаров|Айыл өкмөтү|aigul/);
});

test('every mail stops with one click as RFC 8058 has it: any body, no cookie, from any site, no redirect; then nothing is sent and nothing kept', async () => {
  const id = await aComplaint(product, 'filed');
  const number = await numberOf(id);
  await aFollower(number, 'stop@example.org', 'ky');
  await register(id);
  granted(await takeComplaint(product.context, await product.actor(product.cec.lawyers[0]), { complaintId: id }));
  const [first] = await deliver();
  const raw = first?.headers.get('list') as { unsubscribe?: { url?: string }; 'unsubscribe-post'?: { name?: string } };
  const stop = linkIn(first, 'stop');
  assert.equal(raw.unsubscribe?.url, portal.url + stop);
  assert.equal(raw['unsubscribe-post']?.name, 'List-Unsubscribe=One-Click');
  assert.match(await (await fetch(portal.url + stop)).text(), /<form[^>]*method="post"/);
  assert.equal((await followersOf('stop@example.org')).length, 1, 'looking changes nothing');
  granted(await admitComplaint(product.context, await product.actor(product.cec.lawyers[0]), { complaintId: id }));
  const body = new FormData();
  body.set('List-Unsubscribe', 'One-Click');
  const headers = { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' };
  const answer = await fetch(portal.url + stop, { method: 'POST', body, headers, redirect: 'manual' });
  assert.equal(answer.status, 200);
  assert.deepEqual(await followersOf('stop@example.org'), []);
  assert.deepEqual(await deliver(), [], 'what waited is not sent any more');
  assert.equal((await submit(stop)).status, 200, 'twice is no fault');
});

test('an address that follows is sent nothing when it asks again, and mails to confirm are limited by address', async () => {
  const numbers: string[] = [];
  for (let n = 0; n <= following.mailsPerDay; n += 1) numbers.push(await numberOf(await aComplaint(product, 'filed')));
  const [first = ''] = numbers;
  await aFollower(first, 'known@example.org');
  assert.equal((await ask(first, 'Known@example.org')).status, 303);
  assert.deepEqual(await deliver(), []);
  for (const number of numbers) assert.equal((await ask(number, 'flood@example.org')).status, 303);
  assert.equal((await deliver()).length, following.mailsPerDay);
  assert.equal((await ask(first, 'no address')).status, 422);
});

test('an address is sealed, asking is limited by network address, and only the worker reads who is written to', async () => {
  const number = await numberOf(await aComplaint(product, 'filed'));
  await ask(number, 'sealed@example.org');
  const dump = JSON.stringify([
    await query(`select f::text, encode(sealed_address, 'escape') as sealed from private.follower f`),
    await query(`select * from outbox where topic = 'follow'`),
    await query(`select * from audit`),
    await query(`select * from event`),
  ]);
  assert.doesNotMatch(dump, /sealed@/);
  for (const role of ['shailoo_portal', 'shailoo_desk'] as const)
    await assert.rejects(product.as(role).database.query({ text: 'select sealed_address from private.follower' }), {
      code: '42501',
    });
  const limited = await aPortal(product, { followLimit: 2 });
  const from = (address: string) =>
    askFrom(address, `${limited.url}/ru/complaints/${number}/follow`, { fields: { email: 'sealed@example.org' } });
  const statuses = [await from('127.0.0.9'), await from('127.0.0.9'), await from('127.0.0.9'), await from('127.0.0.8')];
  await limited.close();
  assert.deepEqual(
    statuses.map(({ status }) => status),
    [303, 303, 429, 303],
  );
});

test('a link to confirm ends after its hours, and the address goes with it; a link made up or for something else is none', async () => {
  const number = await numberOf(await aComplaint(product, 'filed'));
  await ask(number, 'slow@example.org');
  const link = linkIn((await deliver()).at(-1), 'confirm');
  const madeUp = (last: string) => submit(link.slice(0, -1) + last);
  assert.equal((await madeUp(link.endsWith('A') ? 'E' : 'A')).status, 404);
  assert.equal((await submit(link.replace('confirm', 'stop'))).status, 200);
  assert.equal((await followersOf('slow@example.org')).length, 1, 'a proof to confirm does not stop');
  await query(
    `update private.follower set asked_at = asked_at - make_interval(hours => $1) where confirmed_at is null`,
    [following.confirmHours],
  );
  assert.equal((await fetch(portal.url + link)).status, 404);
  assert.equal((await submit(link)).status, 404);
  await sweepExpiredRows(product.as('shailoo_worker'));
  assert.deepEqual(await followersOf('slow@example.org'), []);
});

test('addresses of a case that is over go thirty days after its last event, those of an open one stay', async () => {
  const [over, open] = [await aComplaint(product, 'filed'), await aComplaint(product, 'filed')];
  await aFollower(await numberOf(over), 'over@example.org');
  await aFollower(await numberOf(open), 'open@example.org');
  await query(`update complaint set status = 'closed' where id = $1`, [over]);
  const worker = product.as('shailoo_worker');
  await sweepExpiredRows(worker);
  assert.equal((await followersOf('over@example.org')).length, 1, 'its last event is of today');
  await query(`alter table event disable trigger all`);
  await query(`update event set recorded_at = recorded_at - make_interval(days => $1) where record_id = any($2)`, [
    400,
    [over, open],
  ]);
  await query(`alter table event enable trigger all`);
  await sweepExpiredRows(worker);
  assert.deepEqual([await followersOf('over@example.org'), (await followersOf('open@example.org')).length], [[], 1]);
});
