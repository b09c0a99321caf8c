import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMilliseconds } from '../../../domain/time/instant.ts';
import type { ComplaintState } from '../../../domain/complaints/complaint.ts';
import { syntheticPin } from '../../../integrations/tunduk/contracts/people/pin.ts';
import { appointHearing } from '../../../operations/complaints/appoint-hearing.ts';
import { readReceipt } from '../../../operations/complaints/read-receipt.ts';
import { renewReceiptCode } from '../../../operations/complaints/renew-receipt-code.ts';
import { returnForDefects } from '../../../operations/complaints/return-for-defects.ts';
import { takeComplaint } from '../../../operations/complaints/take-complaint.ts';
import { readEvents, readRecordState } from '../../../persistence/records/read-record.ts';
import { askRegistry } from '../../../operations/registries/ask-registry.ts';
import { keepAnswer } from '../../../operations/registries/keep-answer.ts';
import { anIdentifiedComplaint } from '../../../test/builders/identified-complaint.ts';
import { aComplaint, granted } from '../../../test/builders/complaints.ts';
import { FormBrowser } from '../../../test/support/form-browser.ts';
import { aPortal } from '../../../test/support/portal.ts';
import type { TestPortal } from '../../../test/support/portal.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';

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

const pdf = (name: string, text = name): File =>
  new File([`%PDF-1.7\n${text}\n%%EOF\n`], name, { type: 'application/pdf' });

type Opened = { complaintId: string; browser: FormBrowser; at: string; code: string };

/** A complaint at a point of its procedure, its private side open in a browser. */
async function opened(status: 'filed' | 'registered' | 'admitted' = 'admitted', complaintId?: string): Promise<Opened> {
  const id = complaintId ?? (await aComplaint(product, status));
  const { number, code } = granted(await readReceipt(product.context, id));
  const browser = new FormBrowser(portal.url);
  const at = `/ru/complaints/${number}`;
  await browser.send(`${at}/open`, { code });
  return { complaintId: id, browser, at, code };
}

async function returned(): Promise<string> {
  const { context, cec, actor } = product;
  const complaintId = await aComplaint(product, 'registered');
  const lawyer = await actor(cec.lawyers[0]);
  granted(await takeComplaint(context, lawyer, { complaintId }));
  const request = { complaintId, defects: ['demand', 'unreadable'], text: 'Укажите, чего вы требуете.' };
  granted(await returnForDefects(context, lawyer, request));
  return complaintId;
}

async function stateOf(complaintId: string): Promise<ComplaintState> {
  const known = await readRecordState<ComplaintState>(product.context.database, complaintId, 'complaint');
  assert.ok(known);
  return known.state;
}

async function eventsOf(complaintId: string, kind: string) {
  return (await readEvents(product.context.database, complaintId)).filter((event) => event.kind === kind);
}

/** The SHA-256 values a page shows, without the spaces between the groups. */
function hashesIn(html: string): string[] {
  return [...html.matchAll(/sha256 ((?:[0-9a-f]{4} ){15}[0-9a-f]{4})/g)].map(([, hex]) =>
    (hex ?? '').replaceAll(' ', ''),
  );
}

test('the code opens the private side once and for half an hour; it is in no address, and the button closes it', async () => {
  const { browser, at, code } = await opened();
  assert.equal(browser.path, `${at}/private`);
  await browser.open(`${at}/private`);
  assert.equal(browser.status, 200);
  assert.match(browser.html, /aigul@example\.org/);
  assert.doesNotMatch(browser.html, new RegExp(code));
  await browser.send(`${at}/private/close`, {});
  assert.equal(browser.path, at);
  await browser.open(`${at}/private`);
  assert.equal(browser.status, 401);
  assert.doesNotMatch(browser.html, /aigul@example\.org/);
});

test('thirty idle minutes end the private side, and what was typed then waits for the code', async () => {
  const { complaintId, browser, at, code } = await opened();
  await browser.open(`${at}/private/withdraw`);
  await product.context.database.query({
    text: `update session set seen_at = seen_at - interval '31 minutes' where surface = 'receipt'`,
  });
  await browser.send(`${at}/private/withdraw`, { form: crypto.randomUUID(), text: 'Мы договорились.' });
  assert.equal(browser.status, 401);
  assert.match(browser.html, /Мы договорились\./);
  assert.equal((await stateOf(complaintId)).status, 'admitted');
  await browser.send(`${at}/open`, { act: 'withdrawComplaint', 'kept-text': 'Мы договорились.', code: '0000' });
  assert.equal(browser.status, 403);
  assert.match(browser.html, /Мы договорились\./);
  await browser.send(`${at}/open`, { act: 'withdrawComplaint', 'kept-text': 'Мы договорились.', code });
  assert.equal(browser.status, 200);
  assert.match(browser.html, /<textarea[^>]*>\s*Мы договорились\./);
  assert.equal((await stateOf(complaintId)).status, 'admitted', 'nothing is sent by the code');
});

