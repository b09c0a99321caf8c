import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { promisify } from 'node:util';
import { aStub, subsystems } from '../../../test/support/tunduk.ts';
import { goodSoapProvider, startProvider } from '../../../test/support/tunduk-providers.ts';
import { syntheticPin } from '../contracts/people/pin.ts';
import { registryServices } from '../contracts/registry-services.ts';
import { buildSoapRequest, headerTree } from '../protocol/soap-envelope.ts';
import type { JournalEntry } from './journal.ts';
import { keptMessages } from './kept-messages.ts';

const run = promisify(execFile);
const pin = syntheticPin('female', 1980, 101);
const caller = 'central-server/GOV/70000099/candidate-checks';
const address = '/r1/central-server/GOV/70000050/sanaripaymak-service/address-fact';

function head(services: string): string {
  return `instance: central-server
testInstances: [central-server]
clients:
  - { id: ${caller}, name: checks }
  - { id: central-server/GOV/70000099/voter-list, name: list, connection: HTTPS }
services:
${services}
`;
}

type Stub = Awaited<ReturnType<typeof aStub>>;

let running: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.map((one) => one.close()));
  running = [];
});

/** Starts something that ends with its test. */
async function started<One extends { close: () => Promise<void> }>(starting: Promise<One>): Promise<One> {
  const one = await starting;
  running.push(one);
  return one;
}

const byRest = (stub: Stub, headers: Record<string, string> = { 'x-road-client': caller }) =>
  fetch(`${stub.httpAddress}${address}/${pin}`, { headers }).then((answer) => answer.text());

async function bySoap(stub: Stub): Promise<string> {
  const { contract } = registryServices.civilRecordByPin;
  assert.ok(contract.protocol === 'soap');
  const { version = '', ...code } = contract.service;
  const service = { instance: 'central-server', ...code, version };
  const header = headerTree({
    client: subsystems.candidateChecks,
    service,
    id: 'j-1',
    userId: 'KG-1',
    issue: '2026-1',
  });
  const { namespace, wrapper } = contract.soap;
  const content = `<p:request><p:pin>${pin}</p:pin></p:request>`;
  const body = buildSoapRequest(header, { namespace, wrapper, content });
  const headers = { 'content-type': 'text/xml; charset=utf-8' };
  return (await fetch(stub.httpAddress, { method: 'POST', body: new Uint8Array(body), headers })).text();
}

function last(stub: Stub): JournalEntry {
  const [entry] = stub.state.journal.list();
  assert.ok(entry !== undefined);
  assert.doesNotMatch(JSON.stringify({ ...entry, curl: '' }), new RegExp(pin), 'no PIN is shown');
  return entry;
}

