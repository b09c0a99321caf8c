import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { LANGUAGES } from '../domain/language.ts';
import { refusalStatuses } from '../domain/refusals.ts';
import { addMilliseconds } from '../domain/time/instant.ts';
import { planSitting } from '../operations/sittings/plan-sitting.ts';
import { foundAppointment } from '../operations/people/appoint.ts';
import { upsertPerson } from '../persistence/people/read-people.ts';
import { aComplaint, granted } from '../test/builders/complaints.ts';
import { htmlFaults } from '../test/support/page-checks.ts';
import { aDesk, hiddenFields } from '../test/support/desk.ts';
import type { TestDesk } from '../test/support/desk.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';
import { deskRoutes } from './routes.ts';

let product: Product;
let desk: TestDesk;
let complaintId: string;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product, { trainingClock: true });
  complaintId = await aComplaint(product);
});
after(async () => {
  await desk.close();
  await product.close();
});

const routes = deskRoutes({ trainingClock: true });
const guarded = routes.flatMap((route) => (route.permission === 'anyone' ? [] : [route]));
const addressOf = (path: string, id: string = randomUUID()): string =>
  `/ru${path === '/' ? '' : path.replaceAll(/:\w+/g, id)}`;

async function aPerson(name = 'Test nobody'): Promise<string> {
  return upsertPerson(product.context.database, { id: randomUUID(), issuer: 'test', sub: randomUUID(), name });
}

/** A person of a territorial commission, which is below the CEC and has nothing to do with its cases. */
async function aLowerClerk(): Promise<string> {
  const personId = await aPerson('Test lower clerk');
  const { commissions, electionId, context } = product;
  const where = { commissionId: commissions['tec-sokuluk'], electionId };
  await foundAppointment(context, { ...where, personId, role: 'clerk' });
  await foundAppointment(context, { ...where, personId, role: 'lawyer' });
  await foundAppointment(context, { ...where, personId, role: 'chair' });
  return personId;
}

async function auditOf(
  recordId: string,
  action: string,
): Promise<{ actor: string; outcome: string; code: string | null }[]> {
  return product.context.database.query({
    text: 'select actor, outcome, code from audit where record_id = $1 and action = $2 order by id',
    values: [recordId, action],
  });
}

