import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readPeople } from '../../dev/sign-in/read-people.ts';
import { openPrivateSide } from '../../operations/complaints/private-side.ts';
import { browserSessions } from '../../operations/people/browser-sessions.ts';
import type { SignInService } from '../../operations/people/sign-in.ts';
import { FormBrowser } from '../../test/support/form-browser.ts';
import { aPortal } from '../../test/support/portal.ts';
import type { TestPortal } from '../../test/support/portal.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';

const voter = (await readPeople()).find(({ role }) => role === 'voter') ?? assert.fail('no voter in the stand-in');
let product: Product;
let portal: TestPortal;
let isAway = false;
const logged: object[] = [];
before(async () => {
  product = await aProduct();
  const context = product.as('shailoo_portal');
  const store = browserSessions(context.database, 'portal', { idleMinutes: 30, absoluteMinutes: 60 });
  const log = { info: (facts: object) => void logged.push(facts), error: (facts: object) => void logged.push(facts) };
  portal = await aPortal(product, { log, signIn: { service, store, origins: ['https://esi.example'] } });
});
after(async () => {
  await portal.close();
  await product.close();
});

/** A sign-in service that answers with the invented voter to the code `voter`, and to no other. */
const service: SignInService = {
  begin: () =>
    isAway
      ? Promise.reject(new Error('away'))
      : Promise.resolve({
          url: '/sign-in/callback?code=voter',
          pending: { state: 's', nonce: 'n', codeVerifier: 'c' },
        }),
  complete: (url) =>
    url.searchParams.get('code') === 'voter'
      ? Promise.resolve({ issuer: 'https://esi.example', sub: voter.sub, name: voter.name, pin: voter.pin })
      : Promise.reject(new Error('no such code')),
};

const step = (name: string): string => `/ru/complaints/new/${name}`;

async function signedIn(): Promise<FormBrowser> {
  const browser = new FormBrowser(portal.url);
  await browser.open('/ru');
  await browser.send('/ru/complaints/new', {});
  await browser.send('/ru/sign-in', { to: step('who') });
  assert.equal(browser.path, step('who'), browser.html.slice(0, 800));
  return browser;
}

async function fileIt(browser: FormBrowser): Promise<{ recordId: string; payload: Record<string, unknown> }> {
  await browser.send(step('what'), { kind: 'other', respondentKind: 'unknown', statement: 'Текст' });
  await browser.open(step('check'));
  await browser.send(step('check'), {});
  assert.equal(browser.path, step('receipt'));
  const [row] = await product.context.database.query<{ id: string; payload: string }>({
    text: `select record_id as id, payload from event join ledger_waiting using (record_id, seq)
      where kind = 'COMPLAINT_FILED' order by place desc limit 1`,
  });
  return { recordId: row?.id ?? '', payload: JSON.parse(row?.payload ?? '') as Record<string, unknown> };
}

test('name and PIN come from the sign-in: shown as such, filed sealed, and found by the HMAC of the PIN only', async () => {
  const browser = await signedIn();
  assert.match(browser.html, new RegExp(voter.name));
  assert.doesNotMatch(browser.html, /name="name"/);
  await browser.open(step('check'));
  assert.match(browser.html, /Из ЕСИ, здесь изменить нельзя/);
  const { recordId, payload } = await fileIt(browser);
  assert.equal(payload['identity'], 'esi');
  assert.ok(!(payload['warnings'] as string[]).includes('nameMissing'));
  const side = await openPrivateSide(product.context, recordId);
  assert.deepEqual([side?.name, side?.isNameConfirmed], [voter.name, true]);
  const [row] = await product.context.database.query<{ look: string }>({
    text: 'select pin_look_up as look from private.filing_detail where complaint_id = $1',
    values: [recordId],
  });
  assert.equal(row?.look, product.context.keyRing.lookUp(voter.pin));
});

