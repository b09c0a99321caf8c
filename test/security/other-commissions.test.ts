import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { roles } from '../../domain/people/role.ts';
import type { Role } from '../../domain/people/role.ts';
import { foundAppointment, proposeAppointment } from '../../operations/people/appoint.ts';
import { upsertPerson } from '../../persistence/people/read-people.ts';
import type { DeskRoute } from '../../web-admin/route.ts';
import { deskRoutes } from '../../web-admin/routes.ts';
import { aCommissionBeside, aPersonOf } from '../builders/appointments.ts';
import { granted } from '../builders/complaints.ts';
import { plantedName } from '../builders/planted-names.ts';
import { aDraftedCase, aLowerCommission, decideDraft } from '../builders/procedure-cases.ts';
import { aDesk, hiddenFields } from '../support/desk.ts';
import type { Browser, TestDesk } from '../support/desk.ts';
import { changedTables, fingerprint } from '../support/fingerprint.ts';
import type { Fingerprint } from '../support/fingerprint.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { walkTheDesk, walkTheLaw } from './desk-walk.ts';
import type { DeskPlaces } from './desk-walk.ts';
import { FormWalk, gathered, routeFinder } from './form-walk.ts';
import type { GoodForm } from './form-walk.ts';

/**
 * What an address is about, and with that what somebody gets who is not of the commission whose records are asked for.
 *
 * - `record`: a page or file of a record. Beside and below it does not exist; from above it is read.
 * - `ownRecord`: the same, and not read from above either.
 * - `form`: the form of an act. Beside and below it does not exist; from above it is not allowed, save for whom the act is.
 * - `act`: changes a record. Beside and below it does not exist, from above it is not allowed, save `allowedAbove`.
 * - `house`: about the commission of whoever asks: answered to them, with nothing of anybody else's in it.
 * - `visitor`: about nobody's records: the sign-in, the training clock, a secret address.
 * - `own`: what somebody keeps for themselves; another's does not exist, and taking it away takes nothing away.
 * - `law`: the law's own forms, for the staff of the CEC alone.
 */
type About = 'record' | 'ownRecord' | 'form' | 'act' | 'house' | 'visitor' | 'own' | 'law';

