import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import express from 'express';
import type { Express, RequestHandler } from 'express';
import { pino } from 'pino';
import { createApi } from '../../api/api.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { installProcedureRuntime } from '../../integrations/temporal/start-procedure-worker.ts';
import { faultFacts } from '../../operations/fault-facts.ts';
import { readReceipt } from '../../operations/complaints/read-receipt.ts';
import type { NoticeMail } from '../../operations/notices/write-notice.ts';
import { measureWorker } from '../../operations/records/measure-worker.ts';
import { followEngine } from '../../processes/follow-engine.ts';
import type { FollowedEngine } from '../../processes/follow-engine.ts';
import { writeTrustFile } from '../../integrations/tunduk/client/trust-file.ts';
import { approvedByStandIn } from '../../integrations/tunduk/stub/verification-conf.ts';
import { openRegistries } from '../../processes/open-registries.ts';
import type { OpenRegistries } from '../../processes/open-registries.ts';
import { httpMetrics } from '../../processes/http-metrics.ts';
import { workerMetrics } from '../../processes/worker-metrics.ts';
import { publishLedger } from '../../operations/ledger/publish-ledger.ts';
import { repeat } from '../../processes/repeat.ts';
import { startRounds } from '../../processes/worker-rounds.ts';
import { createDesk } from '../../web-admin/desk.ts';
import { deskRoutes } from '../../web-admin/routes.ts';
import { createFilesOrigin } from '../../web-public/files-origin.ts';
import type { PortalDeps } from '../../web-public/portal-deps.ts';
import { createPortal } from '../../web-public/portal.ts';
import { aFiling, granted } from '../builders/complaints.ts';
import { plantedName } from '../builders/planted-names.ts';
import { aLowerCommission } from '../builders/procedure-cases.ts';
import { aBrowser, aDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { aLedger } from '../support/ledger.ts';
import { signInOf } from '../support/portal-sign-in.ts';
import { serve } from '../support/portal.ts';
import type { Served } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { pagesOf, skipReading } from '../support/read-pdf.ts';
import { aTemporalServer } from '../support/temporal.ts';
import type { TestTemporal } from '../support/temporal.ts';
import { aStub, subsystems } from '../support/tunduk.ts';
import { testAssets } from '../support/test-assets.ts';
import { walkTheDesk } from './desk-walk.ts';
import { FormWalk, routeFinder } from './form-walk.ts';
import { portalRoutes, walkThePortal } from './portal-walk.ts';
import { deskFields, fieldNames, portalFields } from './typed-fields.ts';

/** What is personal in everything that is typed, and of whoever signs in. */
const person = {
  name: plantedName,
  pin: '21503198765432',
  pinOfSignIn: '23102199900099',
  passport: 'ID7654321',
  phone: '0555765432',
  mail: 'planted.person',
  street: 'Жантай',
};
const full = `${person.name} ${person.pin} ${person.passport} ${person.phone} ${person.mail}@mail.example ${person.street} көчөсү 77`;

/** Law is public with its words, and a change of it is about nobody. */
const wordsOf = (field: string): string => {
  if (field.includes('/law/')) return 'Сөз';
  return / (phone|precinct|number|letter)$|views.* name$/.test(field) ? person.name : full;
};

/** What was written, asked for and answered while the house was at work. */
const lines: string[] = [];
const addresses: string[] = [];
const mails: NoticeMail[] = [];
const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });

let product: Product;
let portal: Served;
let files: Served;
let shown: Served;
let desk: TestDesk;
let server: TestTemporal | undefined;
let missing = '';
let stub: Awaited<ReturnType<typeof aStub>>;
let registries: OpenRegistries;
let engine: FollowedEngine | undefined;
let deskWalk: FormWalk;
let portalWalk: FormWalk;
let isMailDown = true;
let workerFigures = '';
const metrics = httpMetrics();
const ledgerHome = mkdtempSync(join(tmpdir(), 'shailoo-ledger-'));
const codes: string[] = [];
const numbers: { key: string; number: string; id: string }[] = [];