test('a session opens its own case only, and a renewed code ends it', async () => {
  const one = await opened();
  const other = await opened();
  const otherNumber = other.at;
  await one.browser.open(`${otherNumber}/private`);
  assert.equal(one.browser.status, 401);
  await one.browser.open(`${one.at}/private`);
  assert.equal(one.browser.status, 200);
  const clerk = await product.actor(product.cec.clerk);
  granted(await renewReceiptCode(product.context, clerk, { complaintId: one.complaintId }));
  await one.browser.open(`${one.at}/private`);
  assert.equal(one.browser.status, 401);
  await one.browser.send(`${one.at}/private/withdraw`, { form: crypto.randomUUID(), text: '' });
  assert.equal((await stateOf(one.complaintId)).status, 'admitted');
});

test('a form without the token of the session does nothing', async () => {
  const { complaintId, browser, at } = await opened();
  await browser.open(`${at}/private/withdraw`);
  const body = new URLSearchParams({ form: crypto.randomUUID(), text: '', _csrf: 'x'.repeat(43) });
  const answer = await browser.request(`${at}/private/withdraw`, { method: 'POST', body });
  assert.equal(answer.status, 403);
  const files = new FormData();
  files.append('_csrf', 'wrong');
  files.append('files', pdf('a.pdf'));
  assert.equal((await browser.request(`${at}/private/evidence`, { method: 'POST', body: files })).status, 403);
  assert.equal((await stateOf(complaintId)).status, 'admitted');
});

test('the cookie of the private side is for the portal alone: its own name, HttpOnly, with https bound to the host', async () => {
  const { complaintId, code } = await opened();
  const { number } = granted(await readReceipt(product.context, complaintId));
  const secure = await aPortal(product, { publicUrl: 'https://portal.example' });
  const address = `${secure.url}/ru/complaints/${number}/open`;
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams({ code }), redirect: 'manual' });
  const cookie = answer.headers.getSetCookie().find((each) => each.includes('receipt=')) ?? '';
  await secure.close();
  assert.match(cookie, /^__Host-shailoo-receipt=/);
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /Secure/);
  assert.match(cookie, /SameSite=Lax/);
});

test('withdrawing is a second step that says what follows; sent twice at once it is one act with one confirmation', async () => {
  const { complaintId, browser, at } = await opened();
  await browser.open(`${at}/private/withdraw`);
  assert.match(browser.html, /Отменить отзыв нельзя/);
  const form = /name="form" value="([^"]+)"/.exec(browser.html)?.[1] ?? '';
  const body = new URLSearchParams({ _csrf: browser.token(), form, text: 'Причина отзыва' });
  const answers = await Promise.all(
    Array.from({ length: 3 }, () => browser.request(`${at}/private/withdraw`, { method: 'POST', body })),
  );
  const addresses = new Set(answers.map((answer) => answer.headers.get('Location')));
  assert.equal(addresses.size, 1);
  assert.equal((await eventsOf(complaintId, 'COMPLAINT_WITHDRAWN')).length, 1);
  await browser.open([...addresses][0] ?? '');
  const [event] = await eventsOf(complaintId, 'COMPLAINT_WITHDRAWN');
  const { paperHash } = JSON.parse(event?.payload ?? '{}') as { paperHash: string };
  assert.deepEqual(hashesIn(browser.html), [paperHash]);
  assert.match(browser.html, /11 января 2027 года, 10:00:00/);
  await browser.open(`${at}/private`);
  assert.match(browser.html, /Причина отзыва/);
  await browser.open(`${at}/private/evidence`);
  assert.match(browser.html, /COMPLAINT_WITHDRAWN/);
  const late = await browser.send(`${at}/private/withdraw`, { form: crypto.randomUUID(), text: '' });
  assert.match(late, new RegExp(paperHash.slice(0, 4)), 'a second withdrawal shows the confirmation of the first');
});

