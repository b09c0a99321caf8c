import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { aClient, aQuestion, aStub, subsystems } from '../../../test/support/tunduk.ts';
import { syntheticPin } from '../contracts/people/pin.ts';
import type { RegistryService } from '../contracts/registry-service.ts';
import { registryServices } from '../contracts/registry-services.ts';
import { TundukError } from '../errors/tunduk-error.ts';
import type { TundukCategory, TundukFailure } from '../errors/failure.ts';
import type { FaultRule } from '../stub/fault-rule.ts';

const { civilRecordByPin, actualAddressByPin, criminalRecordOrder, businessSubjectByTin } = registryServices;
const pin = syntheticPin('female', 1980, 101);
const soap: RegistryService<{ pin: string }, object> = civilRecordByPin;
const rest: RegistryService<{ pin: string }, object> = actualAddressByPin;

let stub: Awaited<ReturnType<typeof aStub>>;
let client: Awaited<ReturnType<typeof aClient>>;
before(async () => {
  stub = await aStub();
  client = await aClient(stub.httpAddress);
});
after(async () => {
  await client.close();
  await stub.close();
});
afterEach(() => stub.state.reset());

/** A planted failure, and what the client must make of it. */
type Row = [
  protocol: 'soap' | 'rest',
  rule: Omit<FaultRule, 'probability'> & object,
  category: TundukCategory,
  retryRead: TundukFailure['retryRead'],
  delivered: TundukFailure['delivered'],
];

const code = (value: string, message = 'planted') => ({ kind: 'code', code: value, message }) as const;
const broken = (how: (FaultRule & { kind: 'broken' })['how']) => ({ kind: 'broken', how }) as const;
const status = (value: number) => ({ kind: 'status', status: value }) as const;

const codes: [string, TundukCategory, TundukFailure['retryRead'], TundukFailure['delivered'], message?: string][] = [
  ['Client.InvalidBody', 'BAD_REQUEST', 'never', 'no'],
  ['Server.ClientProxy.InvalidClientIdentifier', 'BAD_REQUEST', 'never', 'no'],
  ['Server.ClientProxy.UnknownMember', 'NOT_REGISTERED', 'slow', 'no'],
  ['Server.ClientProxy.SslAuthenticationFailed', 'TLS_CONFIG', 'never', 'no', 'Client (SUBSYSTEM:x) specifies HTTPS'],
  [
    'Server.ClientProxy.SslAuthenticationFailed',
    'SS_DEGRADED',
    'slow',
    'no',
    'Service provider did not send certificate',
  ],
  ['Server.ClientProxy.NetworkError', 'PROVIDER_SS_DOWN', 'quickThenSlow', 'maybe'],
  ['Server.ClientProxy.OutdatedGlobalConf', 'SS_DEGRADED', 'slow', 'no'],
  ['Server.ClientProxy.LoggingFailed.TimestamperFailed', 'SS_DEGRADED', 'slow', 'maybe'],
  ['Server.ClientProxy.IOError', 'TOO_LARGE', 'never', 'maybe', 'Message size exceeds maximum loggable size'],
  ['Server.ClientProxy.IOError', 'UNKNOWN_OUTCOME', 'quick', 'maybe', 'closed'],
  ['Server.ClientProxy.CannotCreateSignature.Signer.TokenNotActive', 'SS_DEGRADED', 'slow', 'maybe'],
  ['Server.ServerProxy.AccessDenied', 'ACCESS_DENIED', 'never', 'no'],
  ['Server.ServerProxy.UnknownService', 'CONTRACT_CONFIG', 'never', 'no'],
  ['Server.ServerProxy.ServiceDisabled', 'PROVIDER_OUTAGE', 'slow', 'no'],
  ['Server.ServerProxy.NetworkError', 'PROVIDER_DOWN', 'quickThenSlow', 'maybe'],
  ['Server.ServerProxy.IOError', 'UNKNOWN_OUTCOME', 'few', 'maybe', 'Read timed out'],
  ['Server.ServerProxy.ServiceFailed.HttpError', 'PROVIDER_DOWN', 'quickThenSlow', 'maybe'],
  ['Server.ServerProxy.ServiceFailed.MissingHeaderField', 'PROVIDER_BUG', 'once', 'yes'],
  ['Server.ServerProxy.ServiceFailed.InconsistentResponse', 'PROVIDER_BUG', 'once', 'yes'],
  ['Server.ClientProxy.InconsistentResponse', 'INTEGRITY', 'never', 'yes'],
  ['Server.ServerProxy.DatabaseError', 'PROVIDER_SS_ERROR', 'quick', 'maybe'],
  ['Server.ServerProxy.InternalError', 'PROVIDER_SS_ERROR', 'quick', 'maybe'],
  ['Server.ServerProxy.NobodyKnowsThis', 'UNKNOWN_FAULT', 'slow', 'maybe'],
];

