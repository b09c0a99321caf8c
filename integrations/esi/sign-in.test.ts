import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, test } from 'node:test';
import { inspect } from 'node:util';
import { readPeople } from '../../dev/sign-in/read-people.ts';
import type { SignInSecrets } from '../../dev/sign-in/sign-in-secrets.ts';
import { signInSecrets } from '../../dev/sign-in/sign-in-secrets.ts';
import { startSignIn } from '../../dev/sign-in/start-sign-in.ts';
import type { ListeningServer } from '../../dev/stand-in-pages/listen.ts';
import type { BegunSignIn } from './begin-sign-in.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { connectEsi } from './connect-esi.ts';
import { discover } from './discover.ts';
import { endSessionUrl } from './end-session-url.ts';
import type { EsiClient, EsiConfiguration } from './esi-client.ts';

const redirectUri = 'http://localhost:3001/sign-in/callback';
const afterLeaving = 'http://localhost:3001/';
const clientSecret = 'a-secret-of-this-test-only-0123456789';
const people = await readPeople();
const clerk = people[0] ?? assert.fail('no people');

/** Between client and stand-in: what it does to an answer of a path before passing it on. */
let alter: (path: string, body: string) => string;
let home: string;
let secrets: SignInSecrets;
let signIn: ListeningServer;
let configuration: EsiConfiguration;
let client: EsiClient;

const between = createServer((request, response) => void pass(request, response));

async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, headers, url: path = '/' } = request;
  const sent = forward({ port: signIn.port, host: '127.0.0.1', method, headers, path });
  sent.end(await buffer(request));
  const answer = await new Promise<IncomingMessage>((resolve) => sent.once('response', resolve));
  const body = alter(path, (await buffer(answer)).toString('utf8'));
  delete answer.headers['transfer-encoding'];
  response.writeHead(answer.statusCode ?? 500, { ...answer.headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'shailoo-sign-in-'));
  secrets = await signInSecrets(home);
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
  configuration = { issuer, clientId: 'shailoo', clientSecret, redirectUri, allowHttp: true, timeoutMs: 2000 };
  const registered = {
    clientId: 'shailoo',
    clientSecret,
    redirectUris: [redirectUri],
    afterLeavingUris: [afterLeaving],
  };
  signIn = await startSignIn({ issuer, host: '127.0.0.1', port: 0, client: registered, secrets });
  alter = (_path, body) => body;
  client = await discover(configuration);
});
beforeEach(() => {
  alter = (_path, body) => body;
});
after(async () => {
  between.closeAllConnections();
  await new Promise((resolve) => between.close(resolve));
  await signIn.close();
  await rm(home, { recursive: true });
});

/** A browser as far as signing in needs one: it keeps cookies and follows redirects up to ours. */
function aBrowser() {
  const cookies = new Map<string, string>();
  return async function go(url: URL, form?: Record<string, string>): Promise<{ url: URL; body: string }> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie, 'accept-language': 'ru' },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';', 1)[0]?.split(/=(.*)/s) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    const next = location === null ? undefined : new URL(location, url);
    const body = await answer.text();
    return next === undefined || next.origin !== new URL(client.issuer).origin ? { url: next ?? url, body } : go(next);
  };
}

async function cameBack(begun: BegunSignIn, form: Record<string, string> = { sub: clerk.sub }): Promise<URL> {
  const go = aBrowser();
  const choice = await go(begun.url);
  return (await go(choice.url, form)).url;
}

test('a person who is chosen signs in with issuer, sub, name and PIN', async () => {
  const begun = await beginSignIn(client);
  const person = await completeSignIn(client, await cameBack(begun), begun);
  assert.deepEqual(person, { issuer: client.issuer, sub: clerk.sub, name: clerk.name, pin: clerk.pin });
});

test('the flow asks for a code with PKCE S256, state and nonce, each new', async () => {
  const [one, other] = [await beginSignIn(client, 'ky'), await beginSignIn(client)];
  assert.equal(one.url.searchParams.get('response_type'), 'code');
  assert.equal(one.url.searchParams.get('code_challenge_method'), 'S256');
  assert.equal(one.url.searchParams.get('ui_locales'), 'ky');
  assert.ok(!one.url.href.includes(one.codeVerifier));
  assert.equal(new Set([one.state, one.nonce, one.codeVerifier, other.state, other.nonce, other.codeVerifier]).size, 6);
});