const about: Record<string, About> = {
  'get /sign-in': 'visitor',
  'post /sign-in': 'visitor',
  'get /sign-in/callback': 'visitor',
  'post /sign-out': 'visitor',
  'get /clock': 'visitor',
  'post /clock/move-clock': 'visitor',
  'get /calendar-feed/:token/shailoo.ics': 'visitor',
  'get /': 'house',
  'get /queue.csv': 'house',
  'get /voting-day': 'house',
  'get /views': 'house',
  'get /find': 'house',
  'get /search': 'house',
  'get /intake': 'house',
  'get /intake/oral': 'house',
  'get /calendar': 'house',
  'get /public-texts': 'house',
  'get /sittings': 'house',
  'get /reports': 'house',
  'get /reports/table.csv': 'house',
  'get /reports/cases': 'house',
  'get /people': 'house',
  'get /law': 'house',
  'get /registries': 'house',
  'get /keys': 'house',
  'post /assign-complaints': 'house',
  'post /take-complaints': 'house',
  'post /print-cases': 'house',
  'post /search': 'house',
  'post /views/save-view': 'house',
  'post /intake': 'house',
  'post /intake/oral': 'house',
  'post /calendar/renew-feed': 'house',
  'post /calendar/revoke-feed': 'house',
  'post /sittings/plan-sitting': 'house',
  'post /people/propose-appointment': 'house',
  'post /people/record-absence': 'house',
  'post /views/:id/rename-view': 'own',
  'post /views/:id/delete-view': 'own',
  'get /law/propose': 'law',
  'post /law/propose/propose-edition': 'law',
  'get /law/editions/:id': 'law',
  'post /law/editions/:id/confirm-edition': 'law',
  'post /law/editions/:id/reject-edition': 'law',
  'get /cases/:id': 'record',
  'get /cases/:id/files/:file': 'record',
  'get /cases/:id/files/:file/original': 'record',
  'get /cases/:id/print': 'record',
  'get /cases/:id/receipt': 'ownRecord',
  'get /cases/:id/receipt.pdf': 'ownRecord',
  'get /cases/:id/leave-complaint-unexamined': 'form',
  'get /cases/:id/draft-decision': 'form',
  'get /cases/:id/place-on-agenda': 'form',
  'get /cases/:id/assign-complaint': 'form',
  'get /cases/:id/return-for-defects': 'form',
  'get /cases/:id/forward-complaint': 'form',
  'get /cases/:id/form-working-group': 'form',
  'get /cases/:id/send-request': 'form',
  'get /cases/:id/ask-registry': 'form',
  'get /cases/:id/record-answer': 'form',
  'get /cases/:id/appoint-hearing': 'form',
  'get /cases/:id/record-hearing': 'form',
  'get /cases/:id/join-complaint': 'form',
  'get /cases/:id/extend-term': 'form',
  'get /cases/:id/suspend-term': 'form',
  'get /cases/:id/resume-term': 'form',
  'get /cases/:id/cure-defects': 'form',
  'get /cases/:id/add-evidence': 'form',
  'get /cases/:id/change-contact': 'form',
  'get /cases/:id/withdraw-complaint': 'form',
  'get /cases/:id/serve-copy': 'form',
  'get /cases/:id/record-appeal': 'form',
  'get /cases/:id/record-appeal-result': 'form',
  'get /cases/:id/reopen-complaint': 'form',
  'get /decisions/:id': 'record',
  'get /decisions/:id/print': 'record',
  'get /decisions/:id/propose-public-text': 'form',
  'get /decisions/:id/approve-public-text': 'form',
  'get /sittings/:id': 'record',
  'get /sittings/:id/minutes': 'record',
  'get /sittings/:id/items/:item': 'record',
  'post /cases/:id/preview-draft': 'record',
  'post /cases/:id/add-note': 'act',
  'post /cases/:id/register-complaint': 'act',
  'post /cases/:id/take-complaint': 'act',
  'post /cases/:id/admit-complaint': 'act',
  'post /cases/:id/leave-complaint-unexamined': 'act',
  'post /cases/:id/draft-decision': 'act',
  'post /cases/:id/place-on-agenda': 'act',
  'post /cases/:id/renew-receipt-code': 'act',
  'post /cases/:id/assign-complaint': 'act',
  'post /cases/:id/return-for-defects': 'act',
  'post /cases/:id/forward-complaint': 'act',
  'post /cases/:id/form-working-group': 'act',
  'post /cases/:id/send-request': 'act',
  'post /cases/:id/ask-registry': 'act',
  'post /cases/:id/record-answer': 'act',
  'post /cases/:id/appoint-hearing': 'act',
  'post /cases/:id/record-hearing': 'act',
  'post /cases/:id/join-complaint': 'act',
  'post /cases/:id/extend-term': 'act',
  'post /cases/:id/suspend-term': 'act',
  'post /cases/:id/resume-term': 'act',
  'post /cases/:id/cure-defects': 'act',
  'post /cases/:id/add-evidence': 'act',
  'post /cases/:id/change-contact': 'act',
  'post /cases/:id/withdraw-complaint': 'act',
  'post /cases/:id/serve-copy': 'act',
  'post /cases/:id/record-appeal': 'act',
  'post /cases/:id/record-appeal-result': 'act',
  'post /cases/:id/reopen-complaint': 'act',
  'post /cases/:id/remind-body': 'act',
  'post /cases/:id/withdraw-request': 'act',
  'post /cases/:id/cancel-hearing': 'act',
  'post /cases/:id/separate-complaint': 'act',
  'post /cases/:id/join-suggested': 'act',
  'post /decisions/:id/check-draft': 'act',
  'post /decisions/:id/sign-decision': 'act',
  'post /decisions/:id/propose-public-text': 'act',
  'post /decisions/:id/approve-public-text': 'act',
  'post /sittings/:id/open-sitting': 'act',
  'post /sittings/:id/record-attendance': 'act',
  'post /sittings/:id/close-sitting': 'act',
  'post /sittings/:id/items/:item/open-vote': 'act',
  'post /sittings/:id/items/:item/remove-agenda-item': 'act',
  'post /sittings/:id/items/:item/cast-vote': 'act',
  'post /sittings/:id/items/:item/recuse-member': 'act',
  'post /sittings/:id/items/:item/close-vote': 'act',
  'post /sittings/:id/items/:item/attach-dissent': 'act',
  'post /people/:id/confirm-appointment': 'act',
  'post /people/:id/withdraw-appointment': 'act',
  'post /people/:id/end-appointment': 'act',
  'post /people/absences/:id/end-absence': 'act',
};