const rows: Row[] = [
  ...codes.flatMap(([value, category, retry, delivered, message]) =>
    (['soap', 'rest'] as const).map((protocol): Row => [protocol, code(value, message), category, retry, delivered]),
  ),
  ['soap', broken('reset'), 'UNKNOWN_OUTCOME', 'few', 'maybe'],
  ['rest', broken('reset'), 'UNKNOWN_OUTCOME', 'few', 'maybe'],
  ['soap', broken('resetAfterHead'), 'UNKNOWN_OUTCOME', 'few', 'maybe'],
  ['soap', broken('halfBody'), 'UNKNOWN_OUTCOME', 'few', 'maybe'],
  ['rest', broken('halfBody'), 'UNKNOWN_OUTCOME', 'few', 'maybe'],
  ['soap', broken('emptyBody'), 'CONTRACT_BREACH', 'never', 'yes'],
  ['rest', broken('emptyBody'), 'CONTRACT_BREACH', 'never', 'yes'],
  ['soap', broken('htmlPage'), 'UNKNOWN_FAULT', 'slow', 'maybe'],
  ['rest', broken('htmlPage'), 'UNKNOWN_FAULT', 'slow', 'maybe'],
  ['soap', broken('badEncoding'), 'CONTRACT_BREACH', 'never', 'yes'],
  ['rest', broken('badEncoding'), 'CONTRACT_BREACH', 'never', 'yes'],
  ['soap', broken('xmlBomb'), 'CONTRACT_BREACH', 'never', 'yes'],
  ['soap', broken('externalEntity'), 'CONTRACT_BREACH', 'never', 'yes'],
  ['soap', broken('wrongId'), 'INTEGRITY', 'never', 'yes'],
  ['rest', broken('wrongId'), 'INTEGRITY', 'never', 'yes'],
  ['soap', broken('wrongHash'), 'INTEGRITY', 'never', 'yes'],
  ['rest', broken('wrongHash'), 'INTEGRITY', 'never', 'yes'],
  ['soap', broken('missingHash'), 'INTEGRITY', 'never', 'yes'],
  ['rest', broken('missingHash'), 'INTEGRITY', 'never', 'yes'],
  ['soap', broken('wrongClient'), 'INTEGRITY', 'never', 'yes'],
  ['rest', broken('wrongClient'), 'INTEGRITY', 'never', 'yes'],
  ['soap', broken('wrongService'), 'INTEGRITY', 'never', 'yes'],
  ['rest', broken('wrongService'), 'INTEGRITY', 'never', 'yes'],
  ['soap', broken('missingHeaders'), 'CONTRACT_BREACH', 'never', 'yes'],
  ['rest', broken('missingHeaders'), 'UNKNOWN_FAULT', 'slow', 'maybe'],
  ['soap', broken('reorderedHeaders'), 'INTEGRITY', 'never', 'yes'],
  ['soap', broken('wrongWrapper'), 'CONTRACT_BREACH', 'never', 'yes'],
  ['soap', broken('wrongFields'), 'CONTRACT_BREACH', 'never', 'yes'],
  ['rest', broken('wrongFields'), 'CONTRACT_BREACH', 'never', 'yes'],
  ['soap', broken('otherProtocol'), 'UNKNOWN_FAULT', 'slow', 'maybe'],
  ['rest', broken('otherProtocol'), 'CONTRACT_BREACH', 'never', 'yes'],
  ['rest', broken('tooLarge'), 'TOO_LARGE', 'never', 'yes'],
  ['rest', status(302), 'PROVIDER_REJECTED', 'never', 'yes'],
  ['rest', status(400), 'PROVIDER_REJECTED', 'never', 'yes'],
  ['rest', status(408), 'PROVIDER_DOWN', 'quickThenSlow', 'maybe'],
  ['rest', status(409), 'PROVIDER_REJECTED', 'never', 'yes'],
  ['rest', status(429), 'PROVIDER_DOWN', 'quickThenSlow', 'maybe'],
  ['rest', status(500), 'PROVIDER_ERROR', 'few', 'yes'],
  ['rest', status(502), 'PROVIDER_DOWN', 'quickThenSlow', 'maybe'],
  ['rest', status(503), 'PROVIDER_DOWN', 'quickThenSlow', 'maybe'],
  ['soap', status(503), 'PROVIDER_DOWN', 'quickThenSlow', 'maybe'],
];

