import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { readReceipt } from '../../operations/complaints/read-receipt.ts';
import type { DeskRoute } from '../../web-admin/route.ts';
import { deskRoutes } from '../../web-admin/routes.ts';
import { aFiling, granted } from '../builders/complaints.ts';
import { aDesk } from '../support/desk.ts';
import { aPlantedHouse, full, short } from './planted-house.ts';
import type { PlantedHouse } from './planted-house.ts';
import { aScriptDetector } from './script-detector.ts';
import type { ScriptDetector } from './script-detector.ts';
import { deskFields, fieldNames, portalFields } from './typed-fields.ts';

const routes = deskRoutes({ trainingClock: true });
let house: PlantedHouse;
let detector: ScriptDetector | undefined;

before(async () => {
  house = await aPlantedHouse();
  detector = await aScriptDetector();
});
after(async () => {
  await detector?.close();
  await house.close();
});

test('the test sees what is alive', async (context) => {
  if (detector === undefined) return context.skip('chromium is missing');
  const { aliveIn } = detector;
  for (const part of [full, short, `<p title="${full}">`, '<p>planted()>49</p>', '<base href="/x">'])
    assert.notDeepEqual(await aliveIn(`<!DOCTYPE html><body>${part}`), [], part);
  assert.deepEqual(await aliveIn('<!DOCTYPE html><body><p>plain'), []);
  const data = (text: string): string => `<!DOCTYPE html><body><script type="application/ld+json">${text}</script>`;
  assert.deepEqual(await aliveIn(data('{"name":"planted"}')), []);
  assert.notDeepEqual(await aliveIn(data('{"name":"</script><script>planted()</script>"}')), []);
});

test('every field of every form stands in the table, and every field of words was planted and taken', () => {
  for (const [walk, table] of [
    [house.portalWalk, portalFields],
    [house.deskWalk, deskFields],
  ] as const) {
    assert.deepEqual([...walk.seen].toSorted(), fieldNames(table));
    const planted = new Set(walk.sent.flatMap(({ route, planted: names }) => names.map((name) => `${route} ${name}`)));
    assert.deepEqual(
      fieldNames(table, 'words').filter((field) => !planted.has(field)),
      [],
    );
  }
});

test('no page that was opened on the way, and no answer to a form, holds anything alive', async (context) => {
  if (detector === undefined) return context.skip('chromium is missing');
  const { aliveIn } = detector;
  const known = new Set<string>();
  let withWords = 0;
  for (const { path, html } of [...house.portalWalk.pages, ...house.deskWalk.pages]) {
    const plain = html.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|value="[\w-]{43}"/g, '');
    const isOfOurs = path.endsWith('/ledger/verifier');
    if (!html.startsWith('<!DOCTYPE html>') || known.has(plain) || isOfOurs) continue;
    known.add(plain);
    if (html.includes('planted()')) withWords += 1;
    assert.deepEqual(await aliveIn(html), [], path);
  }
  assert.ok(withWords > 50, `${withWords} pages with planted words`);
});

function addressOf({ path, atRoot }: DeskRoute): string {
  const filled = path
    .replace('/cases/:id', `/cases/${house.places.mainCase}`)
    .replace('/files/:file', `/files/${house.places.file}`)
    .replace('/decisions/:id', `/decisions/${house.places.decision}`)
    .replace('/sittings/:id', `/sittings/${house.places.sitting}`)
    .replace('/items/:item', `/items/${house.places.item}`)
    .replace(':id', house.places.edition ?? '')
    .replace(':token', randomUUID());
  return `${atRoot === true ? '' : '/en'}${filled === '/' ? '' : filled}`;
}

/** Somebody of the CEC whom the route lets in. */
function whoMay({ permission }: DeskRoute): string {
  const { clerk, secretary, chair, deputyChair, lawyers, members } = house.product.cec;
  const staff = { clerk, secretary, chair, deputyChair, lawyer: lawyers[0], member: members[0] ?? '' };
  const role =
    typeof permission === 'string' ? 'clerk' : (permission.own?.find((one) => one === 'lawyer') ?? permission.own?.[0]);
  return staff[role ?? 'clerk'];
}