/** What a commission above may do to a record below; the last test does it. */
const allowedAbove: Record<string, readonly Role[]> = {
  'post /cases/:id/record-appeal': ['clerk'],
  'post /cases/:id/record-appeal-result': ['chair', 'deputyChair'],
  'post /people/:id/confirm-appointment': ['chair', 'deputyChair'],
  'post /people/:id/end-appointment': ['chair', 'deputyChair'],
};

/** Who has nothing to do with the records of Sokuluk, or only reads them from above. */
type Stranger = {
  relation: 'above' | 'beside' | 'below' | 'nowhere' | 'unsigned';
  roles: readonly Role[];
  browser: Browser;
  csrf: string;
};

const routes = deskRoutes({ trainingClock: true });
const routeOf = routeFinder(routes);
/** Sessions and looks come with every request, and the audit is where the tries are kept. */
const leftOut = ['audit', 'session', 'desk_look'];

let product: Product;
let sokuluk: Product;
let strangers: Stranger[];
let places: DeskPlaces;
const desks: TestDesk[] = [];
const tried = new Set<string>();
const faults: string[] = [];

before(async () => {
  product = await aProduct();
  sokuluk = await aLowerCommission(product);
  strangers = await everyStranger();
  const desk = await aDeskMore();
  const filing = { name: plantedName, statement: plantedName };
  const walk = new FormWalk({
    signIn: desk.signedIn,
    routeOf,
    words: (field) => (field.endsWith(' name') || field.endsWith(' text') ? plantedName : 'Сөз'),
    before: (form) => replay(form, strangers),
  });
  places = await walkTheDesk({ at: sokuluk, key: 'tec-sokuluk', walk, filing });
});
after(async () => {
  for (const desk of desks) await desk.close();
  await product.close();
});

/** Each desk counts the requests of an address by itself, so that everybody has one of their own. */
async function aDeskMore(): Promise<TestDesk> {
  const desk = await aDesk(product, { trainingClock: true });
  desks.push(desk);
  return desk;
}

async function everyStranger(): Promise<Stranger[]> {
  const { context, commissions, electionId } = product;
  const beside = await aCommissionBeside(product);
  const found: Stranger[] = [];
  for (const role of roles) {
    found.push(await aStranger('above', [role], await aPersonOf(product, commissions.cec, role)));
    found.push(await aStranger('beside', [role], await aPersonOf(product, beside, role)));
  }
  const aPerson = (name: string): Promise<string> =>
    upsertPerson(context.database, { id: randomUUID(), issuer: 'test', sub: randomUUID(), name });
  const below = await aPerson('Test below');
  const commissionId = commissions['pec-1086'];
  for (const role of roles)
    granted(await foundAppointment(context, { commissionId, electionId, personId: below, role }));
  found.push(await aStranger('below', roles, below));
  found.push(await aStranger('nowhere', [], await aPerson('Test nobody')));
  found.push({ relation: 'unsigned', roles: [], browser: (await aDeskMore()).browser(), csrf: 'none' });
  return found;
}

async function aStranger(relation: Stranger['relation'], own: readonly Role[], personId: string): Promise<Stranger> {
  const browser = await (await aDeskMore()).signedIn(personId);
  const csrf = hiddenFields((await browser.get('/en')).text, '/en/sign-out')['_csrf'] ?? '';
  return { relation, roles: own, browser, csrf };
}

/** Whether the route's rule names a role of the stranger, in whatever relation. */
function isNamed(route: DeskRoute, { roles: own }: Stranger): boolean {
  if (typeof route.permission === 'string') return true;
  const { own: inOwn = [], subordinate = [], other = [] } = route.permission;
  return own.some((role) => inOwn.includes(role) || subordinate.includes(role) || other.includes(role));
}

