import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browserSessions } from '../../operations/people/browser-sessions.ts';
import type { Database } from '../../persistence/database.ts';
import { aLowerCommission } from '../builders/procedure-cases.ts';
import { aBrowser } from '../support/desk.ts';
import { signInOf } from '../support/portal-sign-in.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { FormWalk, routeFinder } from './form-walk.ts';
import type { GoodForm } from './form-walk.ts';
import { portalRoutes, walkThePortal } from './portal-walk.ts';
import { attack, fromElsewhere, looked, otherwise, withoutItsSession } from './wrong-ways.ts';
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

/** What a form of the portal is guarded by. */
const guards: Record<string, 'site' | 'token' | 'typed' | 'link'> = {
  // The link is the proof, and mail programs stop by it from wherever they are (RFC 8058).
  'post /follow/stop/:link': 'link',
  // Nothing is taken over and nothing typed: only where the form comes from counts.
  'post /follow/confirm/:link': 'site',
  'post /complaints/:number/follow': 'site',
  'post /complaints/:commission/:number/follow': 'site',
  'post /sign-in': 'site',
  'post /complaints/new': 'site',
  'post /complaints/new/against/:commission/:number': 'site',
  // The code is the proof, and whoever has it needs no form of ours.
  'post /complaints/:number/open': 'site',
  'post /complaints/:commission/:number/open': 'site',
  // A question: nothing is kept of it.
  'post /ledger/check-file': 'site',
  'post /ledger/check-proof': 'site',
  // Without the draft's cookie what was typed begins a draft of its own; the draft of the cookie stays as it is.
  'post /complaints/new/who': 'typed',
  'post /complaints/new/what': 'typed',
  'post /complaints/new/where': 'typed',
  'post /complaints/new/commission': 'typed',
  'post /complaints/new/files': 'token',
  'post /complaints/new/files/remove': 'token',
  'post /complaints/new/check': 'token',
  'post /complaints/new/save': 'token',
  'post /complaints/new/resume': 'token',
  'post /sign-out': 'token',
  'post /complaints/:number/private/close': 'token',
  'post /complaints/:number/private/cure': 'token',
  'post /complaints/:number/private/evidence': 'token',
  'post /complaints/:number/private/contact': 'token',
  'post /complaints/:number/private/withdraw': 'token',
  'post /complaints/:commission/:number/private/close': 'token',
  'post /complaints/:commission/:number/private/cure': 'token',
  'post /complaints/:commission/:number/private/evidence': 'token',
  'post /complaints/:commission/:number/private/contact': 'token',
  'post /complaints/:commission/:number/private/withdraw': 'token',
};

test('no form of the portal does anything for who comes from elsewhere, without its token, or with another session', async () => {
  const portal: TestPortal = await aPortal(product, {
    signIn: signInOf(product, { name: 'Мисал Үлгү', pin: '23102199900099' }),
  });
  closers.push(portal.close);
  const routes = portalRoutes();
  assert.deepEqual(
    Object.keys(guards).toSorted(),
    routes
      .filter(({ method }) => method === 'post')
      .map(({ path }) => `post ${path}`)
      .toSorted(),
  );
  const walk = new FormWalk({
    signIn: () => Promise.resolve(aBrowser(portal.url)),
    routeOf: routeFinder(routes),
    words: () => 'Сөз',
    before: async (form) => {
      const guard = guards[form.route];
      const loot = await lootOfVoter(product, portal, form);
      if (guard === 'link') return;
      const ways = { ...fromElsewhere, ...(guard === 'site' ? {} : { ...withoutItsSession, ...otherwise }) };
      const look =
        guard === 'typed' ? await lookAtDraftsOfNow(product.context.database) : () => looked(product.context.database);
      await attack(form, ways, { urls: [portal.url], loot, look, found });
    },
  });
  await walkThePortal({ product: product, sokuluk: await aLowerCommission(product), walk });
  assert.deepEqual(found.faults, []);
  assert.deepEqual(portal.errors, []);
  const all = Object.keys({ ...fromElsewhere, ...withoutItsSession, ...otherwise }).length;
  const elsewhere = Object.keys(fromElsewhere).length;
  const tries = { link: undefined, site: elsewhere, token: all, typed: all };
  for (const [name, guard] of Object.entries(guards)) assert.equal(found.tried.get(name)?.size, tries[guard], name);
});

/** Another browser's draft and private side, and sessions of the wrong surfaces under the names of the right ones. */
async function lootOfVoter({ context }: Product, portal: TestPortal, form: GoodForm): Promise<Loot> {
  const other = aBrowser(portal.url);
  await other.post('/en/complaints/new', {});
  const page = await other.get('/en/complaints/new/who');
  const csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const names = ['shailoo-receipt', 'shailoo-portal', 'shailoo-draft', 'shailoo-draft-link'];
  const store = browserSessions(context.database, 'desk', { idleMinutes: 30, absoluteMinutes: 60 });
  const desk = await store.start({ personId: null, pending: null });
  const ended = await store.start({ personId: null, pending: null });
  await store.end(ended.token);
  const underAll = (token: string): string => names.map((name) => `${name}=${token}`).join('; ');
  return {
    cookies: form.browser.cookie(),
    other: { cookies: other.cookie(), csrf },
    ended: { cookies: underAll(ended.token), csrf: ended.csrf },
    foreign: { cookies: underAll(desk.token), csrf: desk.csrf },
  };
}

/** Everything, but of drafts only those that there are now. */
async function lookAtDraftsOfNow(database: Database): Promise<() => Promise<ReadonlyMap<string, string>>> {
  const drafts = await database.query<{ id: string }>({ text: 'select id from draft' });
  return async () => {
    const [row] = await database.query<{ figure: string }>({
      text: `select count(*) || ' ' || coalesce(sum(hashtextextended(d::text, 0)::numeric), 0) as figure
        from draft d where id = any($1::uuid[])`,
      values: [drafts.map(({ id }) => id)],
    });
    return new Map([...(await looked(database, ['draft', 'draft_access'])), ['draft', row?.figure ?? '']]);
  };
}