test('in a browser with the policy of the house nothing runs on any page of the desk, and nothing had to be stopped', async (context) => {
  if (detector === undefined) return context.skip('chromium is missing');
  const shown = await aDesk(house.product, { trainingClock: true });
  const lawyer = house.product.cec.lawyers[0];
  let withWords = 0;
  try {
    for (const person of new Set(routes.map(whoMay))) {
      const signedIn = await shown.signedIn(person);
      const window = await detector.newWindow();
      await window.addCookies(signedIn.cookies());
      const mine = routes.filter((route) => route.method === 'get' && whoMay(route) === person).map(addressOf);
      const cases = person === lawyer ? house.places.cases.map((id) => `/en/cases/${id}`) : [];
      for (const address of new Set([...mine, ...cases, '/en?view=all'])) {
        const { headers, status } = await signedIn.get(address);
        if (status !== 200 || headers.get('content-type')?.startsWith('text/html') !== true) continue;
        const { found, html } = await detector.aliveAt(window, shown.url + address);
        assert.deepEqual(found, [], address);
        if (html.includes('planted()')) withWords += 1;
      }
      await window.close();
    }
  } finally {
    await shown.close();
  }
  assert.ok(withWords > 25, `${withWords} pages with planted words`);
});

test('nor on any page of the portal; what is public of a case holds none of it, and answers of the API are no pages', async (context) => {
  if (detector === undefined) return context.skip('chromium is missing');
  const { portal, own, inside } = house;
  const filed = await fileByApi();
  const numbers = [own.filed.number, own.own.number, filed.number];
  const published = await readNumber(house.places.mainCase);
  const window = await detector.newWindow();
  const cases = [...numbers, published].flatMap((one) => [`/en/complaints/${one}`, `/en/complaints/cec/${one}`]);
  for (const path of ['/en', '/en/complaints', '/en/law', ...cases]) {
    const { found, html } = await detector.aliveAt(window, portal.url + path);
    assert.deepEqual(found, [], path);
    // A change of the law and a published decision are public with the words of who wrote them.
    if (path !== '/en/law' && !path.endsWith(published)) assert.ok(!html.includes('planted()'), path);
  }
  const answers = numbers.flatMap((one) => [`/${one}?commission=cec`, `/${one}/events?commission=cec`]);
  for (const path of ['', ...answers]) {
    const answer = await fetch(`${portal.url}/api/v1/complaints${path}`);
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.doesNotMatch(await answer.text(), /planted\(/, path);
  }
  for (const side of [own.filed, own.own, filed]) {
    const { browser, path } = await inside(side);
    const opened = await detector.newWindow();
    await opened.addCookies(browser.cookies());
    for (const tail of ['', '/cure', '/evidence', '/contact', '/withdraw']) {
      const { found, html } = await detector.aliveAt(opened, `${portal.url}${path}/private${tail}`);
      assert.deepEqual(found, [], tail);
      if (tail === '') assert.ok(html.includes('planted()'), 'its owner reads it');
    }
  }
});

/** A program files with an attack in everything that is words. */
async function fileByApi(): Promise<{ number: string; code: string }> {
  const words = { address: full, respondent: full, statement: full, demand: full, place: full, witnesses: full };
  const less = { phone: short, territory: short, precinct: short, email: 'a@b.example\r\nBcc: c@d.example' };
  const body = JSON.stringify({ ...aFiling(), name: full, ...words, ...less });
  const headers = { 'idempotency-key': randomUUID(), 'content-type': 'application/json' };
  const filed = await fetch(`${house.portal.url}/api/v1/complaints`, { method: 'POST', headers, body });
  const text = await filed.text();
  assert.equal(filed.status, 201, text);
  const { number, receiptCode: code } = JSON.parse(text) as { number: string; receiptCode: string };
  return { number, code };
}

async function readNumber(id: string): Promise<string> {
  return granted(await readReceipt(house.product.context, id)).number;
}

test('nothing failed inside', () => {
  assert.deepEqual(house.portal.errors, []);
  assert.deepEqual(house.desk.defects, []);
});