/** The answer that a stranger gets; undefined where it depends on what they ask of their own commission. */
function expectedStatus(
  route: DeskRoute,
  stranger: Stranger,
  kind = about[`${route.method} ${route.path}`],
): number | undefined {
  const { relation } = stranger;
  if (relation === 'unsigned') return route.method === 'get' ? 303 : 401;
  if (relation === 'nowhere' || !isNamed(route, stranger)) return 403;
  if (kind === 'house') return undefined;
  if (kind === 'own') return route.path.endsWith('delete-view') ? 303 : 404;
  if (kind === 'law') return relation === 'above' ? undefined : 404;
  if (relation !== 'above') return 404;
  if (kind === 'form')
    return allowedAbove[`post ${route.path}`]?.some((role) => stranger.roles.includes(role)) === true ? 200 : 403;
  if (kind === 'record') return route.path.includes('/files/') ? undefined : 200;
  return 403;
}

/** Sends what a person of Sokuluk is about to send, as every stranger, each with the token of their own session. */
async function replay(form: GoodForm, askers: readonly Stranger[]): Promise<void> {
  const kind = about[form.route];
  if (kind === 'visitor') return;
  const before = await fingerprint(product.context.database, leftOut);
  const own = kind === 'house' ? await rowsOfSokuluk() : undefined;
  for (const stranger of askers) {
    const isAllowed = stranger.roles.some((role) => allowedAbove[form.route]?.includes(role));
    if (stranger.relation === 'above' && isAllowed) continue;
    await send(form, stranger, kind === 'house');
  }
  tried.add(form.route);
  const changed =
    own === undefined
      ? changedTables(before, await fingerprint(product.context.database, leftOut))
      : changedTables(own, await rowsOfSokuluk());
  if (changed.length > 0) faults.push(`${form.route} changed ${changed.join(', ')}`);
}

/** What is about a stranger's own commission is sent with ids and words of their own. */
async function send(form: GoodForm, stranger: Stranger, isOfTheirHouse: boolean): Promise<void> {
  const ids = ['sitting', 'id', 'appointment', 'edition', 'form'];
  const fields = form.fields.map(([name, value]): [string, string] => {
    if (name === '_csrf') return [name, stranger.csrf];
    if (!isOfTheirHouse) return [name, value];
    return [name, ids.includes(name) ? randomUUID() : value.replaceAll(plantedName, 'Кызыл')];
  });
  const { browser, relation } = stranger;
  const answer =
    form.files.length > 0
      ? await browser.upload(form.action, fields, form.files)
      : await browser.post(form.action, gathered(fields));
  // A mark that is added to a public text is shown with it and kept nowhere before the text is proposed.
  const isOnlyShown = form.fields.some(([name, value]) => name === 'do' && value === 'add');
  const wanted = expectedStatus(routeNamed(form.route), stranger, isOnlyShown ? 'record' : about[form.route]);
  const who = `${relation} ${stranger.roles.join('+')}: ${form.route}`;
  if (wanted !== undefined && answer.status !== wanted) faults.push(`${who} got ${answer.status}, not ${wanted}`);
  if (answer.status >= 500) faults.push(`${who} got ${answer.status}`);
  // Who is not signed in is shown what they themselves have sent, so that it is not lost.
  if (relation !== 'above' && relation !== 'unsigned' && answer.text.includes(plantedName))
    faults.push(`${who} was shown the case`);
}

function routeNamed(name: string): DeskRoute {
  const route = routes.find(({ method, path }) => `${method} ${path}` === name);
  assert.ok(route, name);
  return route;
}