before(async () => {
  product = await aProduct();
  await openSurfaces();
  const rounds = await startWorker();
  const signIn = () => Promise.resolve(aBrowser(portal.url));
  portalWalk = new FormWalk({ signIn, routeOf: routeFinder(portalRoutes()), words: wordsOf });
  const filing = {
    ...aFiling(),
    name: full,
    statement: full,
    address: full,
    respondent: full,
    place: full,
    demand: full,
  };
  const fileName = `${full}.pdf`;
  await walkThePortal({ product, sokuluk: await aLowerCommission(product), walk: portalWalk, fileName });
  deskWalk = new FormWalk({
    signIn: async (personId) => {
      const browser = aBrowser(shown.url);
      for (const { name, value } of (await desk.signedIn(personId)).cookies()) browser.setCookie(`${name}=${value}`);
      return browser;
    },
    routeOf: routeFinder(deskRoutes({ trainingClock: true })),
    words: wordsOf,
  });
  await walkTheDesk({ at: product, key: 'cec', walk: deskWalk, filing, fileName, pin: person.pinOfSignIn });
  await sendNonsense();
  isMailDown = false;
  await untilWorkIsDone();
  if (server !== undefined) await untilRegistryAnswered();
  workerFigures = await rounds.figures();
  await rounds.stop();
  await engine?.stop();
  await rememberCases();
});
after(async () => {
  rmSync(ledgerHome, { recursive: true, force: true });
  await desk.close();
  await registries.close();
  await stub.close();
  for (const { close } of [portal, files, shown]) await close();
  await product.close();
});

/** Portal, API, files and desk as their processes put them together, with one log and a list of all addresses. */
async function openSurfaces(): Promise<void> {
  const context = product.as('shailoo_portal');
  const assets = await testAssets();
  files = await serve(express().use(remember).use(createFilesOrigin({ context, log })));
  const app = express().use(remember, metrics.middleware);
  portal = await serve(app);
  const voter = { name: full, pin: person.pinOfSignIn };
  const deps: PortalDeps = {
    context,
    assets,
    log,
    isTraining: true,
    ledger: { read: () => Promise.resolve(null) },
    postLimit: 100_000,
    publicUrl: portal.url,
    filesUrl: files.url,
    signIn: signInOf(product, voter),
  };
  app.use('/api', createApi(deps)).use(createPortal(deps));
  desk = await aDesk(product, { trainingClock: true });
  const onDefect = (error: unknown, correlationId: string): void =>
    log.error({ fault: faultFacts(error), correlationId }, 'a request failed');
  const table: Express = createDesk({ ...desk.deps, onDefect });
  shown = await serve(express().use(remember, metrics.middleware).use(table));
}

const remember: RequestHandler = (request, response, next) => {
  addresses.push(request.originalUrl);
  response.once('finish', () => void addresses.push(String(response.get('Location') ?? '')));
  next();
};

/** The worker's rounds and procedures as its process starts them, against the real engine where there is one. */
async function startWorker(): Promise<{ stop: () => Promise<void>; figures: () => Promise<string> }> {
  installProcedureRuntime((level, message) => log.warn({ level }, message));
  const context = product.as('shailoo_worker');
  stub = await aStub();
  const trustFile = join(stub.folder, 'trust.pem');
  await writeTrustFile(trustFile, approvedByStandIn(stub.state.loaded().configuration, stub.certificates));
  const files = {
    authorityFile: undefined,
    fingerprint: undefined,
    certificateFile: undefined,
    keyFile: undefined,
    trustFile,
  };
  const place = {
    url: stub.httpAddress,
    client: subsystems.candidateChecks,
    environment: 'stand-in' as const,
    evidenceAt: '02:30',
  };
  registries = await openRegistries(context, { ...place, ...files });
  const figures = workerMetrics(() => measureWorker(context));
  const found = await aTemporalServer();
  if ('missing' in found) missing = found.missing;
  else {
    server = found;
    engine = followEngine({
      context,
      log,
      registries: registries.client,
      namespace: 'default',
      onLag: figures.workflowLag,
      onState: figures.engine,
      address: () => found.address,
      workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
    });
  }
  const ledger = await aLedger(ledgerHome, { published: 'published' });
  const post = { send, publicUrl: portal.url, mailDomain: 'commission.example' };
  const rounds = startRounds({
    context,
    log,
    metrics: figures,
    post,
    ledger: ledger.files,
    collector: registries.collector,
    registries: registries.client,
    scanner: undefined,
    hasTrainingClock: false,
    waker: () => engine?.current(),
    onClockMoved: () => undefined,
  });
  const signing = repeat({
    name: 'ledger',
    everyMs: 1_000,
    round: async () => (await publishLedger(product.as('shailoo_ledger'), ledger)).placed > 0,
    log,
    onEnd: figures.roundEnded,
  });
  const stop = async (): Promise<void> => {
    await Promise.all([rounds.stop(), signing.stop()]);
  };
  return { stop, figures: figures.metrics };
}

