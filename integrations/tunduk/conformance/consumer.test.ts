import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { aClient, aQuestion, aStub, subsystems } from '../../../test/support/tunduk.ts';
import { syntheticPin } from '../contracts/people/pin.ts';
import { registryServices } from '../contracts/registry-services.ts';
import { encodeServiceId, encodeSubsystemId } from '../protocol/identifiers.ts';
import { buildSoapRequest, headerTree } from '../protocol/soap-envelope.ts';
import { soapRequestHash } from '../protocol/message-hash.ts';
import { readSoap } from '../protocol/read-soap.ts';
import { answerRequest } from '../stub/answer-request.ts';
import { consumerRules } from './consumer-rules.ts';
import type { Finding } from './rule.ts';
import { runConsumer } from './run-consumer.ts';

const pin = syntheticPin('female', 1980, 101);
const patienceMs = 700;
const kinds = {
  soap: registryServices.civilRecordByPin.contract,
  rest: registryServices.actualAddressByPin.contract,
  write: registryServices.criminalRecordOrder.contract,
};
type Kind = keyof typeof kinds;

let stub: Awaited<ReturnType<typeof aStub>>;
before(async () => {
  stub = await aStub();
});
after(() => stub.close());

function trial(kind: Kind, run: (address: string) => Promise<number>, isTls = false): Promise<Finding[]> {
  const { server, authority } = stub.certificates;
  return runConsumer({
    contract: kinds[kind],
    client: subsystems.candidateChecks,
    host: '127.0.0.1',
    port: 0,
    patienceMs,
    run,
    server: {
      answer: (request, response) => void answerRequest(stub.state, request, response).catch(() => response.destroy()),
      plant: (rule) => void stub.state.plant('*', rule),
      reset: () => stub.state.reset(),
      ...(isTls ? { tls: { cert: server.certificate, key: server.key, ca: authority.certificate } } : {}),
    },
  });
}

const numbers = (found: readonly Finding[]) =>
  found.filter(({ verdict }) => verdict === 'broken').map(({ number }) => number);
const untried = (found: readonly Finding[]) =>
  found.filter(({ verdict }) => verdict === 'not-tried').map(({ number }) => number);

async function ourClient(kind: Kind, address: string, isTls = false): Promise<number> {
  const { client: own, authority } = stub.certificates;
  const tls = {
    type: 'https',
    address,
    server: { authority: authority.certificate },
    certificate: own.certificate,
    key: own.key,
  } as const;
  const client = await aClient(address, isTls ? { securityServer: tls } : {});
  const ask = {
    soap: () => client.ask(registryServices.civilRecordByPin, aQuestion({ pin })),
    rest: () => client.ask(registryServices.actualAddressByPin, aQuestion({ pin })),
    write: () => client.ask(registryServices.criminalRecordOrder, aQuestion({ pin, purpose: 'текшерүү' })),
  };
  const status = await ask[kind]().then(
    ({ kind: outcome }) => (outcome === 'ok' ? 0 : 2),
    () => 1,
  );
  await client.close();
  return status;
}

for (const kind of Object.keys(kinds) as Kind[]) {
  test(`our own client keeps every rule for consumers: ${kind}`, async () => {
    const found = await trial(kind, (address) => ourClient(kind, address));
    assert.deepEqual(numbers(found), [], found.map(({ number, seen }) => `${number} ${seen}`).join('; '));
    assert.deepEqual(untried(found), kind === 'write' ? ['C10'] : ['C10', 'C13']);
  });
}

test('our own client keeps the rule about mutual TLS', async () => {
  const found = await trial('soap', (address) => ourClient('soap', address, true), true);
  assert.deepEqual([numbers(found), untried(found)], [[], ['C13']]);
});

/** A consumer that an integrator could have written, and the one thing it does wrong. */
interface Habits {
  clients: string[];
  id: () => string;
  issue: string;
  userId: string;
  more: [string, string][];
  contentType: string;
  change: (xml: string) => string;
  repeatsWhenDenied: number;
  repeatsWhenDown: { times: number; pauseMs: number };
  repeatsWhenUnknown: number;
  checksHash: boolean;
  believes: 'answers' | 'failures too' | 'nothing';
  service: string | undefined;
  timeoutMs: number;
}

const goodHabits: Habits = {
  clients: [encodeSubsystemId(subsystems.candidateChecks)],
  id: () => crypto.randomUUID(),
  issue: '2026-17',
  userId: 'KG-17',
  more: [],
  contentType: 'text/xml; charset=utf-8',
  change: (xml) => xml,
  repeatsWhenDenied: 0,
  repeatsWhenDown: { times: 1, pauseMs: 1_000 },
  repeatsWhenUnknown: 0,
  checksHash: true,
  believes: 'answers',
  service: undefined,
  timeoutMs: 5_000,
};

