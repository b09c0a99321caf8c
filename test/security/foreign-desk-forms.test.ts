import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browserSessions } from '../../operations/people/browser-sessions.ts';
import { deskRoutes } from '../../web-admin/routes.ts';
import { aDesk, hiddenFields } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { walkTheDesk } from './desk-walk.ts';
import { FormWalk, routeFinder } from './form-walk.ts';
import type { GoodForm } from './form-walk.ts';
import { attack, fromElsewhere, hasToken, looked, otherwise, withoutItsSession } from './wrong-ways.ts';
import type { Found, Loot } from './wrong-ways.ts';

let product: Product;
const found: Found = { faults: [], tried: new Map() };
const closers: (() => Promise<void>)[] = [];

before(async () => {
  product = await aProduct();
});
after(async () => {
  for (const close of closers) await close();
  await product.close();
});

test('no form of the desk does anything for who comes from elsewhere, without its token, or with another session', async () => {
  const desk = await aDesk(product, { trainingClock: true });
  const others: TestDesk[] = [];
  for (let n = 0; n < 6; n += 1) others.push(await aDesk(product, { trainingClock: true }));
  closers.push(...[desk, ...others].map(({ close }) => close));
  const loots = new Map<string, Loot>();
  const routes = deskRoutes({ trainingClock: true });
  const walk = new FormWalk({
    signIn: desk.signedIn,
    routeOf: routeFinder(routes),
    words: () => 'Сөз',
    before: async (form) => {
      const known = loots.get(form.person) ?? (await lootOfStaff(desk, form));
      loots.set(form.person, known);
      const loot = { ...known, cookies: form.browser.cookie() };
      const ways = { ...fromElsewhere, ...(hasToken(form) ? { ...withoutItsSession, ...otherwise } : {}) };
      await attack(form, ways, {
        urls: others.map(({ url }) => url),
        loot,
        look: () => looked(product.context.database),
        found,
      });
    },
  });
  await walkTheDesk({ at: product, key: 'cec', walk });
  assert.deepEqual(found.faults, []);
  assert.deepEqual(
    [desk, ...others].flatMap(({ defects }) => defects),
    [],
  );
  const forms = routes.filter(({ method }) => method === 'post').map(({ path }) => `post ${path}`);
  const count = Object.keys({ ...fromElsewhere, ...withoutItsSession, ...otherwise }).length;
  assert.deepEqual(
    forms.filter((name) => (found.tried.get(name)?.size ?? 0) !== count),
    ['post /sign-in'],
    'every form was tried in every way; only the sign-in has no token, because nobody is there yet',
  );
  assert.equal(found.tried.get('post /sign-in')?.size, Object.keys(fromElsewhere).length);
});

async function lootOfStaff(desk: TestDesk, form: GoodForm): Promise<Loot> {
  const csrfOf = async (browser: GoodForm['browser']): Promise<string> =>
    hiddenFields((await browser.get('/en')).text, '/en/sign-out')['_csrf'] ?? '';
  const [other, ended] = [await desk.signedIn(form.person), await desk.signedIn(form.person)];
  const kept = { cookies: ended.cookie(), csrf: await csrfOf(ended) };
  assert.equal((await ended.submit('/en', '/en/sign-out')).status, 303);
  const store = browserSessions(product.context.database, 'portal', { idleMinutes: 30, absoluteMinutes: 60 });
  const { token, csrf } = await store.start({ personId: form.person, pending: null });
  return {
    cookies: form.browser.cookie(),
    other: { cookies: other.cookie(), csrf: await csrfOf(other) },
    ended: kept,
    foreign: { cookies: `shailoo_desk=${token}`, csrf },
  };
}