let refusedMails = 0;

/** A mail server that is down at first; its words tell whose mail it was, as an error of ours and as one of nobody's. */
function send(notice: NoticeMail): Promise<void> {
  if (!isMailDown) return Promise.resolve(void mails.push(notice));
  const words = new Error(`550 <${person.mail}@mail.example> ${full} rejected`);
  refusedMails += 1;
  const ours = { code: 'mail-server-unavailable', category: 'unavailable', cause: words } as const;
  return Promise.reject(refusedMails % 2 === 0 ? new IntegrationError(ours) : words);
}

/** Requests that cannot be understood, each with what is personal wherever there is room for it. */
async function sendNonsense(): Promise<void> {
  const json = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const api = `${portal.url}/api/v1/complaints`;
  const bodies = [
    JSON.stringify({ ...aFiling(), [full]: full }),
    JSON.stringify({ ...aFiling(), kind: full }),
    JSON.stringify({ ...aFiling(), name: [full] }),
    JSON.stringify({ ...aFiling(), statement: `${full}\0` }),
    JSON.stringify({ ...aFiling(), statement: full.repeat(3_000) }),
    JSON.stringify({ ...aFiling(), documents: [full] }),
    `{"name": "${full}"`,
    full,
    '',
  ];
  for (const body of bodies) await expectSilence(api, { method: 'POST', headers: json, body });
  await expectSilence(api, {
    method: 'POST',
    headers: { ...json, 'content-type': full.replaceAll(/[^\x20-\x7e]/g, '') },
    body: full,
  });
  const odd = { 'idempotency-key': `${person.pin} ${person.mail}`, authorization: `Bearer ${person.pin}` };
  await expectSilence(api, { method: 'POST', headers: { ...json, ...odd }, body: JSON.stringify(aFiling()) });
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(full)}`;
  for (const path of ['/api/v1/documents?purpose=none', '/api/v1/uploads', '/api/v1/uploads/none'])
    await expectSilence(portal.url + path, {
      method: 'POST',
      headers: { 'content-disposition': disposition },
      body: full,
    });
  const form = { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' } };
  const broken = `--x\r\nContent-Disposition: form-data; name="files"; filename="${full}"\r\n\r\n${full}`;
  for (const url of [`${shown.url}/en/intake`, `${portal.url}/en/complaints/new/files`])
    await expectSilence(url, { ...form, body: broken });
  const large = new URLSearchParams({ text: full.repeat(60_000) });
  for (const url of [`${shown.url}/en/search`, `${portal.url}/en/complaints/new/who`])
    await expectSilence(url, { method: 'POST', body: large });
  const oddForm = new URLSearchParams({ text: `${full}\0`, version: full, form: full });
  await expectSilence(`${shown.url}/en/cases/${randomUUID()}/add-note`, { method: 'POST', body: oddForm });
}

const told: string[] = [];

/** Whoever sends what cannot be understood is not told it back, save in a form that keeps what was typed. */
async function expectSilence(url: string, init: RequestInit): Promise<void> {
  const answer = await fetch(url, { redirect: 'manual', ...init });
  const text = await answer.text();
  assert.ok(answer.status < 500, `${url} got ${answer.status}`);
  if (!text.includes('<textarea') && hitsIn(text).length > 0)
    told.push(`${url} ${answer.status}: ${hitsIn(text).join()}`);
}

/** Everything that waits has been sent and every procedure has been woken. */
async function untilWorkIsDone(): Promise<void> {
  await product.context.database.query({ text: `update outbox set next_at = clock_timestamp() where done_at is null` });
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(200)) {
    const [row] = await product.context.database.query<{ n: string; topics: string }>({
      text: `select count(*)::text as n, coalesce(string_agg(distinct topic, ' '), '') as topics from outbox
        where done_at is null ${server === undefined ? `and topic <> 'wake'` : ''}`,
    });
    if (row?.n === '0') return;
  }
  assert.fail('the worker has not done its work');
}

/** The procedure has asked the stand-in about the person, and the answer is sealed beside the case. */
async function untilRegistryAnswered(): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(200)) {
    const rows = await product.context.database.query({ text: `select 1 from private.registry_answer` });
    if (rows.length > 0) return;
  }
  assert.fail('the registry was not asked');
}

async function rememberCases(): Promise<void> {
  const rows = await product.context.database.query<{ id: string; key: string }>({
    text: `select r.id, c.key from record r join commission c on c.id = r.commission_id where r.subject = 'complaint'`,
  });
  for (const { id, key } of rows) {
    const { number, code } = granted(await readReceipt(product.context, id));
    numbers.push({ key, number, id });
    codes.push(code);
  }
}

/** What of the person stands in a text, in whichever way it is written there. */
function hitsIn(text: string): string[] {
  const wanted = Object.values(person).flatMap((value) => [
    value,
    encodeURIComponent(value),
    Buffer.from(value).toString('hex'),
    JSON.stringify(value)
      .slice(1, -1)
      .replaceAll(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ]);
  return [...new Set([...wanted, ...codes])].filter((value) => text.includes(value));
}

test('the test finds what it looks for, however it is written', () => {
  for (const text of [
    full,
    encodeURIComponent(full),
    Buffer.from(full).toString('hex'),
    `\\u042b\\u0431\\u044b\\u0440\\u0430\\u0439\\u044b\\u043c\\u043e\\u0432\\u0430`,
  ])
    assert.notDeepEqual(hitsIn(text), [], text);
  assert.ok(codes.length > 10 && hitsIn(codes[3] ?? '').length === 1);
  assert.deepEqual(hitsIn('plain words'), []);
});

test('the person was typed into every field of words', () => {
  for (const [walk, table] of [
    [portalWalk, portalFields],
    [deskWalk, deskFields],
  ] as const) {
    const planted = new Set(walk.sent.flatMap(({ route, planted: names }) => names.map((name) => `${route} ${name}`)));
    assert.deepEqual(
      fieldNames(table, 'words').filter((field) => !planted.has(field)),
      [],
    );
  }
});

test('no line of a log holds anything of a person, nor a code of a receipt', () => {
  assert.ok(lines.length > 80, `${lines.length} lines`);
  assert.ok(
    lines.some((line) => line.includes('mail-server-unavailable')),
    'a mail that could not leave is in the log',
  );
  for (const line of lines) assert.deepEqual(hitsIn(line), [], line);
});

test('no address that was asked for or led to holds anything of a person, nor a code of a receipt', () => {
  assert.ok(addresses.length > 400, `${addresses.length} addresses`);
  for (const address of addresses) assert.deepEqual(hitsIn(address), [], address);
});

test('no answer to what cannot be understood repeats it', () => {
  assert.deepEqual(told, []);
});

test('the figures of the processes name nobody', async () => {
  const figures = [await metrics.registry.metrics(), workerFigures];
  for (const text of figures) {
    assert.match(text, /shailoo_/);
    assert.deepEqual(hitsIn(text), []);
  }
});

test('events, audit, terms, outbox and every other table outside the private ones hold nothing of a person', async () => {
  const { database } = product.context;
  const tables = await database.query<{ name: string }>({
    text: `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  });
  assert.ok(tables.length > 20);
  for (const { name } of tables) {
    const rows = await database.query<{ text: string }>({ text: `select t::text as text from ${name} t` });
    for (const { text } of rows) assert.deepEqual(hitsIn(text), [], `${name}: ${text.slice(0, 300)}`);
  }
  const [row] = await database.query<{ n: number }>({
    text: `select count(*)::int as n from private.complaint_statement s where s::text like $1`,
    values: [`%${person.pin}%`],
  });
  assert.ok((row?.n ?? 0) > 5, 'where it belongs it stands');
});