test('the PIN is in no table in the clear, on no page and in no log', async () => {
  const browser = await signedIn();
  await fileIt(browser);
  assert.ok(!browser.html.includes(voter.pin));
  assert.ok(!JSON.stringify(logged).includes(voter.pin));
  const tables = await product.context.database.query<{ name: string }>({
    text: `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'private')`,
  });
  assert.ok(tables.length > 20);
  const hex = Buffer.from(voter.pin).toString('hex');
  for (const { name } of tables) {
    const [row] = await product.context.database.query<{ text: string }>({
      text: `select coalesce(string_agg(t::text, ' '), '') as text from ${name} t`,
    });
    assert.ok(!row?.text.includes(voter.pin) && !row?.text.includes(hex), name);
  }
});

test('a name typed over the one of the sign-in changes nothing', async () => {
  const browser = await signedIn();
  await browser.send(step('who'), { complainantKind: 'voter', name: 'Другой Человек' });
  const { recordId } = await fileIt(browser);
  assert.equal((await openPrivateSide(product.context, recordId))?.name, voter.name);
});

test('who signs out leaves nothing of the sign-in in the draft', async () => {
  const browser = await signedIn();
  const csrf =
    /action="\/ru\/sign-out"><input type="hidden" name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? '';
  const refused = await browser.request('/ru/sign-out', { method: 'POST', body: new URLSearchParams({ _csrf: 'x' }) });
  assert.equal(refused.status, 403);
  await browser.send('/ru/sign-out', { _csrf: csrf, to: step('who') });
  assert.equal(browser.path, step('who'));
  assert.match(browser.html, /name="name"/);
  const { payload, recordId } = await fileIt(browser);
  assert.equal('identity' in payload, false);
  assert.equal((await openPrivateSide(product.context, recordId))?.isNameConfirmed, false);
});

test('a link opens the draft without the sign-in', async () => {
  const browser = await signedIn();
  const link = new RegExp(`${portal.url}(/ru/complaints/resume/[\\w-]+)`).exec(browser.html)?.[1] ?? '';
  const other = new FormBrowser(portal.url);
  await other.open(link);
  await other.send(step('resume'), {});
  assert.equal(other.path, step('check'));
  assert.ok(!other.html.includes(voter.name));
  await other.open(step('who'));
  assert.match(other.html, /name="name"/);
});

test('a new draft of somebody signed in has the name at once; a session of the portal is no session of the desk', async () => {
  const browser = await signedIn();
  await browser.send('/ru/complaints/new', {});
  assert.match(browser.html, new RegExp(voter.name));
  const rows = await product.context.database.query<{ surface: string; person: string | null }>({
    text: 'select distinct surface, person_id as person from session',
  });
  assert.deepEqual(rows, [{ surface: 'portal', person: null }]);
});

test('without the service, or with a wrong answer, the form goes on without a sign-in', async () => {
  const browser = new FormBrowser(portal.url);
  await browser.send('/ru/complaints/new', {});
  isAway = true;
  await browser.send('/ru/sign-in', { to: step('who') });
  isAway = false;
  assert.equal(browser.status, 503);
  assert.match(browser.html, /ЕСИ сейчас не отвечает/);
  await browser.send('/ru/sign-in', { to: 'https://evil.example/ru/complaints/new' });
  assert.equal(browser.path, '/ru/complaints/new', 'another address is not gone back to');
  const begun = await browser.request('/ru/sign-in', {
    method: 'POST',
    body: new URLSearchParams({ to: step('who') }),
  });
  assert.equal(begun.status, 303);
  await browser.open('/sign-in/callback?code=other');
  assert.equal(browser.status, 400);
  await browser.open('/sign-in/callback?code=voter');
  assert.equal(browser.path, '/ru/sign-in', 'a sign-in that nobody began here is none');
});

test('other pages of the portal do not know who reads them', async () => {
  const browser = await signedIn();
  for (const path of ['/ru', '/ru/complaints', '/ru/search']) {
    await browser.open(path);
    assert.ok(!browser.html.includes(voter.name), path);
  }
});