test('there are more than sixty planted failures', () => assert.ok(rows.length > 60, String(rows.length)));

for (const [protocol, rule, category, retryRead, delivered] of rows) {
  const what = Object.values(rule).slice(1).join(', ');
  test(`${protocol}: ${what} is ${category}, and it was sent once`, async () => {
    const service = protocol === 'soap' ? soap : rest;
    stub.state.plant(service.contract.id, { probability: 1, ...rule } as FaultRule);
    const question = aQuestion({ pin });
    const error = await client.ask(service, question).then(
      (outcome) => assert.fail(`an answer was believed: ${outcome.kind}`),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof TundukError, String(error));
    const { failure } = error;
    assert.deepEqual([failure.category, failure.retryRead, failure.delivered], [category, retryRead, delivered]);
    assert.equal(stub.state.journal.list().length, 1, 'sends');
    const [attempt, ...others] = await client.log.attempts(question.exchangeId);
    assert.deepEqual([others.length, attempt?.end?.outcome], [0, { kind: 'failure', category }]);
    assert.equal(error.evidence?.xRoadId, attempt?.xRoadId);
  });
}

test('in the spelling of 7.8.0 every code means the same', async () => {
  const newer = await aStub({ yaml: yaml('dialect: v8') });
  const asking = await aClient(newer.httpAddress);
  for (const [value, category, , , message = 'planted'] of codes) {
    for (const service of [soap, rest]) {
      newer.state.reset();
      newer.state.plant('*', { ...code(value, message), probability: 1 });
      await assert.rejects(asking.ask(service, aQuestion({ pin })), (error: TundukError) => {
        assert.deepEqual(
          [error.failure.category, error.faultCode === error.faultCode?.toLowerCase()],
          [category, true],
        );
        return true;
      });
    }
  }
  await asking.close();
  await newer.close();
});

test('an answer of both protocols is data with its evidence', async () => {
  const found = await client.ask(civilRecordByPin, aQuestion({ pin }));
  assert.ok(found.kind === 'ok');
  assert.deepEqual([found.data.surname, found.data.sex], ['Сыдыкова', 'female']);
  const lives = await client.ask(actualAddressByPin, aQuestion({ pin }));
  assert.ok(lives.kind === 'ok' && lives.data.region !== undefined);
});

test('not found, invalid and blocked are values of both protocols and never retried', async () => {
  const ask = async (service: typeof soap, serial: number) => {
    const outcome = await client.ask(service, aQuestion({ pin: syntheticPin('male', 1970, serial) }));
    return outcome.kind === 'business' ? outcome.code : outcome.kind;
  };
  assert.deepEqual([await ask(soap, 94_000), await ask(rest, 94_000)], ['NOT_FOUND', 'NOT_FOUND']);
  assert.equal(await ask(soap, 91_000), 'PIN_BLOCKED');
  const invalid = await client.ask(rest, aQuestion({ pin: '17' }));
  assert.partialDeepStrictEqual(invalid, { kind: 'business', code: 'PIN_INVALID' });
});

test('a registry whose answer breaks its contract is not believed', async () => {
  const question = aQuestion({ pin: syntheticPin('male', 1970, 97_000) });
  await assert.rejects(client.ask(soap, question), { code: 'tunduk-contract-breach' });
});

test('a wrapper with another name than the service, a list with one member and a POST with a body work', async () => {
  const company = await client.ask(businessSubjectByTin, aQuestion({ tin: '00102202010100' }));
  assert.partialDeepStrictEqual(company, { kind: 'ok', data: { tin: '00102202010100', founders: [{ share: '100' }] } });
  const order = await client.ask(criminalRecordOrder, aQuestion({ pin, purpose: 'текшерүү' }));
  assert.partialDeepStrictEqual(order, { kind: 'ok', data: { number: pin } });
});