test('every address but the sign-in sends a stranger to the sign-in', async () => {
  for (const { method, path, permission } of guarded) {
    const browser = desk.browser();
    const page = method === 'get' ? await browser.get(addressOf(path)) : await browser.post(addressOf(path), {});
    const isLed = method === 'get' || permission === 'signedIn';
    assert.equal(page.status, isLed ? 303 : 401, `${method} ${path}`);
    assert.match(isLed ? (page.location ?? '') : page.text, isLed ? /^\/ru\/sign-in/ : /"\/ru\/sign-in\?to=/, path);
  }
});

test('a form that arrives after its session loses nothing: what was typed is shown, escaped, with the way back', async () => {
  const typed = 'Айгүл <b>"Сатарова"</b> & уулу\n\nЭкинчи абзац';
  const fields = {
    _csrf: 'secret-token',
    version: '7',
    language: 'ky',
    title: 'Чечим',
    findings: typed,
    extra: 'more',
  };
  const path = `/cases/${complaintId}/draft-decision`;
  const titles = { ky: /Сеанс аяктап калган/, ru: /Сеанс завершён/, en: /Your session has ended/ };
  for (const language of LANGUAGES) {
    const page = await desk.browser().post(`/${language}${path}`, fields);
    assert.equal(page.status, 401);
    assert.match(page.text, titles[language]);
    const texts = [...page.text.matchAll(/<textarea[^>]* readonly[^>]*>\n([^<]*)<\/textarea>/g)].map(
      (match) => match[1],
    );
    const escaped = 'Айгүл &lt;b&gt;&quot;Сатарова&quot;&lt;/b&gt; &amp; уулу\n\nЭкинчи абзац';
    assert.deepEqual(texts.slice(1), ['Чечим', escaped, 'more']);
    assert.doesNotMatch(page.text, /secret-token/);
    assert.match(page.text, new RegExp(`/${language}/sign-in\\?to=${encodeURIComponent(`/${language}${path}`)}"`));
    assert.deepEqual(await htmlFaults(page.text), []);
  }
  const act = await desk.browser().post(`/ru/cases/${complaintId}/register-complaint`, { version: '1' });
  assert.match(act.text, new RegExp(`to=${encodeURIComponent(`/ru/cases/${complaintId}`)}"`));
  assert.doesNotMatch(act.text, /textarea/);
  const other = await desk.browser().post(`/ru${path}`, fields, { 'sec-fetch-site': 'cross-site' });
  assert.equal(other.status, 403);
  assert.doesNotMatch(other.text, /Чечим<\/textarea>/);
});

test('the words of an act are called as its form calls them, also when they came too late', async () => {
  const label = async (act: string): Promise<string> => {
    const page = await desk.browser().post(`/ru/cases/${complaintId}/${act}`, { text: 'Просим сообщить.' });
    assert.equal(page.status, 401);
    return /<label[^>]*for="typed-1"[^>]*>\s*([^<]*?)\s*</.exec(page.text)?.[1] ?? 'no label';
  };
  assert.equal(await label('send-request'), 'Текст запроса');
  assert.equal(await label('add-note'), 'Новая заметка');
});

test('a form of an earlier session shows what was typed too, and does nothing', async () => {
  const browser = await desk.signedIn(product.cec.lawyers[0]);
  const path = `/en/cases/${complaintId}/draft-decision`;
  const page = await browser.post(path, { _csrf: 'of-another-session', title: 'A title nobody wants to lose' });
  assert.equal(page.status, 403);
  assert.match(page.text, /earlier session[\s\S]*A title nobody wants to lose/);
  assert.match(page.text, new RegExp(`href="${path}"`));
});

test('who is signed in without an appointment is told so, at every address', async () => {
  const browser = await desk.signedIn(await aPerson());
  const { text } = await browser.get('/en');
  const token = hiddenFields(text, '/en/sign-out')['_csrf'] ?? '';
  for (const { method, path, permission } of guarded) {
    if (permission === 'signedIn') continue;
    const page =
      method === 'get' ? await browser.get(addressOf(path)) : await browser.post(addressOf(path), { _csrf: token });
    assert.equal(page.status, 403, `${method} ${path}`);
    assert.match(page.text, /Нет назначения/, `${method} ${path}`);
  }
});

test('a role the table does not name gets NOT_ALLOWED and a row in the audit', async () => {
  const browser = await desk.signedIn(product.cec.members[0] ?? '');
  const token = hiddenFields((await browser.get('/en')).text, '/en/sign-out')['_csrf'] ?? '';
  for (const { method, path, permission, audit } of guarded) {
    if (permission === 'signedIn' || permission.own?.includes('member')) continue;
    const page =
      method === 'get' ? await browser.get(addressOf(path)) : await browser.post(addressOf(path), { _csrf: token });
    assert.equal(page.status, 403, `${method} ${path}`);
    assert.match(page.text, /NOT_ALLOWED/, `${method} ${path}`);
    const rows = await product.context.database.query({
      text: `select from audit where action = $1 and outcome = 'refused' and code = 'NOT_ALLOWED'`,
      values: [audit],
    });
    assert.ok(rows.length > 0, audit);
  }
});

test('a form without the token of its session, with another one, or from another site changes nothing', async () => {
  const browser = await desk.signedIn(product.cec.clerk);
  const stranger = await desk.signedIn(product.cec.clerk);
  const path = `/ru/cases/${complaintId}`;
  const action = `${path}/register-complaint`;
  const own = hiddenFields((await browser.get(path)).text, action);
  const foreign = hiddenFields((await stranger.get(path)).text, action);
  assert.equal((await browser.post(action, { version: own['version'] ?? '' })).status, 403);
  assert.equal((await browser.post(action, foreign)).status, 403);
  assert.equal((await browser.post(action, own, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await browser.post('/ru/sign-in', { to: '' }, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.deepEqual(await auditOf(complaintId, 'complaint.registerComplaint'), []);
});

test('an id planted before the sign-in is worth nothing after it, and the old one ends', async () => {
  const browser = desk.browser();
  const begun = await browser.post('/en/sign-in', { to: '' });
  const before = browser.cookie();
  const state = new URL(begun.location ?? '', desk.url).searchParams.get('state') ?? '';
  await browser.get(`/sign-in/callback?state=${state}&code=${product.cec.clerk}`);
  assert.notEqual(browser.cookie(), before);
  assert.equal((await browser.get('/en')).status, 200);
  const attacker = desk.browser();
  attacker.setCookie(before);
  assert.equal((await attacker.get('/en')).status, 303);
});

test('the cookie is kept from scripts and other sites, and the database holds only hashes of it', async () => {
  const browser = desk.browser();
  const begun = await browser.post('/en/sign-in', { to: '' });
  const [line = ''] = begun.headers.getSetCookie().filter((cookie) => cookie.startsWith('shailoo_desk='));
  assert.match(line, /HttpOnly/i);
  assert.match(line, /SameSite=Lax/i);
  const token = line.split(';')[0]?.split('=')[1] ?? '';
  assert.equal(Buffer.from(token, 'base64url').length, 32);
  const rows = await product.context.database.query<{ text: string }>({
    text: 'select session::text as text from session',
  });
  assert.ok(rows.length > 0);
  assert.ok(rows.every(({ text }) => !text.includes(token) && !text.includes(Buffer.from(token).toString('hex'))));
});

test('a sign-in that was not begun here, or comes back with another state, signs nobody in', async () => {
  const browser = desk.browser();
  assert.equal((await browser.get(`/sign-in/callback?state=x&code=${product.cec.clerk}`)).status, 303);
  await browser.post('/en/sign-in', { to: '' });
  assert.equal((await browser.get(`/sign-in/callback?state=x&code=${product.cec.clerk}`)).status, 400);
  assert.equal((await browser.get('/en')).status, 303);
});

test('after the sign-in one comes back to the page asked for, never to another address', async () => {
  const come = async (to: string): Promise<string | null> => {
    const browser = desk.browser();
    const begun = await browser.post('/ky/sign-in', { to });
    const callback = new URL(begun.location ?? '', desk.url);
    const page = await browser.get(`${callback.pathname}${callback.search}&code=${product.cec.clerk}`);
    return page.location;
  };
  assert.equal(await come(`/ky/cases/${complaintId}`), `/ky/cases/${complaintId}`);
  for (const wish of ['https://evil.example', '//evil.example/ky', '/\\evil.example', '/kyx', 'ky', '/ky/sign-in']) {
    assert.equal(await come(wish), '/ky', wish);
  }
});

test('a session ends by signing out, by lying idle, and at its last hour', async () => {
  const browser = await desk.signedIn(product.cec.clerk);
  const planted = browser.cookie();
  await browser.submit('/en', '/en/sign-out');
  const again = desk.browser();
  again.setCookie(planted);
  assert.equal((await again.get('/en')).status, 303);
  for (const change of [`seen_at = seen_at - interval '31 minutes'`, `expires_at = clock_timestamp()`]) {
    const other = await desk.signedIn(product.cec.clerk);
    assert.equal((await other.get('/en')).status, 200);
    await product.context.database.query({ text: `update session set ${change}` });
    assert.equal((await other.get('/en')).status, 303, change);
  }
});

test('rights taken away are gone at the next request', async () => {
  const personId = await aPerson();
  const { commissions, electionId, context } = product;
  await foundAppointment(context, { commissionId: commissions.cec, electionId, personId, role: 'clerk' });
  const browser = await desk.signedIn(personId);
  assert.equal((await browser.get('/en')).status, 200);
  await context.database.query({
    text: `update appointment set status = 'ended', valid_to = valid_from where person_id = $1`,
    values: [personId],
  });
  assert.equal((await browser.get('/en')).status, 403);
});

test('a case of another commission does not exist for who has nothing to do with it, whatever is tried', async () => {
  const lower = await aLowerClerk();
  const browser = await desk.signedIn(lower);
  const token = hiddenFields((await browser.get('/en')).text, '/en/sign-out')['_csrf'] ?? '';
  assert.equal((await browser.get(`/en/cases/${complaintId}`)).status, refusalStatuses.NOT_FOUND);
  for (const route of routes.filter(({ path }) => path.startsWith('/cases/:id'))) {
    const address = addressOf(route.path, complaintId);
    const page =
      route.method === 'get' ? await browser.get(address) : await browser.post(address, { _csrf: token, version: '1' });
    assert.equal(page.status, 404, `${route.method} ${route.path}`);
    assert.doesNotMatch(page.text, /Сатарова|aigul/, route.path);
  }
  const tries = await auditOf(complaintId, 'complaint.openCase');
  assert.ok(tries.some(({ actor, outcome }) => actor === `person:${lower}` && outcome === 'refused'));
  assert.doesNotMatch((await browser.get('/en?view=all')).text, new RegExp(complaintId));
  assert.equal((await browser.get('/en/find?number=K-2027-1')).status, 404);
});

test('a sitting of another commission is neither shown nor acted on', async () => {
  const { context, commissions, electionId, cec, actor } = product;
  const startsAt = addMilliseconds(product.clock.now, 3_600_000);
  const plan = { commissionId: commissions.cec, electionId, startsAt };
  const { sittingId } = granted(await planSitting(context, await actor(cec.secretary), plan));
  const personId = await aPerson();
  await foundAppointment(context, { commissionId: commissions['tec-sokuluk'], electionId, personId, role: 'chair' });
  const browser = await desk.signedIn(personId);
  const token = hiddenFields((await browser.get('/en')).text, '/en/sign-out')['_csrf'] ?? '';
  assert.equal((await browser.get(`/en/sittings/${sittingId}`)).status, 404);
  const opened = await browser.post(`/en/sittings/${sittingId}/open-sitting`, { _csrf: token });
  assert.equal(opened.status, 404);
  assert.doesNotMatch((await browser.get('/en/sittings')).text, new RegExp(sittingId));
});

test('a case of a commission below is read from above and not acted on', async () => {
  const below = await aComplaint(product, 'filed', { commission: 'tec-sokuluk' });
  const browser = await desk.signedIn(product.cec.clerk);
  const page = await browser.get(`/en/cases/${below}`);
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.text, /register-complaint"/);
  const token = hiddenFields(page.text, '/en/sign-out')['_csrf'] ?? '';
  const tried = await browser.post(`/en/cases/${below}/register-complaint`, { _csrf: token, version: '1' });
  assert.equal(tried.status, 403);
  assert.match(tried.text, /NOT_ALLOWED/);
});

test('every look at a case is in the audit, and the next reader sees who looked', async () => {
  const browser = await desk.signedIn(product.cec.lawyers[0]);
  await browser.get(`/en/cases/${complaintId}`);
  const rows = await auditOf(complaintId, 'complaint.openCase');
  assert.ok(rows.some(({ actor, outcome }) => actor === `person:${product.cec.lawyers[0]}` && outcome === 'read'));
  const shown = await (await desk.signedIn(product.cec.clerk)).get(`/en/cases/${complaintId}`);
  assert.match(shown.text, /Who looked[\s\S]*Test lawyer/);
});

test('two clicks on one button are one act, and an old page changes nothing', async () => {
  const id = await aComplaint(product);
  const browser = await desk.signedIn(product.cec.clerk);
  const path = `/en/cases/${id}`;
  const action = `${path}/register-complaint`;
  const fields = hiddenFields((await browser.get(path)).text, action);
  const answers = await Promise.all([browser.post(action, fields), browser.post(action, fields)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [303, 303],
  );
  assert.equal(
    (await auditOf(id, 'complaint.registerComplaint')).filter(({ outcome }) => outcome === 'done').length,
    1,
  );
  const code = await browser.post(`${path}/renew-receipt-code`, { ...fields, version: '0' });
  assert.equal(code.status, 409);
  assert.match(code.text, /STALE_VERSION/);
});

test('an unknown field of a form, a broken id and an unknown address are refused as pages', async () => {
  const browser = await desk.signedIn(product.cec.clerk);
  const path = `/en/cases/${complaintId}`;
  const action = `${path}/register-complaint`;
  const fields = hiddenFields((await browser.get(path)).text, action);
  assert.equal((await browser.post(action, { ...fields, status: 'decided' })).status, refusalStatuses.INPUT_INVALID);
  assert.equal((await browser.get('/en/cases/1')).status, 404);
  assert.equal((await browser.get('/en/nothing')).status, 404);
  assert.deepEqual(
    desk.defects.filter((error) => !String(error).includes('state mismatch')),
    [],
  );
});

test('without training there is no page that moves the clock', async () => {
  assert.equal(deskRoutes({ trainingClock: false }).filter(({ path }) => path.includes('clock')).length, 0);
});