/** The records of Sokuluk with everything that hangs on them, whatever others do in their own houses meanwhile. */
async function rowsOfSokuluk(): Promise<Fingerprint> {
  const id = sokuluk.commissions.cec;
  const rows = await product.context.database.query<{ name: string; figure: string }>({
    text: `select 'record' as name, count(*) || ' ' || coalesce(sum(hashtextextended(r::text, 0)::numeric), 0) as figure
        from record r where commission_id = $1
      union all select 'event', count(*)::text from event e join record r on r.id = e.record_id where r.commission_id = $1
      union all select 'complaint', count(*) || ' ' || coalesce(sum(hashtextextended(c::text, 0)::numeric), 0)
        from complaint c join record r on r.id = c.id where r.commission_id = $1
      union all select 'saved_view', count(*) || ' ' || coalesce(sum(hashtextextended(v::text, 0)::numeric), 0)
        from private.saved_view v where v.commission_id = $1`,
    values: [id],
  });
  return new Map(rows.map(({ name, figure }) => [name, figure]));
}

test('every address of the desk says in the table what it is about', () => {
  assert.deepEqual(Object.keys(about).toSorted(), routes.map(({ method, path }) => `${method} ${path}`).toSorted());
});

test('no form of a commission does anything for others: not there beside and below, not allowed above', () => {
  const posts = Object.entries(about).filter(
    ([name, kind]) => name.startsWith('post') && !['visitor', 'law'].includes(kind),
  );
  assert.deepEqual(
    posts.map(([name]) => name).filter((name) => !tried.has(name)),
    [],
  );
  assert.deepEqual(faults, []);
});

/** An address with the ids of what happened at Sokuluk. */
function addressOf({ path, atRoot }: DeskRoute, ids: DeskPlaces): string {
  const filled = path
    .replace('/cases/:id', `/cases/${ids.mainCase}`)
    .replace('/files/:file', `/files/${ids.file}`)
    .replace('/decisions/:id', `/decisions/${ids.decision}`)
    .replace('/sittings/:id', `/sittings/${ids.sitting}`)
    .replace('/items/:item', `/items/${ids.item}`)
    .replace(':id', ids.edition ?? randomUUID())
    .replace(':token', randomUUID());
  const query: Record<string, string> = {
    '/find': '?number=K-2027-000001',
    '/queue.csv': '?view=all',
    '/': '?view=all',
    '/reports/table.csv': '?table=load',
  };
  return `${atRoot === true ? '' : '/en'}${filled === '/' ? '' : filled}${query[path] ?? ''}`;
}

test('no page and no file of a commission is shown to others, and what is not theirs looks like what is not there', async () => {
  const faultsOfPages: string[] = [];
  const compared = new Set<string>();
  const nowhere = Object.fromEntries(Object.keys(places).map((name) => [name, randomUUID()])) as unknown as DeskPlaces;
  const before = await fingerprint(product.context.database, [...leftOut, 'file_link']);
  for (const route of routes.filter(({ method }) => method === 'get')) {
    const kind = about[`get ${route.path}`];
    if (kind === 'visitor') continue;
    for (const stranger of oneOfEachKindAbove(route)) {
      const answer = await stranger.browser.get(addressOf(route, places));
      const wanted = expectedStatus(route, stranger);
      const who = `${stranger.relation} ${stranger.roles.join('+')}: ${route.path}`;
      if (wanted !== undefined && answer.status !== wanted)
        faultsOfPages.push(`${who} got ${answer.status}, not ${wanted}`);
      if (answer.status >= 500) faultsOfPages.push(`${who} got ${answer.status}`);
      if (stranger.relation === 'above') continue;
      const isCase = kind === 'house' && answer.text.includes(places.mainCase);
      if (isCase || answer.text.includes(plantedName)) faultsOfPages.push(`${who} was shown the case`);
      if (answer.status !== 404 || kind === 'house' || compared.has(route.path)) continue;
      compared.add(route.path);
      const absent = await stranger.browser.get(addressOf(route, nowhere));
      if (absent.status !== 404 || plain(absent.text) !== plain(answer.text))
        faultsOfPages.push(`${who} can tell that it is there`);
    }
  }
  assert.ok(compared.size > 35, 'pages that are not there were compared');
  assert.deepEqual(faultsOfPages, []);
  const after = await fingerprint(product.context.database, [...leftOut, 'file_link']);
  assert.deepEqual(changedTables(before, after), []);
});

/** All who are not above, and of those above one whose role the route names and one whose role it does not. */
function oneOfEachKindAbove(route: DeskRoute): Stranger[] {
  const above = strangers.filter(({ relation }) => relation === 'above');
  const chosen = [above.find((one) => isNamed(route, one)), above.find((one) => !isNamed(route, one))];
  return [...strangers.filter(({ relation }) => relation !== 'above'), ...chosen.filter((one) => one !== undefined)];
}