type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer } | undefined;

function call(
  address: string,
  method: string,
  path: string,
  headers: [string, string][],
  body: Buffer,
  habits: Habits,
): Promise<Answer> {
  return new Promise((resolve) => {
    const isTls = address.startsWith('https');
    const send = isTls ? httpsRequest : httpRequest;
    const flat = [...headers, ['Host', 'x'], ['Content-Length', String(body.length)]].flat();
    const asked = send(
      `${address}${path}`,
      {
        method,
        headers: flat,
        timeout: habits.timeoutMs,
        agent: false,
        ...(isTls ? { rejectUnauthorized: false } : {}),
      },
      (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('error', () => resolve(undefined));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces) }),
        );
      },
    );
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(undefined));
    asked.end(body);
  });
}

/** Sends once, and says what to do next. */
async function sendOnce(
  kind: Kind,
  address: string,
  habits: Habits,
): Promise<{ verdict: 'ok' | 'denied' | 'down' | 'unknown' | 'bad' }> {
  const contract = kinds[kind];
  const { version, ...code } = contract.service;
  const asked = habits.service === undefined ? code : { ...code, service: habits.service };
  const service = { instance: 'central-server', ...asked, ...(version === undefined ? {} : { version }) };
  if (contract.protocol === 'rest') {
    const path = `/r1/${encodeServiceId(service)}${kind === 'rest' ? `/${pin}` : ''}`;
    const reasons: [string, string][] = [
      ['X-Road-Id', habits.id()],
      ['X-Road-Issue', habits.issue],
      ['X-Road-UserId', habits.userId],
    ];
    const headers = [
      ...habits.clients.map((one): [string, string] => ['X-Road-Client', one]),
      ...reasons.filter(([, value]) => value !== ''),
      ...habits.more,
    ];
    const body = kind === 'write' ? Buffer.from(JSON.stringify({ pin, purpose: 'x' })) : Buffer.alloc(0);
    return verdictOf(
      await call(address, contract.rest.method, path, headers, body, habits),
      habits,
      (answer) => Buffer.from(String(answer.headers['x-road-request-hash'] ?? ''), 'base64').length === 64,
    );
  }
  const header = {
    client: subsystems.candidateChecks,
    service,
    id: habits.id() || 'x',
    userId: habits.userId,
    issue: habits.issue,
  };
  const { namespace, wrapper } = contract.soap;
  const xml = buildSoapRequest(headerTree(header), {
    namespace,
    wrapper,
    content: `<p:request><p:pin>${pin}</p:pin></p:request>`,
  }).toString();
  const body = Buffer.from(habits.change(xml));
  const answer = await call(address, 'POST', '/', [['Content-Type', habits.contentType], ...habits.more], body, habits);
  return verdictOf(answer, habits, ({ body: bytes }) => {
    const read = readSoap(bytes);
    return read.kind === 'message' && read.message.requestHash?.value === soapRequestHash(body);
  });
}

function verdictOf(
  answer: Answer,
  habits: Habits,
  isHashRight: (answer: NonNullable<Answer>) => boolean,
): { verdict: 'ok' | 'denied' | 'down' | 'unknown' | 'bad' } {
  if (answer === undefined) return { verdict: 'unknown' };
  if (habits.believes === 'nothing') return { verdict: 'bad' };
  const words = `${String(answer.headers['x-road-error'] ?? '')} ${answer.body.toString()}`;
  if (habits.believes === 'failures too' && /AccessDenied|NetworkError/.test(words)) return { verdict: 'ok' };
  if (words.includes('AccessDenied')) return { verdict: 'denied' };
  if (words.includes('NetworkError')) return { verdict: 'down' };
  if (answer.status >= 400 || words.includes('Fault>')) return { verdict: 'bad' };
  return { verdict: !habits.checksHash || isHashRight(answer) ? 'ok' : 'bad' };
}

async function consumer(kind: Kind, address: string, habits: Habits): Promise<number> {
  const repeats = {
    ok: { times: 0, pauseMs: 0 },
    bad: { times: 0, pauseMs: 0 },
    denied: { times: habits.repeatsWhenDenied, pauseMs: 1_000 },
    down: habits.repeatsWhenDown,
    unknown: { times: habits.repeatsWhenUnknown, pauseMs: 1_000 },
  };
  for (let turn = 0; ; turn += 1) {
    const { verdict } = await sendOnce(kind, address, habits);
    if (verdict === 'ok') return 0;
    if (turn >= repeats[verdict].times) return 1;
    await wait(repeats[verdict].pauseMs);
  }
}