test('every sign-in asks anew, in the asked language', async () => {
  const go = aBrowser();
  for (const [language, words] of [
    ['ky', 'Ким катары киресиз?'],
    ['ru', 'Под чьим именем войти?'],
    ['en', 'Who do you sign in as?'],
  ] as const) {
    const choice = await go((await beginSignIn(client, language)).url);
    assert.ok(choice.body.includes(`<html lang="${language}">`) && choice.body.includes(words), language);
    assert.ok(choice.body.includes(language === 'en' ? clerk.nameLatin : clerk.name));
    assert.ok(!people.some(({ pin }) => choice.body.includes(pin)));
    await go(choice.url, { sub: clerk.sub });
  }
});

test('another state than ours is refused', async () => {
  const begun = await beginSignIn(client);
  const callback = await cameBack(begun);
  for (const state of [undefined, '', 'other', `${begun.state}x`]) {
    const altered = new URL(callback);
    altered.searchParams.delete('state');
    if (state !== undefined) altered.searchParams.set('state', state);
    await assert.rejects(completeSignIn(client, altered, begun), { code: 'sign-in-state-mismatch' });
  }
});

test('an answer of another issuer is refused', async () => {
  const begun = await beginSignIn(client);
  const callback = await cameBack(begun);
  callback.searchParams.set('iss', 'https://other.example');
  await assert.rejects(completeSignIn(client, callback, begun), { code: 'sign-in-issuer-mismatch' });
});

test('another nonce than ours is refused', async () => {
  const begun = await beginSignIn(client);
  const callback = await cameBack(begun);
  const other = { ...begun, nonce: 'another-nonce' };
  await assert.rejects(completeSignIn(client, callback, other), { code: 'sign-in-nonce-mismatch' });
});

test('a code without its verifier is refused', async () => {
  const begun = await beginSignIn(client);
  const callback = await cameBack(begun);
  const { codeVerifier } = await beginSignIn(client);
  await assert.rejects(completeSignIn(client, callback, { ...begun, codeVerifier }), { code: 'sign-in-code-refused' });
});

test('a code is good once', async () => {
  const begun = await beginSignIn(client);
  const callback = await cameBack(begun);
  await completeSignIn(client, callback, begun);
  await assert.rejects(completeSignIn(client, callback, begun), { code: 'sign-in-code-refused' });
});

test('a person who cancels has declined', async () => {
  const begun = await beginSignIn(client);
  const callback = await cameBack(begun, { cancel: 'yes' });
  await assert.rejects(completeSignIn(client, callback, begun), { code: 'sign-in-declined' });
});

const forgeries: [string, string, (header: object, claims: object) => string][] = [
  [
    'for another audience',
    'sign-in-audience-mismatch',
    (header, claims) => signed(header, { ...claims, aud: 'other' }),
  ],
  [
    'for us and a stranger',
    'sign-in-audience-mismatch',
    (header, claims) => signed(header, { ...claims, aud: ['shailoo', 'other'] }),
  ],
  [
    'of another issuer',
    'sign-in-issuer-mismatch',
    (header, claims) => signed(header, { ...claims, iss: 'https://other.example' }),
  ],
  ['that is long over', 'sign-in-expired', (header, claims) => signed(header, { ...claims, exp: 1_700_000_000 })],
  [
    'without a signature',
    'sign-in-algorithm-refused',
    (header, claims) => `${part({ ...header, alg: 'none' })}.${part(claims)}.`,
  ],
  [
    'signed by a shared secret',
    'sign-in-algorithm-refused',
    (header, claims) => `${part({ ...header, alg: 'HS256' })}.${part(claims)}.AAAA`,
  ],
  [
    'with another person in it',
    'sign-in-signature-invalid',
    (header, claims) => `${part(header)}.${part({ ...claims, sub: 'other' })}.${signed(header, claims).split('.')[2]}`,
  ],
  [
    'signed by an unknown key',
    'sign-in-signature-invalid',
    (header, claims) => signed({ ...header, kid: 'unknown' }, claims),
  ],
];
for (const [kind, code, forge] of forgeries) {
  test(`an ID token ${kind} is refused`, async () => {
    const begun = await beginSignIn(client);
    const callback = await cameBack(begun);
    alter = (path, body) => (path === '/token' ? forged(body, forge) : body);
    const completing = completeSignIn(client, callback, begun);
    await assert.rejects(completing, { code, retryable: false });
    await assert.rejects(completing, (error: Error) => !inspect(error, { depth: 9 }).includes(clerk.sub));
  });
}