/** A page without the ids that stand in its own address. */
function plain(html: string): string {
  return html.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');
}

test('the search finds nothing of another commission', async () => {
  for (const { relation, browser, csrf } of strangers.filter(
    ({ relation: one }) => one === 'beside' || one === 'below',
  )) {
    for (const q of [plantedName, 'K-2027-000001']) {
      const found = await browser.post('/en/search', { _csrf: csrf, q });
      assert.ok(found.status < 400, relation);
      assert.ok(!`${found.location} ${found.text}`.includes(places.mainCase), `${relation} ${q}`);
    }
  }
});

test('a change of the law is proposed, looked at and decided by the staff of the CEC alone', async () => {
  const desk = await aDeskMore();
  const others = strangers.filter(({ relation }) => relation !== 'above');
  const walk = new FormWalk({
    signIn: desk.signedIn,
    routeOf,
    words: () => 'Сөз',
    before: (form) => replay(form, others),
  });
  const edition = await walkTheLaw({ at: product, key: 'cec', walk });
  assert.deepEqual(faults, []);
  for (const name of Object.keys(about).filter((one) => one.startsWith('post /law'))) assert.ok(tried.has(name), name);
  const route = routeNamed('get /law/editions/:id');
  for (const stranger of others) {
    const { status } = await stranger.browser.get(`/en/law/editions/${edition}`);
    assert.equal(status, expectedStatus(route, stranger), stranger.relation);
  }
});

test('a commission above does what the matrix lets it do, and what it does stands with the record below', async () => {
  const desk = await aDeskMore();
  const walk = new FormWalk({ signIn: desk.signedIn, routeOf, words: () => 'Сөз' });
  const { cec } = product;
  const id = await aDraftedCase(sokuluk, { commission: 'tec-sokuluk' });
  await decideDraft(sokuluk, id);
  const page = (act: string) => ({ page: `/en/cases/${id}/${act}`, action: `/en/cases/${id}/${act}` });
  await walk.send(cec.clerk, page('record-appeal'), { to: 'administrativeCourt', next: 'send' });
  const appeal = /name="appeal"[^>]*value="([^"]*)"/.exec(
    await walk.open(cec.chair, page('record-appeal-result').page),
  )?.[1];
  await walk.send(cec.chair, page('record-appeal-result'), { appeal: appeal ?? '', result: 'upheld', next: 'send' });
  const by = `kind not like 'TERM%' and actor in ('person:${cec.clerk}', 'person:${cec.chair}')`;
  assert.deepEqual(await kindsOf(id, by), ['APPEAL_RECORDED', 'APPEAL_ENDED']);
  const chair = await sokuluk.actor(sokuluk.cec.chair);
  const request = { commissionId: sokuluk.commissions.cec, electionId: sokuluk.electionId };
  const appointed = {
    ...request,
    personId: sokuluk.cec.members[1] ?? '',
    role: 'clerk',
    appointmentId: randomUUID(),
  } as const;
  granted(await proposeAppointment(product.context, chair, appointed));
  const browser = await walk.browserOf(cec.chair);
  const { _csrf = '' } = hiddenFields((await browser.get('/en')).text, '/en/sign-out');
  for (const act of ['confirm', 'end'])
    assert.equal(
      (await browser.post(`/en/people/${appointed.appointmentId}/${act}-appointment`, { _csrf })).status,
      303,
    );
  assert.deepEqual(await kindsOf(appointed.appointmentId, by), ['APPOINTMENT_CONFIRMED', 'APPOINTMENT_ENDED']);
});

async function kindsOf(recordId: string, by: string): Promise<string[]> {
  const rows = await product.context.database.query<{ kind: string }>({
    text: `select kind from event where record_id = $1 and ${by} order by seq`,
    values: [recordId],
  });
  return rows.map(({ kind }) => kind);
}

test('no desk failed inside', () => {
  assert.deepEqual(
    desks.flatMap(({ defects }) => defects),
    [],
  );
});
