import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Language } from '../../domain/language.ts';
import { browserSessions } from '../../operations/people/browser-sessions.ts';
import type { SignInService } from '../../operations/people/sign-in.ts';
import { createDesk } from '../../web-admin/desk.ts';
import type { DeskDeps } from '../../web-admin/visit.ts';
import type { Product } from './product.ts';
import { testAssets } from './test-assets.ts';

/** A desk that listens on a free port, with the rights of the desk's own database role. */
export type TestDesk = {
  url: string;
  defects: unknown[];
  deps: DeskDeps;
  /** A browser of its own: keeps its cookies, follows nothing. */
  browser: () => Browser;
  /** A browser in which the person has signed in through the desk's own pages. */
  signedIn: (personId: string) => Promise<Browser>;
  close: () => Promise<void>;
};

export type Page = { status: number; text: string; location: string | null; headers: Headers };

export type Browser = {
  get: (path: string, headers?: Record<string, string>) => Promise<Page>;
  /** Opens the page the form is on, and sends the form's hidden fields with the given ones. */
  submit: (page: string, action: string, fields?: Fields) => Promise<Page>;
  post: (path: string, fields: Fields, headers?: Record<string, string>) => Promise<Page>;
  /** Sends a form with files, the fields first, as a page's form does. */
  upload: (
    path: string,
    fields: Fields | readonly [string, string][],
    files: readonly File[],
    headers?: Record<string, string>,
  ) => Promise<Page>;
  /** A request as it is, with the browser's cookies. */
  ask: (path: string, init: RequestInit) => Promise<Page>;
  cookie: () => string;
  /** The same cookies as a Chromium context takes them. */
  cookies: () => { name: string; value: string; url: string }[];
  setCookie: (cookie: string) => void;
};

export type Fields = Record<string, string | readonly string[]>;

/** Serves the desk of a product. `issuer` answers for the national sign-in. */
export async function aDesk(
  product: Pick<Product, 'as' | 'context'>,
  change: Partial<DeskDeps> = {},
): Promise<TestDesk> {
  const context = product.as('shailoo_desk');
  const defects: unknown[] = [];
  const deps: DeskDeps = {
    context,
    sessionStore: browserSessions(context.database, 'desk', { idleMinutes: 30, absoluteMinutes: 720 }),
    signIn: signInByPersonId(product),
    assets: await testAssets(),
    addresses: {
      desk: 'http://127.0.0.1',
      files: 'http://127.0.0.1:3003',
      portal: 'http://127.0.0.1:3000',
      signIn: [],
    },
    ledger: { read: () => Promise.resolve(null) },
    trainingClock: false,
    onDefect: (error) => void defects.push(error),
    ...change,
  };
  const server = createDesk(deps).listen(0, '127.0.0.1');
  // A machine under load prepares a large form longer than a server usually keeps an idle connection.
  server.keepAliveTimeout = 120_000;
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    defects,
    deps,
    browser: () => aBrowser(url),
    signedIn: async (personId) => {
      const browser = aBrowser(url);
      const begun = await browser.post('/en/sign-in', { to: '' });
      const callback = new URL(begun.location ?? '', url);
      callback.searchParams.set('code', personId);
      await browser.get(`${callback.pathname}${callback.search}`);
      return browser;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A sign-in service that knows everybody in the database: the code it returns is the person's id. */
function signInByPersonId(product: Pick<Product, 'context'>): SignInService {
  return {
    begin: (_language: Language) => {
      const state = randomBytes(8).toString('hex');
      return Promise.resolve({
        url: `/sign-in/callback?state=${state}`,
        pending: { state, nonce: 'nonce', codeVerifier: 'verifier' },
      });
    },
    complete: async (callbackUrl, pending) => {
      if (callbackUrl.searchParams.get('state') !== pending.state) throw new Error('state mismatch');
      const [row] = await product.context.database.query<{ issuer: string; sub: string; name: string }>({
        text: 'select issuer, sub, name from private.person where id = $1',
        values: [callbackUrl.searchParams.get('code')],
      });
      if (!row) throw new Error('nobody');
      return row;
    },
  };
}

/** A browser without JavaScript, at whatever address of the product. `send` sends its requests, so that it can be on another machine. */
export function aBrowser(url: string, send = fetch): Browser {
  const jar = new Map<string, string>();
  const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const ask = async (path: string, init: RequestInit): Promise<Page> => {
    const headers = { ...(init.headers as Record<string, string>), cookie: cookie() };
    const response = await send(new URL(path, url), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    const location = response.headers.get('location');
    return { status: response.status, text: await response.text(), location, headers: response.headers };
  };
  const post: Browser['post'] = (path, fields, headers = {}) =>
    ask(path, { method: 'POST', body: bodyOf(fields), headers: { 'sec-fetch-site': 'same-origin', ...headers } });
  return {
    get: (path, headers = {}) => ask(path, { headers }),
    submit: async (page, action, fields = {}) => {
      const shown = await ask(page, {});
      return post(action, { ...hiddenFields(shown.text, action), ...fields });
    },
    post,
    upload: (path, fields, files, headers = {}) => {
      const body = new FormData();
      for (const [name, value] of pairsOf(fields)) body.append(name, value);
      for (const file of files) body.append('files', file);
      return ask(path, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin', ...headers } });
    },
    ask,
    cookie,
    cookies: () => [...jar].map(([name, value]) => ({ name, value, url })),
    setCookie: (line) => keep(jar, line),
  };
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const place = pair.indexOf('=');
  const [name, value] = [pair.slice(0, place), pair.slice(place + 1)];
  if (value === '') jar.delete(name);
  else jar.set(name, value);
}

function bodyOf(fields: Fields): URLSearchParams {
  return new URLSearchParams([...pairsOf(fields)]);
}

function pairsOf(fields: Fields | readonly [string, string][]): readonly [string, string][] {
  if (isPairs(fields)) return fields;
  return Object.entries(fields).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : value.map((one) => [name, one]),
  );
}

function isPairs(fields: Fields | readonly [string, string][]): fields is readonly [string, string][] {
  return Array.isArray(fields);
}

/** The hidden fields of the form on a page that leads to `action`; throws when the page has no such form. */
export function hiddenFields(html: string, action: string): Record<string, string> {
  const forms = [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)];
  const form = forms.find((match) => match[1] === action);
  if (!form) throw new Error(`no form for ${action}`);
  const inputs = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  return Object.fromEntries(inputs.map((match) => [match[1] ?? '', match[2] ?? '']));
}