test('every attempt of an exchange has an id of its own, and the log says what went out and came back', async () => {
  const question = aQuestion({ pin });
  const [first, second] = [await client.ask(soap, question), await client.ask(soap, question)];
  assert.deepEqual([first.evidence.attempt, second.evidence.attempt], [1, 2]);
  assert.notEqual(first.evidence.xRoadId, second.evidence.xRoadId);
  const [attempt] = await client.log.attempts(question.exchangeId);
  assert.partialDeepStrictEqual(attempt, {
    exchange: {
      issue: '2026-17',
      userId: 'KG-SYS-candidate-check',
      contract: soap.contract.id,
      environment: 'stand-in',
    },
    end: { outcome: { kind: 'ok' }, isStandIn: true, httpStatus: 200 },
  });
  assert.ok(attempt?.sending !== undefined && attempt.end?.responseKey !== undefined);
  const sent = await client.evidence.read(attempt.sending.requestKey);
  assert.ok(sent.includes(pin) && sent.includes(first.evidence.xRoadId));
  assert.ok((await client.evidence.read(attempt.end.responseKey)).includes('Сыдыкова'));
  assert.equal(JSON.stringify(await client.log.attempts(question.exchangeId)).includes(pin), false);
});

test('a call without a case, without a person, or with a PIN in their place never leaves', async () => {
  for (const change of [
    { issue: '' },
    { issue: '1' },
    { issue: pin },
    { userId: '?' },
    { userId: 'anna' },
    { userId: `KG${pin}` },
    { purpose: ' ' },
  ]) {
    await assert.rejects(client.ask(soap, aQuestion({ pin }, change)), { code: 'tunduk-bad-request' });
  }
  assert.equal(stub.state.journal.list().length, 0);
});

test('a text that XML cannot carry is refused before it is sent, and recorded', async () => {
  const question = aQuestion({ pin: 'a\0b' });
  await assert.rejects(client.ask(soap, question), { code: 'tunduk-bad-request' });
  const [attempt] = await client.log.attempts(question.exchangeId);
  assert.deepEqual(
    [attempt?.sending, attempt?.end?.outcome],
    [undefined, { kind: 'failure', category: 'BAD_REQUEST' }],
  );
  assert.equal(stub.state.journal.list().length, 0);
});

test('a client for production refuses an answer of a stand-in', async () => {
  const production = await aClient(stub.httpAddress, { environment: 'production' });
  for (const service of [soap, rest]) {
    await assert.rejects(production.ask(service, aQuestion({ pin })), { code: 'tunduk-stand-in-refused' });
  }
  await production.close();
});

test('a second X-Road-Service header does not confuse: the last one counts', async () => {
  stub.state.plant(rest.contract.id, { ...broken('duplicateServiceHeader'), probability: 1 });
  assert.equal((await client.ask(rest, aQuestion({ pin }))).kind, 'ok');
});

test('silence, slow bytes and a withdrawn call end in time with an unknown outcome', async () => {
  const hasty = await aClient(stub.httpAddress, { limits: { connections: 2, connectMs: 500, totalMs: 400 } });
  for (const how of ['hang', 'slowBytes'] as const) {
    stub.state.reset();
    stub.state.plant('*', { ...broken(how), probability: 1 });
    const startedAt = performance.now();
    await assert.rejects(hasty.ask(soap, aQuestion({ pin })), { code: 'tunduk-unknown-outcome' });
    assert.ok(performance.now() - startedAt < 3_000);
  }
  await hasty.close();
  const withdrawn = aQuestion({ pin }, { signal: AbortSignal.timeout(200) });
  await assert.rejects(client.ask(soap, withdrawn), { code: 'tunduk-unknown-outcome' });
});

test('nobody at the port, no such host and a port that only listens delivered nothing', async () => {
  for (const address of ['http://127.0.0.1:9', 'http://no-such-host.invalid:80']) {
    const lonely = await aClient(address);
    await assert.rejects(lonely.ask(soap, aQuestion({ pin })), (error: TundukError) => {
      assert.deepEqual([error.failure.category, error.failure.delivered], ['SS_UNREACHABLE', 'no']);
      return true;
    });
    await lonely.close();
  }
});

test('Retry-After is told on', async () => {
  stub.state.plant('*', { kind: 'status', status: 503, retryAfterSeconds: 30, probability: 1 });
  await assert.rejects(client.ask(rest, aQuestion({ pin })), { retryAfterMs: 30_000 });
});