test('the published ledger holds nothing of a person', () => {
  const published = join(ledgerHome, 'published');
  const paths = readdirSync(published, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  assert.ok(paths.length > 3, 'it was published');
  for (const { parentPath, name } of paths)
    assert.deepEqual(hitsIn(readFileSync(join(parentPath, name), 'latin1')), [], name);
});

test('names of stored documents are random', async () => {
  let count = 0;
  for await (const id of product.context.documents.list()) {
    count += 1;
    assert.match(String(id), /^[0-9a-f-]{36}$/);
  }
  assert.ok(count > 20, `${count} documents`);
});

test(
  'no page, table or file of the public, and no answer of the API holds anything of a person',
  { skip: skipReading },
  async () => {
    const paths = new Set<string>(['/api/v1/complaints', '/api/v1/openapi.json']);
    for (const language of LANGUAGES) {
      for (const path of ['', '/complaints', '/law', '/complaints?term=breached', '/search?number=K-2027-000001'])
        paths.add(`/${language}${path}`);
      for (const { key, number } of numbers) {
        paths.add(`/${language}/complaints/${key}/${number}`);
        paths.add(`/${language}/complaints/${key}/${number}/private`);
      }
    }
    for (const { key, number } of numbers) {
      paths.add(`/api/v1/complaints/${number}?commission=${key}`);
      paths.add(`/api/v1/complaints/${number}/events?commission=${key}`);
      paths.add(`/en/complaints/${key}/${number}/decision.pdf`);
    }
    let published = 0;
    for (const path of paths) {
      const answer = await fetch(portal.url + path);
      const bytes = Buffer.from(await answer.arrayBuffer());
      const isPdf = answer.headers.get('content-type') === 'application/pdf';
      if (isPdf) published += 1;
      const text = isPdf ? `${pagesOf(bytes).join('\n')}${bytes.toString('latin1')}` : bytes.toString();
      assert.deepEqual(hitsIn(text), [], `${path} ${answer.status}`);
    }
    assert.ok(published > 0, 'a decision is published');
  },
);

test('a mail names nobody; the code stands in the receipt that goes with it alone', () => {
  assert.ok(mails.length > 20, `${mails.length} mails`);
  for (const { mail, fromName } of mails) {
    assert.ok(['planted@mail.example', 'aigul@example.org'].includes(mail.to.address), 'to an address that is one');
    // Where the hearing is, its parties are told.
    const text = mail.messageId.includes('.hearingAppointed@') ? '' : mail.text;
    assert.deepEqual(hitsIn(`${fromName} ${mail.subject} ${mail.messageId} ${text}`), [], mail.subject);
    for (const { fileName } of mail.attachments ?? []) assert.match(fileName, /^K-2027-\d{6}\.pdf$/);
  }
});

test('the engine knows nothing of a person: no history, no memo, no attribute, no byte of its file', async (t: TestContext) => {
  if (server === undefined) return t.skip(missing);
  const connection = await Connection.connect({ address: server.address });
  try {
    const { workflow } = new Client({ connection });
    let histories = 0;
    for await (const execution of workflow.list()) {
      histories += 1;
      const { workflowId, memo, searchAttributes, raw } = execution;
      assert.match(workflowId, /^(complaint|registry-request)\/[0-9a-f-]{36}$/);
      const history = await workflow.getHandle(workflowId, execution.runId).fetchHistory();
      const text = opened({ memo, searchAttributes, raw, history });
      assert.deepEqual(hitsIn(text), [], workflowId);
    }
    assert.ok(histories >= numbers.length, `${histories} procedures of ${numbers.length} cases`);
  } finally {
    await connection.close();
  }
  for (const entry of readdirSync(server.home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const name = join(entry.parentPath, entry.name);
    const bytes = readFileSync(name);
    for (const value of [...Object.values(person), ...codes])
      assert.ok(!bytes.includes(Buffer.from(value)), `${name}: ${value}`);
  }
});

/** Everything in a value as text, bytes as the words they are. */
function opened(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (ArrayBuffer.isView(part)) return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('utf8');
    if (typeof part === 'bigint') return String(part);
    const isBytes =
      typeof part === 'object' && part !== null && 'type' in part && part.type === 'Buffer' && 'data' in part;
    return isBytes ? Buffer.from(part.data as number[]).toString('utf8') : part;
  });
}

test('nothing failed inside', () => {
  assert.deepEqual(
    lines.filter((line) => line.includes('"level":50') && !line.includes('a notice could not be written')),
    [],
  );
});