test('claims about another person than the ID token are refused', async () => {
  const begun = await beginSignIn(client);
  const callback = await cameBack(begun);
  alter = (path, body) => (path === '/me' ? body.replace(clerk.sub, people[1]?.sub ?? '') : body);
  const completing = completeSignIn(client, callback, begun);
  await assert.rejects(completing, { category: 'invalid-answer' });
  await assert.rejects(completing, (error: Error) => !inspect(error, { depth: 9 }).includes(clerk.pin));
});

test('a provider that announces no safe algorithm is refused', async () => {
  alter = (_path, body) =>
    body.replaceAll('"RS256"', '"HS256"').replaceAll(/"(PS|ES)\d+"|"EdDSA"|"Ed25519"/g, '"none"');
  await assert.rejects(discover(configuration), { code: 'sign-in-algorithm-refused' });
});

test('a provider with another name than ours is refused', async () => {
  alter = (_path, body) => body.replaceAll(`"${client.issuer}"`, '"http://other.example"');
  await assert.rejects(discover(configuration), { code: 'sign-in-issuer-mismatch' });
});

test('plain HTTP is refused outside the demonstration', async () => {
  await assert.rejects(discover({ ...configuration, allowHttp: false }), { code: 'sign-in-issuer-insecure' });
});

test('a wrong client secret is a fault of the configuration', async () => {
  const other = await discover({ ...configuration, clientSecret: 'not-the-registered-secret' });
  const begun = await beginSignIn(other);
  const callback = await cameBack(begun);
  await assert.rejects(completeSignIn(other, callback, begun), {
    code: 'sign-in-client-refused',
    category: 'configuration',
  });
});

test('a provider that is not there is worth a retry, and is asked again next time', async () => {
  await assert.rejects(discover({ ...configuration, issuer: 'http://127.0.0.1:9' }), {
    code: 'sign-in-unavailable',
    retryable: true,
  });
  const connect = connectEsi(configuration);
  alter = () => '';
  await assert.rejects(connect());
  alter = (_path, body) => body;
  const [one, other] = await Promise.all([connect(), connect()]);
  assert.equal(one, other);
});

test('a provider that stays silent is given up in time', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  await assert.rejects(discover({ ...configuration, issuer, timeoutMs: 200 }), { code: 'sign-in-timeout' });
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
});

test('a person who signs out comes back to us', async () => {
  const begun = await beginSignIn(client);
  const go = aBrowser();
  const choice = await go(begun.url);
  await go(choice.url, { sub: clerk.sub });
  const leaving = await go(endSessionUrl(client, afterLeaving) ?? assert.fail('no end of session'));
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(leaving.body)?.[1] ?? assert.fail(leaving.body);
  const left = await go(new URL('/session/end/confirm', client.issuer), { xsrf, logout: 'yes' });
  assert.equal(left.url.href.split('?')[0], afterLeaving);
});

test('the list holds the three commissions with the people their sittings need', () => {
  const count = (commission: string | undefined, roles: string[]) =>
    people.filter((person) => person.commission === commission && roles.includes(person.role)).length;
  assert.equal(count('cec', ['chair', 'deputyChair', 'member']), 8);
  assert.deepEqual([count('cec', ['clerk']), count('cec', ['lawyer']), count('cec', ['secretary'])], [1, 2, 1]);
  assert.deepEqual([count('tec-sokuluk', ['member']), count('tec-sokuluk', ['clerk', 'lawyer', 'chair'])], [10, 4]);
  assert.deepEqual([count('pec-1086', ['member']), count('pec-1086', ['chair', 'secretary'])], [5, 2]);
  assert.equal(count(undefined, ['voter']), 3);
});

test('no PIN of the list can be a real one', () => {
  assert.deepEqual(
    people.filter(({ pin }) => !/^[12]3102/.test(pin)),
    [],
  );
});

function forged(body: string, forge: (header: object, claims: object) => string): string {
  const answer = JSON.parse(body);
  const [header = '', claims = ''] = String(answer.id_token).split('.');
  const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  return JSON.stringify({ ...answer, id_token: forge(read(header), read(claims)) });
}

function signed(header: object, claims: object): string {
  const text = `${part(header)}.${part(claims)}`;
  const key = createPrivateKey({ key: { ...secrets.signingKey }, format: 'jwk' });
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

function part(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}
