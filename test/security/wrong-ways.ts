import { randomBytes } from 'node:crypto';
import type { Database } from '../../persistence/database.ts';
import { changedTables, fingerprint } from '../support/fingerprint.ts';
import type { GoodForm } from './form-walk.ts';

/** What somebody has who tries: cookies and tokens that are not those of the form's own session. */
export type Loot = {
  /** The cookies the person of the form has. */
  cookies: string;
  /** Another session of the same person, with the token of its forms. */
  other: { cookies: string; csrf: string };
  /** The same after it was signed out of. */
  ended: { cookies: string; csrf: string };
  /** A session of another surface, under the cookie of this one. */
  foreign: { cookies: string; csrf: string };
};

type Request = { url: string; init: RequestInit };
type Attack = (form: GoodForm, url: string, loot: Loot) => Request | undefined;

const invented = (): string => randomBytes(32).toString('base64url');
const own = { 'sec-fetch-site': 'same-origin' };

/** The form as its page would send it, with other fields, cookies or headers. */
function asForm(
  form: GoodForm,
  url: string,
  { cookies, csrf, headers = own }: { cookies: string; csrf?: string | null; headers?: Record<string, string> },
): Request {
  const fields = form.fields.flatMap(([name, value]): [string, string][] => {
    if (name !== '_csrf' || csrf === undefined) return [[name, value]];
    return csrf === null ? [] : [[name, csrf]];
  });
  const body = form.files.length > 0 ? new FormData() : new URLSearchParams();
  for (const [name, value] of fields) body.append(name, value);
  if (body instanceof FormData) for (const file of form.files) body.append('files', file);
  return { url: url + form.action, init: { method: 'POST', body, headers: { ...headers, cookie: cookies } } };
}

export const hasToken = ({ fields }: GoodForm): boolean => fields.some(([name]) => name === '_csrf');

/** Ways that need no token to be wrong: every form is tried by them. */
export const fromElsewhere: Record<string, Attack> = {
  'from another site': (form, url, { cookies }) =>
    asForm(form, url, { cookies, headers: { 'sec-fetch-site': 'cross-site' } }),
  'from a neighbour of the same site': (form, url, { cookies }) =>
    asForm(form, url, { cookies, headers: { 'sec-fetch-site': 'same-site' } }),
  'from another origin, by an older browser': (form, url, { cookies }) =>
    asForm(form, url, { cookies, headers: { origin: 'https://evil.example' } }),
  'from a page without an origin': (form, url, { cookies }) =>
    asForm(form, url, { cookies, headers: { origin: 'null' } }),
};

/** Ways to come without the token or the session of the form. */
export const withoutItsSession: Record<string, Attack> = {
  'without a token': (form, url, { cookies }) => asForm(form, url, { cookies, csrf: null }),
  'with an invented token': (form, url, { cookies }) => asForm(form, url, { cookies, csrf: invented() }),
  'with the token of another session of the same person': (form, url, { cookies, other }) =>
    asForm(form, url, { cookies, csrf: other.csrf }),
  'with the session of another browser and the token of this one': (form, url, { other }) =>
    asForm(form, url, { cookies: other.cookies }),
  'without a cookie': (form, url) => asForm(form, url, { cookies: '' }),
  'with a session id that somebody planted': (form, url, { cookies }) =>
    asForm(form, url, { cookies: cookies.replaceAll(/=[^;]+/g, () => `=${invented()}`) }),
  'with a session that was signed out of': (form, url, { ended }) => asForm(form, url, { ...ended }),
  'with the session of another surface': (form, url, { foreign }) => asForm(form, url, { ...foreign }),
};

const read = (form: GoodForm): string => `${form.action}?${new URLSearchParams([...form.fields]).toString()}`;
const inWords = (form: GoodForm): string => new URLSearchParams([...form.fields]).toString();

/** The right session and token, but not as a form is sent. */
export const otherwise: Record<string, Attack> = {
  'as a GET': (form, url, { cookies }) => ({ url: url + read(form), init: { headers: { ...own, cookie: cookies } } }),
  'as a HEAD': (form, url, { cookies }) => ({
    url: url + read(form),
    init: { method: 'HEAD', headers: { ...own, cookie: cookies } },
  }),
  'as a GET that says it is a POST': (form, url, { cookies }) => ({
    url: `${url}${read(form)}&_method=post`,
    init: { headers: { ...own, cookie: cookies, 'x-http-method-override': 'POST', 'x-http-method': 'POST' } },
  }),
  'as a PUT': (form, url, { cookies }) => ({
    url: url + form.action,
    init: { method: 'PUT', body: new URLSearchParams([...form.fields]), headers: { ...own, cookie: cookies } },
  }),
  'as JSON': (form, url, { cookies }) =>
    typedAs(form, url, cookies, 'application/json', JSON.stringify(Object.fromEntries(form.fields))),
  'as plain text': (form, url, { cookies }) => typedAs(form, url, cookies, 'text/plain', inWords(form)),
  'as plain text with another encoding of the same words': (form, url, { cookies }) =>
    typedAs(form, url, cookies, 'text/plain; application/x-www-form-urlencoded', inWords(form)),
};

function typedAs(form: GoodForm, url: string, cookies: string, type: string, body: string): Request | undefined {
  if (!hasToken(form)) return undefined;
  return {
    url: url + form.action,
    init: { method: 'POST', body, headers: { ...own, cookie: cookies, 'content-type': type } },
  };
}

/** What came of it, over all forms: what should not have been, and by route the ways that were tried. */
export type Found = { faults: string[]; tried: Map<string, Set<string>> };

type Surroundings = {
  urls: readonly string[];
  loot: Loot;
  look: () => Promise<ReadonlyMap<string, string>>;
  found: Found;
};

/** Sends a form in every wrong way, from as many places as there are, and says where something was done. */
export async function attack(
  form: GoodForm,
  attacks: Record<string, Attack>,
  { urls, loot, look, found }: Surroundings,
): Promise<void> {
  const { faults, tried } = found;
  const before = await look();
  const answers: string[] = [];
  for (const [place, [name, way]] of Object.entries(attacks).entries()) {
    const request = way(form, urls[place % urls.length] ?? '', loot);
    if (request === undefined) continue;
    const answer = await fetch(request.url, { ...request.init, redirect: 'manual' });
    await answer.arrayBuffer();
    answers.push(`${name}: ${answer.status}`);
    tried.set(form.route, (tried.get(form.route) ?? new Set()).add(name));
    const isForm = name in fromElsewhere || name in withoutItsSession;
    if (answer.status >= 500 || answer.status === 429) faults.push(`${form.route} ${name} got ${answer.status}`);
    if (name in fromElsewhere && answer.status !== 403)
      faults.push(`${form.route} ${name} got ${answer.status}, not 403`);
    if (isForm && answer.status < 300) faults.push(`${form.route} ${name} got ${answer.status}`);
  }
  const changed = changedTables(before, await look());
  if (changed.length > 0) faults.push(`${form.route} changed ${changed.join(', ')}; ${answers.join('; ')}`);
}

/** Everything but the audit, and how many sessions there are. */
export async function looked(
  database: Database,
  leftOut: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const [sessions] = await database.query<{ n: string }>({ text: 'select count(*)::text as n from session' });
  return new Map([
    ...(await fingerprint(database, ['audit', 'session', 'desk_look', 'receipt_attempt', ...leftOut])),
    ['session', sessions?.n ?? ''],
  ]);
}
