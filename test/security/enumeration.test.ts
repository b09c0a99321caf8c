import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { expressRoutes } from '../../dev/generated-docs/express-routes.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { following } from '../../domain/complaints/following.ts';
import { followLinkPath } from '../../operations/complaints/follow-link.ts';
import { receiptTries } from '../../operations/complaints/open-complaint-with-code.ts';
import { readReceipt } from '../../operations/complaints/read-receipt.ts';
import { renewReceiptCode } from '../../operations/complaints/renew-receipt-code.ts';
import { withdrawComplaint } from '../../operations/complaints/withdraw-complaint.ts';
import { createFileLink } from '../../operations/documents/create-file-link.ts';
import { renewFeed, revokeFeed } from '../../operations/calendar/calendar-feed.ts';
import { createFilesOrigin } from '../../web-public/files-origin.ts';
import type { PortalDeps } from '../../web-public/portal-deps.ts';
import { deskRoutes } from '../../web-admin/routes.ts';
import { aComplaint, granted } from '../builders/complaints.ts';
import { askFrom } from '../support/ask-from.ts';
import type { RawAnswer } from '../support/ask-from.ts';
import { aBrowser, aDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { portalRoutes } from './portal-walk.ts';

let product: Product;
let portal: TestPortal;
let desk: TestDesk;
let machine = 1;

/** A machine that has not asked before. */
const aMachine = (): string => `127.0.${Math.floor(++machine / 250)}.${(machine % 250) + 2}`;

before(async () => {
  product = await aProduct();
  portal = await aPortal(product);
  desk = await aDesk(product);
});
after(async () => {
  await desk.close();
  await portal.close();
  await product.close();
});

type Case = { id: string; number: string; code: string; open: string };

async function aCase(): Promise<Case> {
  const id = await aComplaint(product);
  const { number, code } = granted(await readReceipt(product.context, id));
  return { id, number, code, open: `${portal.url}/en/complaints/${number}/open` };
}

/** Headers that differ with every request and say nothing of what was asked for. */
const passing = new Set([
  'date',
  'x-correlation-id',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'connection',
  'keep-alive',
  'etag',
]);

/** What can be seen of an answer, but for what stood in the question and what is drawn anew for every answer. */
function seen({ status, headers, body }: RawAnswer, asked: readonly string[] = []): string {
  const plain = (text: string): string =>
    asked.filter((one) => one !== '').reduce((all, one) => all.replaceAll(one, '#'.repeat(12)), text);
  const shown = Object.entries(headers).flatMap(([name, value]) => {
    if (passing.has(name) || (asked.length > 0 && name === 'content-length')) return [];
    // Which language was read last is kept with the first page of a browser, whatever the page is.
    const told = [value ?? []].flat().filter((line) => !line.startsWith('shailoo-language='));
    return told.length === 0 ? [] : [[name, told]];
  });
  return plain(JSON.stringify({ status, headers: shown, body })).replaceAll(
    /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|name=\\"_csrf\\" value=\\"[\w-]+\\"/g,
    'drawn',
  );
}

function allAlike(answers: readonly string[], what: string): void {
  for (const answer of answers) assert.equal(answer, answers[0], what);
}

test('every wrong code is answered alike, however near to the right one it is', async () => {
  const [one, other] = [await aCase(), await aCase()];
  const former = one.code;
  const clerk = await product.actor(product.cec.clerk);
  granted(await renewReceiptCode(product.context, clerk, { complaintId: one.id }));
  const { code } = granted(await readReceipt(product.context, one.id));
  const last = code.endsWith('0') ? '1' : '0';
  const wrong = [
    '',
    'A',
    'AAAA-AAAA-AAAA-AAAA',
    code.slice(0, -1) + last,
    code.slice(0, 9),
    `${code}0`,
    former,
    other.code,
  ];
  const answers = [];
  for (const tried of [...wrong, 'Ы'.repeat(19), '<b>', "' or 1=1 --"])
    answers.push(await askFrom(aMachine(), one.open, { fields: { code: tried } }));
  answers.push(await askFrom(aMachine(), one.open, { fields: {} }));
  assert.equal(answers[0]?.status, 403);
  assert.match(answers[0]?.body ?? '', /does not match[^<]*RECEIPT_CODE_WRONG/);
  allAlike(
    answers.map((answer) => seen(answer)),
    'a wrong code',
  );
  assert.equal((await askFrom(aMachine(), one.open, { fields: { code } })).status, 303);
});

test('a locked case answers the right code as it answers a wrong one, with words and a code in three languages', async () => {
  const one = await aCase();
  const from = aMachine();
  for (let n = 0; n < receiptTries; n += 1)
    assert.equal((await askFrom(from, one.open, { fields: { code: 'wrong' } })).status, 403);
  const words = { ky: /15 мүнөттөн кийин/, ru: /через 15 минут/, en: /in 15 minutes/ };
  for (const language of LANGUAGES) {
    const open = one.open.replace('/en/', `/${language}/`);
    const answers = [one.code, 'wrong', '', one.code.toLowerCase()].map((code) =>
      askFrom(from, open, { fields: { code } }),
    );
    const [first, ...others] = await Promise.all(answers);
    assert.ok(first);
    assert.equal(first.status, 429);
    assert.match(first.body, words[language]);
    assert.match(first.body, /RECEIPT_CODE_LOCKED/);
    allAlike(
      [first, ...others].map((answer) => seen(answer)),
      language,
    );
  }
});

test('the lock is of one number for one machine: it shuts out nobody else, grows by no further try, and ends', async () => {
  const [one, other] = [await aCase(), await aCase()];
  const [attacker, owner] = [aMachine(), aMachine()];
  const inside = await askFrom(attacker, one.open, { fields: { code: one.code } });
  const cookie = (inside.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
  for (let n = 0; n < 3 * receiptTries; n += 1) await askFrom(attacker, one.open, { fields: { code: 'wrong' } });
  assert.equal((await askFrom(attacker, one.open, { fields: { code: one.code } })).status, 429);
  const pretending = { fields: { code: one.code }, headers: { 'x-forwarded-for': owner, forwarded: `for=${owner}` } };
  assert.equal((await askFrom(attacker, one.open, pretending)).status, 429, 'a machine cannot say that it is another');
  assert.equal((await askFrom(owner, one.open, { fields: { code: one.code } })).status, 303, 'from elsewhere it opens');
  assert.equal(
    (await askFrom(attacker, other.open, { fields: { code: other.code } })).status,
    303,
    'another number opens',
  );
  const page = one.open.replace('/open', '/private');
  assert.equal((await askFrom(attacker, page, { headers: { cookie } })).status, 200, 'who is inside stays inside');
  for (let n = 0; n < 12; n += 1) {
    const from = aMachine();
    for (let tries = 0; tries < receiptTries; tries += 1) await askFrom(from, one.open, { fields: { code: 'wrong' } });
  }
  assert.equal(
    (await askFrom(aMachine(), one.open, { fields: { code: one.code } })).status,
    303,
    'many cannot lock it for all',
  );
  const rows = await product.context.database.query({
    text: `select from receipt_attempt where record_id = $1`,
    values: [one.id],
  });
  assert.equal(rows.length, receiptTries * 13, 'a try that was locked out does not count');
  await product.context.database.query({ text: `update receipt_attempt set at = at - interval '15 minutes'` });
  assert.equal((await askFrom(attacker, one.open, { fields: { code: one.code } })).status, 303);
});

test('one machine that tries many numbers is stopped, in words and with a code in three languages, and others are served', async () => {
  const few = await aPortal(product, { postLimit: 20 });
  try {
    const from = aMachine();
    const words = { ky: /Аракет өтө көп болду/, ru: /Слишком много запросов/, en: /Too many requests/ };
    const ask = (n: number, language = 'en') =>
      askFrom(from, `${few.url}/${language}/complaints/K-2027-${String(n).padStart(6, '0')}/open`, {
        fields: { code: 'A' },
      });
    const first = [];
    for (let n = 0; n < 20; n += 1) first.push((await ask(n)).status);
    assert.ok(
      first.every((status) => status === 403 || status === 404),
      first.join(),
    );
    for (const language of LANGUAGES) {
      const answer = await ask(1, language);
      assert.equal(answer.status, 429);
      assert.match(answer.body, words[language]);
      assert.match(answer.body, /TOO_MANY_REQUESTS/);
      assert.ok(Number(answer.headers['retry-after']) > 0);
      const absent = await ask(999_999, language);
      allAlike([seen(answer, ['K-2027-000001']), seen(absent, ['K-2027-999999'])], 'there or not there');
    }
    const one = await aCase();
    const open = one.open.replace(portal.url, few.url);
    assert.equal((await askFrom(aMachine(), open, { fields: { code: one.code } })).status, 303);
    const api = aMachine();
    const post = () => askFrom(api, `${few.url}/api/v1/complaints`, { method: 'POST' });
    for (let n = 0; n < 20; n += 1) assert.equal((await post()).status, 400);
    const problem = JSON.parse((await post()).body) as { code: string; messages: Record<string, string> };
    assert.equal(problem.code, 'TOO_MANY_REQUESTS');
    assert.deepEqual(Object.keys(problem.messages).toSorted(), [...LANGUAGES].toSorted());
  } finally {
    await few.close();
  }
});

/** Addresses of the private side, with what the parts of them can be. */
const privateAddresses = [
  '',
  '/cure',
  '/evidence',
  '/contact',
  '/withdraw',
  '/received/1',
  '/received/99',
  `/hearing/${randomUUID()}.ics`,
];

test('whoever has no code learns nothing of a private side: not whether anything happened in it, nor that of another case', async () => {
  const { context } = product;
  const [plain, rich, mine] = [await aCase(), await aCase(), await aCase()];
  granted(await withdrawComplaint(context, { kind: 'complainant' }, { complaintId: rich.id, text: 'Сөз' }));
  const opened = await askFrom(aMachine(), mine.open, { fields: { code: mine.code } });
  const cookie = (opened.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
  for (const tail of privateAddresses) {
    for (const method of tail.startsWith('/received') || tail.startsWith('/hearing') ? ['GET'] : ['GET', 'POST']) {
      const answers = [];
      for (const { number } of [plain, rich]) {
        const url = `${portal.url}/en/complaints/${number}/private${tail}`;
        const fields = { _csrf: 'x', text: '' };
        for (const headers of [
          {},
          { cookie },
          { cookie: `shailoo-receipt=${randomBytes(32).toString('base64url')}` },
        ]) {
          const asked = method === 'GET' || tail === '' ? { headers, method } : { headers, fields };
          answers.push(seen(await askFrom(aMachine(), url, asked), [number]));
        }
      }
      allAlike(answers, `${method} ${tail}`);
    }
  }
});

test('a number that is not there, and one that is none, have no private side, whatever is sent', async () => {
  for (const number of ['K-2027-999999', 'K-2026-000001', 'nothing', '%00', '..%2F..']) {
    const at = `${portal.url}/en/complaints/${number}`;
    const page = await askFrom(aMachine(), at);
    assert.equal(page.status, 404, number);
    for (const tail of privateAddresses) {
      const answer = await askFrom(aMachine(), `${at}/private${tail}`);
      assert.equal(answer.status, 404, `${number}${tail}`);
    }
    const codes = ['', 'AAAA-AAAA-AAAA-AAAA', (await aCase()).code];
    const answers = [];
    for (const code of codes) answers.push(await askFrom(aMachine(), `${at}/open`, { fields: { code } }));
    assert.equal(answers[0]?.status, 404);
    allAlike(
      answers.map((answer) => seen(answer, [number])),
      number,
    );
  }
});

test('looking numbers up answers what is not there and what is no number alike', async () => {
  const numbers = ['K-2027-999999', 'K-2030-000001', 'D-2027-000001', 'rubbish', 'K-0'];
  for (const address of ['/en/search?number=', '/api/v1/complaints/', '/en/complaints/']) {
    const answers = [];
    for (const number of numbers)
      answers.push(seen(await askFrom(aMachine(), portal.url + address + number), [number]));
    assert.match(answers[0] ?? '', /"status":404/);
    allAlike(answers, address);
  }
  const clerk = await desk.signedIn(product.cec.clerk);
  const found = [];
  for (const number of numbers) {
    const { status, text } = await clerk.get(`/en/find?number=${number}`);
    found.push(`${status} ${text.replaceAll(number, '#')}`);
  }
  allAlike(found, 'the desk');
});

test('a link to a draft that never was, that is filed, and that is too old are answered alike', async () => {
  const browser = aBrowser(portal.url);
  const draftLink = async (): Promise<string> => {
    await browser.post('/en/complaints/new', {});
    return /\/complaints\/resume\/([\w-]+)/.exec((await browser.get('/en/complaints/new/save')).text)?.[1] ?? '';
  };
  const filed = await draftLink();
  const typed = async (path: string, fields: Record<string, string>): Promise<void> => {
    const page = await browser.get(`/en/complaints/new/${path}`);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const answer = await browser.post(`/en/complaints/new/${path}`, { _csrf, ...fields });
    assert.equal(answer.status, 303, answer.text);
  };
  await typed('what', { kind: 'other', respondentKind: 'unknown', statement: 'Сөз' });
  await typed('check', {});
  const old = await draftLink();
  await product.context.database.query({
    text: `update draft set updated_at = updated_at - interval '8 days' where record_id is null`,
  });
  const never = randomBytes(32).toString('base64url');
  const answers = [];
  for (const link of [never, filed, old, `${old}A`]) {
    assert.notEqual(link, '');
    const first = await askFrom(aMachine(), `${portal.url}/en/complaints/resume/${link}`);
    const cookie = (first.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
    const page = `${portal.url}/en/complaints/new/resume`;
    const shown = await askFrom(aMachine(), page, { headers: { cookie } });
    const token = /name="_csrf" value="([^"]+)"/.exec(shown.body)?.[1] ?? '';
    const taken = await askFrom(aMachine(), page, { headers: { cookie }, fields: { _csrf: token } });
    const withoutTime = (answer: RawAnswer): string =>
      seen(answer, [link, token]).replaceAll(/Expires=[^;"]+/g, 'Expires');
    answers.push([first, shown, taken].map(withoutTime).join('\n'));
  }
  assert.match(answers[0] ?? '', /"status":404/);
  allAlike(answers, 'a link to a draft');
});

test('who asks to follow a case learns nothing of the address, and links that lead nowhere are answered alike', async () => {
  const one = await aCase();
  const follow = `${portal.url}/en/complaints/${one.number}/follow`;
  const ask = async (email: string): Promise<string> => {
    const asked = await askFrom(aMachine(), follow, { fields: { email } });
    return seen(asked) + seen(await askFrom(aMachine(), portal.url + String(asked.headers.location)));
  };
  const follower = async (): Promise<string> => {
    const text = 'select id from private.follower order by asked_at desc limit 1';
    return (await product.context.database.query<{ id: string }>({ text }))[0]?.id ?? '';
  };
  const linkOf = (id: string, purpose: 'confirm' | 'stop'): string =>
    `${portal.url}/en${followLinkPath(product.context, id, purpose)}`;
  const answers = [await ask('reader@example.org')];
  const known = await follower();
  answers.push(await ask('reader@example.org'));
  assert.equal((await askFrom(aMachine(), linkOf(known, 'confirm'), { method: 'POST' })).status, 200);
  answers.push(await ask('reader@example.org'));
  for (let n = 0; n <= following.mailsPerDay; n += 1) answers.push(await ask('flood@example.org'));
  allAlike(answers, 'asking to follow');
  const flooded = await follower();
  await product.context.database.query({
    text: `update private.follower set asked_at = asked_at - interval '49 hours'`,
  });
  const never = randomUUID();
  for (const purpose of ['confirm', 'stop'] as const) {
    const nowhere = [
      linkOf(never, purpose),
      linkOf(flooded, purpose).slice(0, -1),
      `${portal.url}/en/follow/${purpose}/made-up-by-nobody`,
    ];
    if (purpose === 'confirm') nowhere.push(linkOf(flooded, purpose), linkOf(known, 'stop').replace('stop', 'confirm'));
    for (const method of ['GET', 'POST']) {
      const shown = [];
      for (const link of nowhere)
        shown.push(seen(await askFrom(aMachine(), link, { method }), [link.split('/').at(-1) ?? '']));
      assert.match(shown[0] ?? '', purpose === 'confirm' ? /"status":404/ : /"status":200/);
      allAlike(shown, `${method} ${purpose}`);
    }
  }
});

test('links to files: one of another kind, an invented and a broken one are not there, and are answered alike', async () => {
  await aCase();
  const [document] = await product.context.database.query<{ id: string }>({ text: 'select id from document limit 1' });
  const link = { documentId: document?.id ?? '', personId: null };
  const tokenOf = (path: string): string => path.split('/')[2] ?? '';
  const viewer = tokenOf(await createFileLink(product.context, { ...link, form: 'viewed' }));
  const original = tokenOf(await createFileLink(product.context, { ...link, form: 'original' }));
  const tokens = [randomBytes(32).toString('base64url'), 'x', '%D0%AB'];
  const places: [string, string, string][] = [
    ['/f/', '', viewer],
    ['/v/', '/en', original],
    ['/v/', '/media', original],
    ['/v/', '/pages/1', original],
  ];
  for (const [start, end, ofAnotherKind] of places) {
    const answers = [];
    for (const token of [...tokens, ofAnotherKind])
      answers.push(seen(await askFrom(aMachine(), `${portal.files}${start}${token}${end}`)));
    assert.match(answers[0] ?? '', /"status":404/, start + end);
    allAlike(answers, start + end);
  }
});

test('the secret address of a calendar that never was, was revoked, or is none is not there', async () => {
  const actor = await product.actor(product.cec.clerk);
  const { token } = await renewFeed(product.context, actor);
  const at = (one: string): string => `${desk.url}/en/calendar-feed/${one}/shailoo.ics`;
  assert.equal((await askFrom(aMachine(), at(token))).status, 200);
  await revokeFeed(product.context, actor);
  const tokens = [token, randomUUID(), 'rubbish', product.cec.clerk];
  const answers = [];
  for (const one of tokens) answers.push(seen(await askFrom(aMachine(), at(one)), [one]));
  assert.match(answers[0] ?? '', /"status":404/);
  allAlike(answers, 'a calendar');
});

test('there is no secret in any other address: each route with one is tried above', () => {
  const files = expressRoutes(createFilesOrigin({} as PortalDeps).router);
  const all = [...portalRoutes(), ...files, ...deskRoutes({ trainingClock: true })];
  const paths = all.map(({ path }) => path);
  const secrets = paths.filter((path) => /:(link|token|code|secret|key)\b/.test(path));
  assert.deepEqual([...new Set(secrets)].toSorted(), [
    '/calendar-feed/:token/shailoo.ics',
    '/complaints/resume/:link',
    '/f/:token',
    '/follow/confirm/:link',
    '/follow/stop/:link',
    '/v/:token/:language',
    '/v/:token/media',
    '/v/:token/pages/:page',
  ]);
});

test('nothing failed inside', () => {
  assert.deepEqual(portal.errors, []);
  assert.deepEqual(desk.defects, []);
});