test('evidence is words and several files; a fault loses neither, and a double submit is one act', async () => {
  const { complaintId, browser, at } = await opened();
  await browser.open(`${at}/private/evidence`);
  await browser.upload(`${at}/private/evidence`, [pdf('one.pdf'), new File([], 'empty.pdf')], {
    text: 'Слова к файлам',
    next: 'files',
  });
  assert.equal(browser.status, 422);
  assert.match(browser.html, /one\.pdf/);
  assert.match(browser.html, /Слова к файлам/);
  const form = /name="form" value="([^"]+)"/.exec(browser.html)?.[1] ?? '';
  const send = (): Promise<Response> => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ _csrf: browser.token(), form, text: 'Слова к файлам', next: 'send' }))
      body.append(name, value);
    return browser.request(`${at}/private/evidence`, { method: 'POST', body });
  };
  await browser.upload(`${at}/private/evidence`, [pdf('two.pdf')], { form, text: 'Слова к файлам', next: 'files' });
  assert.equal(browser.status, 200);
  const answers = [...(await Promise.all([send(), send()])), await send()];
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [303]);
  const events = await eventsOf(complaintId, 'EVIDENCE_ADDED');
  assert.equal(events.length, 1);
  const payload = JSON.parse(events[0]?.payload ?? '{}') as { paperHash: string; fileHashes: string[] };
  assert.equal(payload.fileHashes.length, 2);
  await browser.open(answers[0]?.headers.get('Location') ?? '');
  assert.deepEqual(hashesIn(browser.html), [payload.paperHash, ...payload.fileHashes]);
  await browser.open(`${at}/private`);
  assert.match(browser.html, /two\.pdf/);
  assert.match(browser.html, /Слова к файлам/);
});

test('a file that waits can be taken back without losing the words; nothing at all is refused with a code', async () => {
  const { complaintId, browser, at } = await opened();
  await browser.open(`${at}/private/evidence`);
  await browser.upload(`${at}/private/evidence`, [pdf('back.pdf')], { text: 'Останется', next: 'files' });
  const file = /name="remove" value="([^"]+)"/.exec(browser.html)?.[1] ?? '';
  await browser.upload(`${at}/private/evidence`, [], { text: 'Останется', remove: file });
  assert.doesNotMatch(browser.html, /back\.pdf/);
  assert.match(browser.html, /Останется/);
  const form = /name="form" value="([^"]+)"/.exec(browser.html)?.[1] ?? '';
  await browser.upload(`${at}/private/evidence`, [], { form, text: ' ', next: 'send' });
  assert.equal(browser.status, 422);
  assert.match(browser.html, /NOTHING_FILED/);
  await browser.upload(`${at}/private/evidence`, [], { form, text: 'я'.repeat(20_001), next: 'send' });
  assert.equal(browser.status, 422);
  assert.match(browser.html, /PAPER_TOO_LONG/);
  assert.ok(browser.html.includes('я'.repeat(20_001)), 'the whole text is there again');
  assert.equal((await eventsOf(complaintId, 'EVIDENCE_ADDED')).length, 0);
});

test('a changed contact is used from then on and confirmed by hash; a mail address that is none keeps what was typed', async () => {
  const { complaintId, browser, at } = await opened();
  await browser.open(`${at}/private/contact`);
  assert.match(browser.html, /value="aigul@example\.org"/);
  const form = /name="form" value="([^"]+)"/.exec(browser.html)?.[1] ?? '';
  const typed = { form, email: 'новый адрес', phone: '+996 555', address: 'Бишкек' };
  await browser.send(`${at}/private/contact`, typed);
  assert.equal(browser.status, 422);
  assert.match(browser.html, /value="новый адрес"/);
  assert.match(browser.html, /value="\+996 555"/);
  await browser.send(`${at}/private/contact`, { ...typed, email: 'new@example.org' });
  assert.match(browser.path, /\/private\/received\/\d+$/);
  const [event] = await eventsOf(complaintId, 'CONTACT_CHANGED');
  assert.deepEqual(hashesIn(browser.html), [(JSON.parse(event?.payload ?? '{}') as { paperHash: string }).paperHash]);
  await browser.open(`${at}/private`);
  assert.match(browser.html, /new@example\.org/);
  assert.doesNotMatch(browser.html, /aigul@example\.org/);
});