test('when log or evidence store fail, nothing is sent', async () => {
  const full = new Error('the disk is full');
  const noLog = await aClient(stub.httpAddress, { log: { ...client.log, reserve: () => Promise.reject(full) } });
  await assert.rejects(noLog.ask(soap, aQuestion({ pin })), full);
  const noStore = await aClient(stub.httpAddress, {
    evidence: { ...client.evidence, keep: () => Promise.reject(full) },
  });
  await assert.rejects(noStore.ask(soap, aQuestion({ pin })), full);
  assert.equal(stub.state.journal.list().length, 0);
  await noLog.close();
  await noStore.close();
});

const tls = (certificates: typeof stub.certificates, who: 'client' | 'stranger') => ({
  type: 'https' as const,
  address: stub.httpsAddress,
  server: { authority: certificates.authority.certificate },
  certificate: certificates[who].certificate,
  key: certificates[who].key,
});

test('a subsystem of type HTTPS is answered with its own certificate only', async () => {
  const { certificates } = stub;
  const voterList = { client: subsystems.voterList };
  const own = await aClient(stub.httpsAddress, { ...voterList, securityServer: tls(certificates, 'client') });
  assert.equal((await own.ask(soap, aQuestion({ pin }))).kind, 'ok');
  const attempt = (await own.log.unfinished(new Date(Date.now() + 1_000))).length;
  assert.equal(attempt, 0);
  const server = { authority: certificates.authority.certificate };
  const ways = [
    tls(certificates, 'stranger'),
    { type: 'https-noauth' as const, address: stub.httpsAddress, server },
    { type: 'http' as const, address: stub.httpAddress },
  ];
  for (const securityServer of ways) {
    const other = await aClient('', { ...voterList, securityServer });
    await assert.rejects(other.ask(soap, aQuestion({ pin })), { code: 'tunduk-tls-config' });
    await other.close();
  }
  await own.close();
});

test('a server with another key, an expired certificate, or of an unknown authority is not spoken to', async () => {
  const { certificates } = stub;
  const { fingerprint256 } = new (await import('node:crypto')).X509Certificate(certificates.server.certificate);
  const pinned = { authority: certificates.authority.certificate, fingerprint: fingerprint256 };
  const ask = async (server: { authority: string; fingerprint?: string; name?: string }) => {
    const asking = await aClient('', { securityServer: { type: 'https-noauth', address: stub.httpsAddress, server } });
    const outcome = await asking.ask(soap, aQuestion({ pin })).then(
      ({ kind }) => kind,
      (error: TundukError) => `${error.failure.category} ${error.failure.delivered} ${error.failure.alarm}`,
    );
    await asking.close();
    return outcome;
  };
  const refused = 'SS_UNREACHABLE no page';
  assert.equal(await ask(pinned), 'ok');
  assert.equal(await ask({ authority: certificates.client.certificate }), refused);
  assert.equal(await ask({ ...pinned, name: 'elsewhere.example' }), refused);
  for (const mode of ['keyRotated', 'certificateExpired'] as const) {
    const changed = await fetch(`${stub.controlAddress}/control/mode`, {
      method: 'PUT',
      body: JSON.stringify({ mode }),
    });
    assert.equal(changed.status, 200);
    assert.equal(await ask(pinned), refused, mode);
  }
  await fetch(`${stub.controlAddress}/control/mode`, { method: 'PUT', body: JSON.stringify({ mode: 'normal' }) });
});

test('a subsystem that nobody registered is refused', async () => {
  const stranger = await aClient(stub.httpAddress, { client: subsystems.unknown });
  await assert.rejects(stranger.ask(soap, aQuestion({ pin })), { code: 'tunduk-not-registered' });
  await stranger.close();
});

test('a hundred questions at once get a hundred different ids', async () => {
  const exchangeId = randomUUID();
  const all = await Promise.all(
    Array.from({ length: 100 }, () => client.ask(rest, aQuestion({ pin }, { exchangeId }))),
  );
  assert.equal(new Set(all.map(({ evidence }) => evidence.xRoadId)).size, 100);
});

function yaml(more: string): string {
  return `instance: central-server
${more}
clients: [{ id: central-server/GOV/70000099/candidate-checks, name: x }]
services: [{ contract: '*' }]
`;
}
