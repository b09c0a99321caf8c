import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskRoutes } from '../../web-admin/routes.ts';
import { aBrowser, aDesk, hiddenFields } from '../support/desk.ts';
import { gathered } from './form-walk.ts';
import type { GoodForm } from './form-walk.ts';
import { aPlantedHouse, full } from './planted-house.ts';
import type { PlantedHouse } from './planted-house.ts';
import { aScriptDetector } from './script-detector.ts';
import type { ScriptDetector } from './script-detector.ts';

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

test('every field of any kind that holds something else comes back as text', async (context) => {
  if (detector === undefined) return context.skip('chromium is missing');
  const { portalWalk, deskWalk, own } = house;
  const desks = await Promise.all([1, 2, 3].map(() => aDesk(house.product, { trainingClock: true })));
  const voter = (await house.inside(own.filed)).browser;
  const latest = new Map([...portalWalk.sent, ...deskWalk.sent].map((form) => [form.route + form.person, form]));
  try {
    for (const [n, form] of [...latest.values()].entries()) {
      if (form.route === 'post /sign-out') continue;
      const again = desks[n % desks.length] ?? house.desk;
      const isDesk = deskWalk.sent.includes(form);
      const browser = isDesk ? await again.signedIn(form.person) : voter;
      const csrf = isDesk ? hiddenFields((await browser.get('/en')).text, '/en/sign-out')['_csrf'] : undefined;
      for (const { fields, told } of tampered(form, csrf)) {
        const isUpload = form.files.length > 0;
        const page = isUpload
          ? await browser.upload(form.action, fields, [])
          : await browser.post(form.action, gathered(fields));
        assert.ok(page.status < 500 && page.status !== 429, `${told} got ${page.status}`);
        if (page.text.startsWith('<!DOCTYPE html>')) assert.deepEqual(await detector.aliveIn(page.text), [], told);
        assert.ok(isOurs(page.location), `${told} leads to ${String(page.location)}`);
      }
    }
    assert.deepEqual(
      desks.flatMap(({ defects }) => defects),
      [],
    );
  } finally {
    for (const { close } of desks) await close();
  }
});

/** Whether an answer leads to a path of the surface itself, or nowhere. */
function isOurs(location: string | null): boolean {
  return location === null || /^\/(?:en|ru|ky)(?:[/?#]|$)|^\/sign-in\/callback\?/.test(location);
}

/** The form with everything in it replaced, and with each field alone that takes no words. */
function tampered(form: GoodForm, csrf: string | undefined): { fields: [string, string][]; told: string }[] {
  const change = (isHit: (name: string) => boolean): [string, string][] =>
    form.fields.map(([name, value]) => {
      if (name === '_csrf') return [name, csrf ?? value];
      return [name, isHit(name) ? full : value];
    });
  const alone = [...new Set(form.fields.map(([name]) => name))].filter(
    (name) => name !== '_csrf' && !form.planted.includes(name),
  );
  const every = { fields: change(() => true), told: `${form.route}: every field` };
  return [every, ...alone.map((name) => ({ fields: change((one) => one === name), told: `${form.route}: ${name}` }))];
}

const deskNames = (
  'number view kind stage place holder from to sort q change value whose by day month week ' +
  'sound renewed renew tick after table code error state out'
).split(' ');
const portalNames = ['number', 'status', 'kind', 'term', 'to', 'sent', 'after', 'commission', 'code', 'page'];

const query = (names: readonly string[]): string =>
  new URLSearchParams(names.map((name): [string, string] => [name, full])).toString();

/** A desk takes 600 requests of one address in a minute; one of so many places is asked less. */
const placesOfADesk = 10;

test('every look-up by an address answers with text', async (context) => {
  if (detector === undefined) return context.skip('chromium is missing');
  const { portal, product } = house;
  const places = deskRoutes({ trainingClock: true }).filter(
    ({ method, path }) => method === 'get' && !path.includes(':'),
  );
  for (let first = 0; first < places.length; first += placesOfADesk) {
    const asking = await aDesk(product, { trainingClock: true });
    const lawyer = await asking.signedIn(product.cec.lawyers[0]);
    for (const { path, atRoot } of places.slice(first, first + placesOfADesk)) {
      for (const asked of [deskNames, ...deskNames.map((name) => [name])]) {
        const address = `${atRoot === true ? '' : '/en'}${path === '/' ? '' : path}?${query(asked)}`;
        const page = await lawyer.get(address);
        assert.ok(page.status < 500 && page.status !== 429, `${path} ${asked.join()} got ${page.status}`);
        const isPage = page.headers.get('content-type')?.startsWith('text/html') === true;
        if (!isPage || !page.text.includes('planted')) continue;
        if (asked.length > 1 || page.text.includes(`name="${asked[0] ?? ''}"`))
          assert.deepEqual(await detector.aliveIn(page.text), [], `${path} ${asked.join()}`);
      }
    }
    assert.deepEqual(asking.defects, []);
    await asking.close();
  }
  const some = encodeURIComponent(full);
  const ways = ['/en', '/en/search', '/en/complaints', '/en/complaints/new', '/en/sign-in', `/en/complaints/${some}`];
  for (const path of ways) {
    const page = await aBrowser(portal.url).get(`${path}?${query(portalNames)}`);
    assert.ok(page.status < 500, path);
    assert.deepEqual(await detector.aliveIn(page.text), [], path);
  }
});

test('nothing failed inside', () => {
  assert.deepEqual(house.portal.errors, []);
  assert.deepEqual(house.desk.defects, []);
});