test('a consumer with good habits keeps every rule', async () => {
  for (const kind of Object.keys(kinds) as Kind[])
    assert.deepEqual(numbers(await trial(kind, (address) => consumer(kind, address, goodHabits))), [], kind);
});

const soapOnly = (change: (xml: string) => string): Partial<Habits> => ({ change });

/** For every rule a consumer with exactly that bad habit. */
const broken: [number: string, kind: Kind, what: string, habit: () => Partial<Habits>][] = [
  ['C01', 'soap', 'sends half a message', () => soapOnly((xml) => xml.slice(0, 300))],
  [
    'C02',
    'rest',
    'sends two clients',
    () => ({ clients: ['central-server/GOV/70000099/other', ...goodHabits.clients] }),
  ],
  ['C02', 'rest', 'sends no client', () => ({ clients: [] })],
  [
    'C03',
    'rest',
    'names itself with an underscore',
    () => ({ clients: ['central-server/GOV/70000099/candidate_checks'] }),
  ],
  [
    'C03',
    'soap',
    'names itself with an underscore',
    () => soapOnly((xml) => xml.replace('>candidate-checks<', '>candidate_checks<')),
  ],
  ['C04', 'rest', 'sends no id', () => ({ id: () => '' })],
  ['C05', 'soap', 'keeps one id for ever', () => ({ id: () => 'one-guid-for-ever' })],
  ['C05', 'rest', 'keeps one id for ever', () => ({ id: () => 'one-guid-for-ever' })],
  ['C06', 'soap', 'sends "1" as the case', () => ({ issue: '1' })],
  ['C06', 'rest', 'sends no case', () => ({ issue: '' })],
  ['C06', 'rest', 'sends a PIN as the case', () => ({ issue: pin })],
  ['C07', 'soap', 'sends "?" as the person', () => ({ userId: '?' })],
  ['C07', 'rest', 'sends no country', () => ({ userId: '123456' })],
  ['C08', 'rest', 'sends a request id of its own', () => ({ more: [['X-Road-Request-Id', '1']] })],
  ['C09', 'soap', 'sends another charset', () => ({ contentType: 'text/xml; charset=windows-1251' })],
  ['C11', 'rest', 'asks again when it is denied', () => ({ repeatsWhenDenied: 2 })],
  ['C12', 'rest', 'storms a registry that is down', () => ({ repeatsWhenDown: { times: 3, pauseMs: 5 } })],
  ['C12', 'rest', 'does not give up', () => ({ repeatsWhenDown: { times: 5, pauseMs: 950 } })],
  ['C13', 'write', 'writes again when it does not know', () => ({ repeatsWhenUnknown: 1 })],
  ['C14', 'soap', 'does not look at the hash', () => ({ checksHash: false })],
  ['C14', 'rest', 'does not look at the hash', () => ({ checksHash: false })],
  ['C15', 'rest', 'hangs up after a moment', () => ({ timeoutMs: 300 })],
  ['C16', 'rest', 'asks another service', () => ({ service: 'address-facts' })],
  ['C16', 'soap', 'asks another version', () => soapOnly((xml) => xml.replace('>v1<', '>v2<'))],
  [
    'C16',
    'rest',
    'asks as somebody who was not agreed',
    () => ({ clients: [encodeSubsystemId({ ...subsystems.candidateChecks, memberCode: '70000123' })] }),
  ],
  ['C17', 'soap', 'does not believe a right answer', () => ({ believes: 'nothing' })],
  ['C17', 'rest', 'does not believe a right answer', () => ({ believes: 'nothing' })],
  ['C18', 'soap', 'takes a fault for an answer', () => ({ believes: 'failures too' })],
  ['C18', 'rest', 'takes an error for an answer', () => ({ believes: 'failures too' })],
];
for (const [number, kind, what, habit] of broken) {
  test(`a ${kind} consumer that ${what} breaks ${number} and no other rule`, async () => {
    const found = await trial(kind, (address) => consumer(kind, address, { ...goodHabits, ...habit() }));
    assert.deepEqual(numbers(found), [number], found.map((one) => `${one.number} ${one.seen}`).join('; '));
  });
}

test('a consumer without a certificate breaks C10 and no other rule', async () => {
  const found = await trial('soap', (address) => consumer('soap', address, goodHabits), true);
  assert.deepEqual(numbers(found), ['C10']);
});

test('every rule for consumers has a consumer that breaks it', () => {
  const tried = new Set([...broken.map(([number]) => number), 'C10']);
  assert.deepEqual(
    consumerRules.map(({ number }) => number).filter((number) => !tried.has(number)),
    [],
  );
});