for (const mode of ['proxy', 'passthrough', 'record']) {
  test(`a call that goes on to a REST provider by ${mode} is shown, what is not in the contract by name only`, async () => {
    const answer = { region: 'Чүй', village: 'Чыныгы айыл', secret: 'not for anybody', since: '2020-02-02' };
    const provider = await started(
      startProvider(() => ({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(answer),
      })),
    );
    const row = `  - { contract: sanarip.addressFact, mode: ${mode}, recordings: r, endpoint: '${provider.url}' }`;
    const stub = await started(aStub({ yaml: head(row) }));
    await byRest(stub);
    const { request, answer: shown, curl } = last(stub);
    assert.deepEqual(request, { pin: '‹pin›' });
    assert.deepEqual(shown, {
      region: '‹address›',
      village: '‹address›',
      secret: '‹not in the contract›',
      since: '‹address›',
    });
    assert.match(curl ?? '', /address-fact\/13102198000101'$/);
  });
}

test('what a SOAP provider answered is shown, also when its answer is refused for its header', async () => {
  const provider = await started(
    startProvider(goodSoapProvider, {
      after: (answer) => ({ ...answer, body: answer.body.toString().replace(/<(\w+:)?issue.*?<\/(\w+:)?issue>/, '') }),
    }),
  );
  const row = `  - { contract: infocom.zags.dataByPin, mode: proxy, endpoint: '${provider.url}' }`;
  const stub = await started(aStub({ yaml: head(row) }));
  await bySoap(stub);
  const entry = last(stub);
  assert.equal(entry.outcome, 'Server.ServerProxy.ServiceFailed.MissingHeaderField');
  assert.match(entry.message, /issue/);
  assert.deepEqual(entry.request, { pin: '‹pin›' });
  assert.equal(entry.answer?.['surname'], '‹name›');
});

test('a call that was refused or met a failure is shown with the words of the error', async () => {
  const stub = await started(aStub({ yaml: head(`  - { contract: '*', allow: [] }`) }));
  await byRest(stub);
  assert.deepEqual([last(stub).outcome, last(stub).request], ['Server.ServerProxy.AccessDenied', { pin: '‹pin›' }]);
  assert.match(last(stub).message, /not allowed/);
  await bySoap(stub);
  assert.deepEqual([last(stub).outcome, last(stub).request], ['Server.ServerProxy.AccessDenied', { pin: '‹pin›' }]);
  await byRest(stub, { 'x-road-client': 'central-server/GOV/70000099/voter-list' });
  assert.match(last(stub).message, /made plaintext connection/);
  const other = await started(aStub({ yaml: head(`  - { contract: '*', faults: [{ kind: status, status: 503 }] }`) }));
  await byRest(other);
  assert.deepEqual([last(other).outcome, last(other).request], ['503', { pin: '‹pin›' }]);
  await fetch(`${other.httpAddress}/asic?queryId=${pin}`);
  assert.deepEqual([last(other).asked, last(other).outcome], ['GET /asic', '400']);
});

test('a copied call runs in a shell as it stands, over REST and SOAP, and over TLS with the certificates', async () => {
  const stub = await started(aStub({ yaml: head(`  - { contract: '*' }`) }));
  const { authority, client } = stub.certificates;
  const files = join(stub.folder, 'home', 'certificates');
  mkdirSync(files);
  writeFileSync(join(files, 'authority.pem'), authority.certificate);
  writeFileSync(join(files, 'client.pem'), client.certificate);
  writeFileSync(join(files, 'client-key.pem'), client.key);
  const copied = async () => (await run('bash', ['-c', last(stub).curl ?? 'false'])).stdout;
  await byRest(stub);
  assert.match(await copied(), /^HTTP\/1\.1 200[\s\S]*x-road-id: [0-9a-f-]{36}\r\n/i);
  await bySoap(stub);
  assert.match(await copied(), /<xroad:id>[0-9a-f-]{36}<\/xroad:id>[\s\S]*Сыдыкова/);
  const tls = ['--cacert', 'authority.pem', '--cert', 'client.pem', '--key', 'client-key.pem'].map((one) =>
    one.startsWith('--') ? one : join(files, one),
  );
  const header = 'X-Road-Client: central-server/GOV/70000099/voter-list';
  await run('curl', ['-s', ...tls, '-H', header, `${stub.httpsAddress}${address}/${pin}`]);
  assert.equal(last(stub).outcome, 'ok');
  assert.match(await copied(), /^HTTP\/1\.1 200/);
});

test('the message log lets the oldest go when it grows too large, not only when they are too many', () => {
  const log = keptMessages(1_000, 100);
  const message = (id: string, size: number) => ({
    queryId: id,
    client: 'c',
    at: new Date(0),
    protocol: 'rest' as const,
    request: Buffer.alloc(size),
    response: Buffer.alloc(0),
  });
  for (const id of ['a', 'b', 'c']) log.keep(message(id, 40));
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => log.find(id, 'c').length),
    [0, 1, 1],
  );
  log.keep(message('d', 1_000));
  assert.deepEqual(
    ['b', 'c', 'd'].map((id) => log.find(id, 'c').length),
    [0, 0, 1],
  );
});