test('defects are shown in the words of the commission with the term; the answer sends the case back to the lawyer', async () => {
  const { complaintId, browser, at } = await opened('registered', await returned());
  await browser.open(`${at}/private`);
  assert.match(browser.html, /Укажите, чего вы требуете\./);
  assert.match(browser.html, /не указано требование/);
  assert.match(browser.html, /до 10:00 13 января 2027 года/);
  await browser.open(`${at}/private/cure`);
  assert.match(browser.html, /Укажите, чего вы требуете\./);
  const form = /name="form" value="([^"]+)"/.exec(browser.html)?.[1] ?? '';
  await browser.upload(`${at}/private/cure`, [pdf('cure.pdf')], { form, text: 'Снять плакат.', next: 'send' });
  assert.match(browser.path, /\/private\/received\/\d+$/);
  const state = await stateOf(complaintId);
  assert.equal(state.status, 'registered');
  assert.ok(state.curedAt);
  const [event] = await eventsOf(complaintId, 'COMPLAINT_DEFECTS_CURED');
  const payload = JSON.parse(event?.payload ?? '{}') as { paperHash: string; fileHashes: string[] };
  assert.deepEqual(hashesIn(browser.html), [payload.paperHash, ...payload.fileHashes]);
});

test('a hearing is shown with date, time and place, and can be taken into a calendar', async () => {
  const { context, cec, actor, clock } = product;
  const complaintId = await aComplaint(product, 'admitted');
  const startsAt = addMilliseconds(clock.now, 24 * 3_600_000);
  const request = {
    complaintId,
    startsAt,
    invited: ['complainant'],
    place: 'Бишкек, зал 4',
    text: 'Возьмите паспорт.',
  };
  const { hearingId } = granted(await appointHearing(context, await actor(cec.lawyers[0]), request));
  const { browser, at } = await opened('admitted', complaintId);
  assert.match(browser.html, /12 января/);
  assert.match(browser.html, /10:00/);
  assert.match(browser.html, /Бишкек, зал 4/);
  assert.match(browser.html, /Возьмите паспорт\./);
  const file = await browser.request(`${at}/private/hearing/${hearingId}.ics`);
  assert.equal(file.status, 200);
  assert.match(file.headers.get('Content-Type') ?? '', /^text\/calendar/);
  const text = await file.text();
  assert.match(text, /DTSTART:20270112T040000Z/);
  assert.match(text, /LOCATION:Бишкек\\, зал 4/);
  assert.equal((await fetch(`${portal.url}${at}/private/hearing/${hearingId}.ics`)).status, 401);
});

test('papers between the commission and the bodies it asks are never on the private side', async () => {
  const { browser } = await opened('registered', await returned());
  assert.doesNotMatch(browser.html, /\/private\/received\/999/);
  const missing = await browser.open(`${browser.path}/received/999`);
  assert.match(missing, /404|не найдена|нет/);
  assert.equal(browser.status, 404);
});

test('who holds the code sees that a registry was asked about them, by whom, when and why, in three languages; never the answer', async () => {
  const pin = syntheticPin('female', 1980, 101);
  const complaintId = await anIdentifiedComplaint(product, pin);
  const lawyer = await product.actor(product.cec.lawyers[0]);
  const asked = granted(await askRegistry(product.context, lawyer, { complaintId, registry: 'civilRecordByPin' }));
  const { browser, at } = await opened('admitted', complaintId);
  const words = { ky: 'жооп күтүлүүдө', ru: 'ждём ответа', en: 'answer awaited' };
  const { number } = await stateOf(complaintId);
  for (const [language, awaited] of Object.entries(words)) {
    await browser.open(`${at.replace('/ru/', `/${language}/`)}/private`);
    const text = browser.html;
    assert.ok(text.includes(awaited) && text.includes(number), language);
  }
  const evidence = { exchangeId: asked.requestId, attempt: 1, xRoadId: asked.requestId };
  const data = { pin, surname: 'Башкача' };
  await keepAnswer(product.as('shailoo_worker'), asked.requestId, { kind: 'ok', data, evidence, isStandIn: true });
  await browser.open(`${at}/private`);
  const text = browser.html;
  assert.match(
    text,
    /Какие реестры запрошены о вас[\s\S]*<b>Реестр актов гражданского состояния \(ЗАГС\)<\/b>, ответ: /,
  );
  assert.ok(!text.includes('Башкача') && !text.includes(pin));
});
