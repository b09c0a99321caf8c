import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { aClient, aQuestion, aStub, subsystems } from '../../../test/support/tunduk.ts';
import { contracts, registryServices } from '../contracts/registry-services.ts';
import { syntheticPin } from '../contracts/people/pin.ts';
import { restRequestHash, soapRequestHash } from '../protocol/message-hash.ts';
import { multipartBoundary, readMultipart } from '../protocol/multipart.ts';
import { readSoap } from '../protocol/read-soap.ts';
import { readXml } from '../protocol/read-xml.ts';
import { keptRequestHeaders } from '../protocol/rest-message.ts';
import { buildSoapRequest, headerTree } from '../protocol/soap-envelope.ts';
import { YamlFault } from '../contracts/read-yaml.ts';
import { ContractBreach } from '../contracts/field-values.ts';
import { spell } from './dialect.ts';
import { newRedaction } from './recordings.ts';

const pin = syntheticPin('female', 1980, 101);
const instance = 'central-server';
const address = `/r1/${instance}/GOV/70000050/sanaripaymak-service/address-fact`;
const client = `${instance}/GOV/70000099/candidate-checks`;
const civil = { instance, memberClass: 'GOV', memberCode: '70000005', subsystem: 'zags-service' };

let stub: Awaited<ReturnType<typeof aStub>>;
before(async () => {
  stub = await aStub();
});
after(() => stub.close());
afterEach(() => stub.state.reset());

type Reply = { status: number; headers: Headers; text: string };

async function get(path: string, headers: Record<string, string> = {}, at = stub): Promise<Reply> {
  const response = await fetch(`${at.httpAddress}${path}`, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function soapRequest(
  change: { service?: string; version?: string; content?: string; wrapper?: string; id?: string } = {},
): Buffer {
  const { service = 'zagsDataByPin', version = 'v1', wrapper = service, id = 'one-id' } = change;
  const { namespace } =
    registryServices.civilRecordByPin.contract.protocol === 'soap'
      ? registryServices.civilRecordByPin.contract.soap
      : { namespace: '' };
  const content = change.content ?? `<p:request><p:pin>${pin}</p:pin></p:request>`;
  const asked = { ...civil, service, ...(version === '' ? {} : { version }) };
  return buildSoapRequest(
    headerTree({ client: subsystems.candidateChecks, service: asked, id, userId: 'KG-1', issue: '2026-1' }),
    { namespace, wrapper, content },
  );
}

async function post(
  body: Buffer | string,
  type = 'text/xml; charset=utf-8',
  at = stub,
): Promise<Reply & { bytes: Buffer }> {
  const response = await fetch(at.httpAddress, {
    method: 'POST',
    body: body as never,
    headers: { 'content-type': type },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, text: bytes.toString(), bytes };
}

function faultIn({ status, bytes }: { status: number; bytes: Buffer }): string {
  assert.equal(status, 200, 'a fault of a security server comes with 200');
  const read = readSoap(bytes);
  return read.kind === 'fault' ? read.fault.code : 'no fault';
}

test('a request without client, with a malformed one, or with a short address is 500 with X-Road-Error', async () => {
  for (const [path, headers] of [
    [`${address}/${pin}`, {}],
    [`${address}/${pin}`, { 'x-road-client': 'a/b' }],
    ['/r1/invalid', { 'x-road-client': client }],
    [`/r1/${instance}/GOV/70000050/sanaripaymak-service`, { 'x-road-client': client }],
  ] as const) {
    const reply = await get(path, headers);
    assert.equal(reply.status, 500);
    assert.match(reply.headers.get('x-road-error') ?? '', /^Server\.ClientProxy\./);
    assert.equal(JSON.parse(reply.text).type, reply.headers.get('x-road-error'));
    assert.match(JSON.parse(reply.text).detail, /^[0-9a-f-]{36}$/);
  }
});

test('an error follows Accept, whatever else is asked', async () => {
  const reply = await get('/r1/invalid', { accept: 'text/xml, application/json' });
  assert.equal(reply.headers.get('content-type'), 'text/xml;charset=utf-8');
  assert.equal(readXml(Buffer.from(reply.text)).name, 'error');
});

test('the id is kept, or made of the instance and a UUID; the request id is fresh each time and in the hash', async () => {
  const kept = await get(`${address}/${pin}`, { 'x-road-client': client, 'x-road-id': 'q-1' });
  assert.equal(kept.headers.get('x-road-id'), 'q-1');
  const again = await get(`${address}/${pin}`, { 'x-road-client': client, 'x-road-id': 'q-1' });
  assert.notEqual(kept.headers.get('x-road-request-hash'), again.headers.get('x-road-request-hash'));
  const made = await get(`${address}/${pin}`, { 'x-road-client': client });
  assert.match(made.headers.get('x-road-id') ?? '', /^central-server-[0-9a-f-]{36}$/);
});

test('the REST hash is that of the formula over the kept headers in their order, and the request id', async () => {
  const lines = [
    'X-Road-Client',
    client,
    'b',
    '2',
    'X-Road-Id',
    'q',
    'Host',
    'x',
    'A',
    '1',
    'User-Agent',
    'u',
    'X-Road-Request-Id',
    'mine',
  ];
  const target = `${address}/${pin}?a=%20`;
  const raw = await rawCall(
    `GET ${target} HTTP/1.1\r\n${pairs(lines)
      .map((line) => line.join(': '))
      .join('\r\n')}\r\nConnection: close\r\n\r\n`,
  );
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'mi').exec(raw)?.[1] ?? '';
  const headers = [...keptRequestHeaders(pairs(lines)), ['x-road-request-id', header('x-road-request-id')] as const];
  assert.equal(header('x-road-request-hash'), restRequestHash({ verb: 'GET', target, headers }, undefined));
  assert.notEqual(header('x-road-request-id'), 'mine');
});

test('a redirect is passed back and never followed', async () => {
  stub.state.plant('sanarip.addressFact', { kind: 'status', status: 302, probability: 1 });
  assert.equal((await get(`${address}/${pin}`, { 'x-road-client': client })).status, 302);
});

test('a SOAP service asked by REST, and a REST service asked by SOAP, are refused as of the other kind', async () => {
  const reply = await get(`/r1/${instance}/GOV/70000005/zags-service/zagsDataByPin`, { 'x-road-client': client });
  assert.deepEqual([reply.status, reply.headers.get('x-road-error')], [500, 'Server.ServerProxy.ServiceType']);
});

test('a GET beside REST falls to SOAP: a fault with status 200', async () => {
  const response = await fetch(`${stub.httpAddress}/somewhere`);
  assert.equal(response.status, 200);
  assert.match(await response.text(), /Client\.InvalidHttpMethod/);
});

test('13 MiB are too large to log, 10 MiB are not', async () => {
  const send = (megabytes: number) =>
    fetch(`${stub.httpAddress}${address}/${pin}`, {
      method: 'POST',
      headers: { 'x-road-client': client },
      body: Buffer.alloc(megabytes * 1024 * 1024),
    });
  assert.equal((await send(13)).headers.get('x-road-error'), 'Server.ClientProxy.IOError');
  assert.notEqual((await send(10)).headers.get('x-road-error'), 'Server.ClientProxy.IOError');
});

test('a SOAP answer repeats every header field in order, and its hash is of the bytes that were sent', async () => {
  const more =
    '<xroad:representedParty xmlns:r="http://x-road.eu/xsd/representation.xsd"><r:partyCode>7</r:partyCode></xroad:representedParty>';
  const sent = Buffer.from(soapRequest().toString().replace('</soapenv:Header>', `${more}</soapenv:Header>`));
  const reply = readSoap((await post(sent)).bytes);
  const asked = readSoap(sent);
  assert.ok(reply.kind === 'message' && asked.kind === 'message');
  assert.deepEqual(reply.message.header, asked.message.header);
  assert.equal(reply.message.requestHash?.value, soapRequestHash(sent));
});

const badSoap: [what: string, change: (xml: string) => string, code: string][] = [
  ['without issue it is still answered', (xml) => xml.replace(/<xroad:issue>.*<\/xroad:issue>/, ''), 'no fault'],
  ['without id', (xml) => xml.replace(/<xroad:id>.*<\/xroad:id>/, ''), 'Client.MissingHeaderField'],
  ['with two ids', (xml) => xml.replace(/(<xroad:id>.*<\/xroad:id>)/, '$1$1'), 'Client.DuplicateHeaderField'],
  ['without header', (xml) => xml.replace(/<soapenv:Header>.*<\/soapenv:Header>/, ''), 'Client.MissingHeader'],
  ['without body', (xml) => xml.replace(/<soapenv:Body>.*<\/soapenv:Body>/, ''), 'Client.MissingBody'],
  ['of protocol 3.1', (xml) => xml.replace('>4.0<', '>3.1<'), 'Client.InvalidProtocolVersion'],
  [
    'with another wrapper than its service',
    (xml) => xml.replaceAll('p:zagsDataByPin', 'p:other'),
    'Client.InvalidBody',
  ],
  [
    'with a requestHash',
    (xml) =>
      xml.replace('</soapenv:Header>', '<xroad:requestHash algorithmId="x">y</xroad:requestHash></soapenv:Header>'),
    'Client.InvalidSoap',
  ],
  ['of an unknown version', (xml) => xml.replace('>v1<', '>v9<'), 'Server.ServerProxy.UnknownService'],
  ['to an unknown provider', (xml) => xml.replace('>70000005<', '>70000006<'), 'Server.ClientProxy.UnknownMember'],
  ['from an unknown client', (xml) => xml.replace('>70000099<', '>70000098<'), 'Server.ClientProxy.UnknownMember'],
  [
    'with a letter that identifiers may not hold',
    (xml) => xml.replace('>candidate-checks<', '>candidate_checks<'),
    'Server.ClientProxy.InvalidClientIdentifier',
  ],
  ['with an entity', (xml) => xml.replace('?>', '?><!DOCTYPE x [<!ENTITY y "z">]>'), 'Client.InvalidXml'],
  [
    'without the field of the contract',
    (xml) => xml.replace(/<p:pin>.*<\/p:pin>/, ''),
    'Server.ServerProxy.ServiceFailed.InvalidSoap',
  ],
];
for (const [what, change, expected] of badSoap) {
  test(`a SOAP request ${what}: ${expected}`, async () => {
    assert.equal(faultIn(await post(change(soapRequest().toString()))), expected);
  });
}

test('SOAP with another content type is refused', async () => {
  assert.equal(faultIn(await post(soapRequest(), 'application/json')), 'Client.InvalidContentType');
});

test('codes are respelt in the dialect of 7.8.0', () => {
  const pairsOfCodes = {
    'Server.ServerProxy.AccessDenied': 'server.serverproxy.access_denied',
    'Server.ClientProxy.IOError': 'server.clientproxy.io_error',
    'Server.ClientProxy.OutdatedGlobalConf': 'server.clientproxy.global_conf_outdated',
    'Server.ServerProxy.ServiceFailed.MissingHeaderField': 'server.serverproxy.service_failed.missing_header_field',
    'Client.InvalidHttpMethod': 'client.invalid_http_method',
  };
  for (const [seven, eight] of Object.entries(pairsOfCodes))
    assert.deepEqual([spell(seven, 'v8'), spell(seven, 'v7')], [eight, seven]);
});

test('listClients tells every subsystem, as XML or as JSON', async () => {
  const json = JSON.parse((await get('/listClients', { accept: 'application/json' })).text);
  assert.ok(json.member.some(({ id }: { id: Record<string, string> }) => id['subsystem_code'] === 'zags-service'));
  const xml = readXml(Buffer.from((await get(`/listClients?xRoadInstance=${instance}`)).text));
  assert.equal(xml.children.length, json.member.length);
  assert.equal((await get('/listClients?xRoadInstance=elsewhere')).status, 404);
});

test('REST metadata: methods of a subsystem in snake case, what a client is allowed, and the description', async () => {
  const at = `/r1/${instance}/GOV/70000050/sanaripaymak-service`;
  const asked = { 'x-road-client': client };
  const { service } = JSON.parse((await get(`${at}/listMethods`, asked)).text);
  assert.deepEqual(
    [service.length, service[0].service_code, service[0].endpoint_list],
    [1, 'address-fact', [{ method: 'GET', path: '/{pin}' }]],
  );
  assert.equal(JSON.parse((await get(`${at}/allowedMethods`, asked)).text).service.length, 1);
  const file = join(registryServices.actualAddressByPin.folder, 'openapi.yaml');
  assert.equal((await get(`${at}/getOpenAPI?serviceCode=address-fact`, asked)).text, readFileSync(file, 'utf8'));
  assert.match(
    (await get(`${at}/getOpenAPI?serviceCode=x`, asked)).headers.get('x-road-error') ?? '',
    /UnknownService/,
  );
});

test('SOAP metadata: methods of a subsystem, and the WSDL as an attachment', async () => {
  const list = await post(soapRequest({ service: 'listMethods', version: '', content: '' }));
  assert.match(list.text, /<id:serviceCode>zagsDataByPin<\/id:serviceCode>.*<id:serviceVersion>v1/s);
  const content = '<p:serviceCode>zagsDataByPin</p:serviceCode><p:serviceVersion>v1</p:serviceVersion>';
  const reply = await post(soapRequest({ service: 'getWsdl', version: '', content }));
  const parts = readMultipart(reply.bytes, multipartBoundary(reply.headers.get('content-type') ?? '') ?? '');
  const file = join(registryServices.civilRecordByPin.folder, 'service.wsdl');
  assert.deepEqual([parts?.length, parts?.[1]?.body.toString()], [2, readFileSync(file, 'utf8')]);
  assert.equal(readXml(parts?.[1]?.body ?? Buffer.alloc(0)).name, 'definitions');
});

test('a container holds the message and says that it proves nothing; before a minute it needs force', async () => {
  const asked = { 'x-road-client': client, 'x-road-id': 'container-1' };
  await get(`${address}/${pin}`, asked);
  const query = `queryId=container-1&xRoadInstance=${instance}&memberClass=GOV&memberCode=70000099&subsystemCode=candidate-checks`;
  assert.equal((await get(`/asic?${query}`)).status, 500);
  const both = await fetch(`${stub.httpAddress}/asic?${query}&force`);
  const names = Object.keys(unzipSync(new Uint8Array(await both.arrayBuffer())));
  assert.deepEqual(
    names.map((name) => name.replace(/-\d+\.asice$/, '')),
    ['container-1-request', 'container-1-response'],
  );
  const one = await fetch(`${stub.httpAddress}/asic?${query}&force&responseOnly&unique`);
  const files = unzipSync(new Uint8Array(await one.arrayBuffer()));
  assert.ok(Buffer.from(files['attachment1'] ?? []).includes('region'));
  assert.ok('STAND-IN.txt' in files);
  assert.deepEqual(
    await Promise.all(
      [
        'queryId=x',
        query.replace('container-1', 'nothing'),
        query.replace('70000099', '70000098'),
        `${query}&requestOnly&responseOnly`,
      ].map(async (one) => (await get(`/asic?${one}`)).status),
    ),
    [400, 404, 401, 400],
  );
  stub.state.setClock(new Date(Date.now() + 61_000));
  assert.equal((await get(`/asic?${query}`)).status, 200);
});

test('a reused id has two records, of which unique gives just one', async () => {
  for (const person of [pin, syntheticPin('male', 1970, 5)])
    await get(`${address}/${person}`, { 'x-road-client': client, 'x-road-id': 'reused' });
  const query = `queryId=reused&xRoadInstance=${instance}&memberClass=GOV&memberCode=70000099&subsystemCode=candidate-checks&force&requestOnly`;
  const count = async (more: string) => {
    const bytes = await (await fetch(`${stub.httpAddress}/asic?${query}${more}`)).arrayBuffer();
    return Object.keys(unzipSync(new Uint8Array(bytes))).filter((name) => name.endsWith('.asice')).length;
  };
  assert.equal(await count(''), 2);
  assert.equal(await count('&unique'), 0, 'a single container, not a list');
});

const head = (more: string, services: string) => `instance: ${instance}
${more}
clients:
  - { id: ${client}, name: one }
  - { id: ${instance}/GOV/70000099/voter-list, name: other }
services:
${services}
`;

async function withStub(yaml: string, act: (other: Awaited<ReturnType<typeof aStub>>) => Promise<void>): Promise<void> {
  const other = await aStub({ yaml });
  try {
    await act(other);
  } finally {
    await other.close();
  }
}

test('a client that is not on the list of a service is refused', async () => {
  await withStub(
    head('', `  - { contract: sanarip.addressFact, allow: [${instance}/GOV/70000099/voter-list] }`),
    async (other) => {
      const ask = (who: string) =>
        get(`${address}/${pin}`, { 'x-road-client': `${instance}/GOV/70000099/${who}` }, other);
      assert.equal((await ask('candidate-checks')).headers.get('x-road-error'), 'Server.ServerProxy.AccessDenied');
      assert.equal((await ask('voter-list')).status, 200);
    },
  );
});

test('a planned outage refuses with its notice while it lasts, in its own zone', async () => {
  const outage = `{ cron: '0 1 * * 0', zone: Asia/Bishkek, minutes: 180, notice: { ky: иштер, ru: работы до 4 часов, en: works } }`;
  await withStub(head('', `  - { contract: '*', outages: [${outage}] }`), async (other) => {
    const at = async (moment: string) => {
      other.state.setClock(new Date(moment));
      const reply = await get(`${address}/${pin}`, { 'x-road-client': client }, other);
      return `${reply.headers.get('x-road-error') ?? reply.status}${reply.text.includes('работы до 4 часов') ? ' with notice' : ''}`;
    };
    assert.equal(await at('2026-11-29T00:59:50+06:00'), '200');
    assert.equal(await at('2026-11-29T01:00:05+06:00'), 'Server.ServerProxy.ServiceDisabled with notice');
    assert.equal(await at('2026-11-29T03:59:00+06:00'), 'Server.ServerProxy.ServiceDisabled with notice');
    assert.equal(await at('2026-11-29T04:00:10+06:00'), '200');
  });
});

test('calls beyond the limit of a minute are too many, and the next minute begins anew', async () => {
  await withStub(head('', `  - { contract: '*', callsPerMinute: 2 }`), async (other) => {
    const ask = async () => (await get(`${address}/${pin}`, { 'x-road-client': client }, other)).status;
    assert.deepEqual([await ask(), await ask(), await ask()], [200, 200, 429]);
    other.state.setClock(new Date(Date.now() + 61_000));
    assert.equal(await ask(), 200);
  });
});

test('chance is by the seed: two runs fail the same calls, another seed fails others', async () => {
  const run = async (seed: string) => {
    let failed = '';
    const fault = `{ kind: status, status: 503, probability: 0.5 }`;
    await withStub(head(`seed: ${seed}`, `  - { contract: '*', faults: [${fault}] }`), async (other) => {
      for (let call = 0; call < 24; call += 1)
        failed += (await get(`${address}/${pin}`, { 'x-road-client': client }, other)).status === 503 ? 'x' : '.';
    });
    return failed;
  };
  const [one, same, another] = [await run('a'), await run('a'), await run('b')];
  assert.equal(one, same);
  assert.notEqual(one, another);
  assert.match(one, /x/);
  assert.match(one, /\./);
});

test('a fault ends after its count, and one with a window or for another client meets nobody else', async () => {
  const plant = (more: object) => stub.state.plant('*', { kind: 'status', status: 503, probability: 1, ...more });
  const ask = async () => (await get(`${address}/${pin}`, { 'x-road-client': client })).status;
  plant({ count: 2 });
  assert.deepEqual([await ask(), await ask(), await ask()], [503, 503, 200]);
  stub.state.reset();
  plant({ client: `${instance}/GOV/70000099/voter-list` });
  plant({ from: '2030-01-01T00:00:00+06:00' });
  plant({ until: '2020-01-01T00:00:00+06:00' });
  assert.equal(await ask(), 200);
  stub.state.setClock(new Date('2030-01-02T00:00:00Z'));
  assert.equal(await ask(), 503);
});

test('latency is waited for', async () => {
  await withStub(head('', `  - { contract: '*', latency: { kind: fixed, milliseconds: 300 } }`), async (other) => {
    const startedAt = performance.now();
    await get(`${address}/${pin}`, { 'x-road-client': client }, other);
    assert.ok(performance.now() - startedAt >= 299);
  });
});

test('generated answers keep every contract and are the same for one seed', async () => {
  await withStub(head('', `  - { contract: '*', mode: generated }`), async (other) => {
    const asking = await aClient(other.httpAddress);
    const { taxpayerByInn, actualAddressByPin, businessSubjectByTin } = registryServices;
    const [one, two] = [
      await asking.ask(taxpayerByInn, aQuestion({ inn: pin })),
      await asking.ask(taxpayerByInn, aQuestion({ inn: pin })),
    ];
    assert.ok(one.kind === 'ok' && two.kind === 'ok');
    assert.deepEqual(one.data, two.data);
    assert.equal((await asking.ask(actualAddressByPin, aQuestion({ pin }))).kind, 'ok');
    assert.equal((await asking.ask(businessSubjectByTin, aQuestion({ tin: '00102202010100' }))).kind, 'ok');
    await asking.close();
  });
});

test('a changed file is taken at once; a bad one is named with its line and the old one stays', async () => {
  const told: (string | undefined)[] = [];
  const other = await aStub({ yaml: head('', `  - { contract: '*' }`), onReload: (fault) => told.push(fault) });
  const until = async (count: number) => {
    for (let turn = 0; told.length < count && turn < 100; turn += 1) await wait(50);
  };
  const ask = async () =>
    (await get(`${address}/${pin}`, { 'x-road-client': client }, other)).headers.get('x-road-error');
  writeFileSync(other.file, head('dialect: v8', `  - { contract: '*', allow: [] }`));
  await until(1);
  assert.deepEqual([told, await ask()], [[undefined], 'server.serverproxy.access_denied']);
  writeFileSync(other.file, head('dialect: v9', `  - { contract: '*', colour: red }`));
  await until(2);
  assert.match(told[1] ?? '', /^tunduk-stub\.yaml:2: dialect: .*\ntunduk-stub\.yaml:7: .*colour/);
  assert.equal(await ask(), 'server.serverproxy.access_denied');
  await other.close();
});

const badConfigurations: [what: string, yaml: string, message: RegExp][] = [
  ['a proxy without endpoint', head('', `  - { contract: '*', mode: proxy }`), /:7: .*needs an endpoint/],
  [
    'passthrough to a real instance',
    head('', `  - { contract: '*', mode: passthrough, endpoint: 'http://x.example' }`),
    /:7: .*test instances only/,
  ],
  [
    'recording of a real instance',
    head('', `  - { contract: '*', mode: record, recordings: r, endpoint: 'http://x.example' }`),
    /:7: .*test instances only/,
  ],
  [
    'a bad cron',
    head(
      '',
      `  - { contract: '*', outages: [{ cron: 'x', zone: Asia/Bishkek, minutes: 1, notice: { ky: a, ru: b, en: c } }] }`,
    ),
    /:7: .*cron/,
  ],
  [
    'a bad zone',
    head(
      '',
      `  - { contract: '*', outages: [{ cron: '0 1 * * 0', zone: Mars, minutes: 1, notice: { ky: a, ru: b, en: c } }] }`,
    ),
    /:7: .*zone/,
  ],
  ['a bad client', head('', `  - { contract: '*', allow: [nobody] }`), /:7: .*is not .*instance/],
  ['a bad code', head('', `  - { contract: '*', faults: [{ kind: code, code: server.x }] }`), /:7: .*is not a code/],
];
for (const [what, yaml, message] of badConfigurations) {
  test(`${what} is refused with its line`, async () => {
    await assert.rejects(aStub({ yaml }), (error) => {
      assert.ok(error instanceof YamlFault);
      assert.match(error.message, message);
      return true;
    });
  });
}

test('a contract that nobody has is refused by name', async () => {
  await assert.rejects(aStub({ yaml: head('', '  - { contract: no.such }') }), /there is no contract no\.such/);
});

test('the journal shows neither PIN nor name, whatever a caller puts where', async () => {
  await get(`${address}/${pin}`, {
    'x-road-client': client,
    'x-road-userid': `KG${pin}`,
    'x-road-issue': pin,
    'x-road-id': pin,
  });
  await post(soapRequest());
  const kept = stub.state.journal.list().map(({ curl: _curl, ...entry }) => entry);
  assert.equal(kept.length, 2);
  assert.doesNotMatch(JSON.stringify(kept), new RegExp(`${pin}|Сыдыкова|Айгерим`));
});

test('copy as curl holds an invented person even when a real-looking one was asked for', async () => {
  await get(`${address}/10102198000019`, { 'x-road-client': client });
  const [entry] = stub.state.journal.list();
  assert.match(entry?.curl ?? '', /13102198000101/);
  assert.doesNotMatch(JSON.stringify(entry), /10102198000019/);
});

test('the control interface plants, tells, takes back and resets, for this machine only', async () => {
  const call = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${stub.controlAddress}/control/${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      content: (await response.json()) as { id: number; length: number; faults: unknown[] },
    };
  };
  const planted = await call('POST', 'faults', { contract: '*', rule: { kind: 'status', status: 503 } });
  assert.equal(planted.status, 200);
  assert.equal((await get(`${address}/${pin}`, { 'x-road-client': client })).status, 503);
  assert.equal((await call('GET', 'state')).content.faults.length, 1);
  assert.equal((await call('DELETE', `faults/${planted.content.id}`)).status, 200);
  assert.equal((await call('DELETE', `faults/${planted.content.id}`)).status, 404);
  assert.equal((await get(`${address}/${pin}`, { 'x-road-client': client })).status, 200);
  assert.equal((await call('GET', 'journal')).content.length, 2);
  assert.equal((await call('PUT', 'mode', { mode: 'tokenLocked' })).status, 200);
  assert.match(
    (await get(`${address}/${pin}`, { 'x-road-client': client })).headers.get('x-road-error') ?? '',
    /TokenNotActive/,
  );
  assert.equal((await call('POST', 'reset')).status, 200);
  assert.equal((await call('PUT', 'mode', { mode: 'odd' })).status, 400);
  assert.equal((await call('POST', 'faults', { contract: '*', rule: { kind: 'odd' } })).status, 400);
  assert.equal((await call('GET', 'state', undefined, { origin: 'https://elsewhere.example' })).status, 403);
  const rebound = await rawCall(
    'GET /control/state HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n',
    new URL(stub.controlAddress).port,
  );
  assert.match(rebound, /^HTTP\/1\.1 403/);
});

test('every contract of the list is offered by the shipped configuration', () => {
  assert.equal(stub.state.loaded().services.size, contracts.length);
});

type Provider = {
  url: string;
  close: () => void;
  seen: { headers: IncomingMessage['headers']; url: string; body: string }[];
};

async function aProvider(
  answer: (body: string) => { status?: number; type?: string; body: string; waitMs?: number },
): Promise<Provider> {
  const seen: Provider['seen'] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      seen.push({ headers: request.headers, url: request.url ?? '', body });
      const { status = 200, type = 'text/xml', waitMs = 0, body: text } = answer(body);
      setTimeout(
        () => response.writeHead(status, { 'content-type': type, 'x-road-id': 'his-own', 'x-own': '1' }).end(text),
        waitMs,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
    seen,
  };
}

test('in proxy mode a provider that repeats the header is passed on with the hash, and every other is told what is wrong', async () => {
  const answered = (xml: string) =>
    xml
      .replaceAll('p:zagsDataByPin', 'p:zagsDataByPinResponse')
      .replace('<p:request>', '<p:request/><p:response>')
      .replace('</p:request>', '</p:response>');
  let change = (xml: string) => answered(xml);
  const provider = await aProvider((body) => ({ body: change(body) }));
  const failed = 'Server.ServerProxy.ServiceFailed';
  await withStub(
    head('', `  - { contract: infocom.zags.dataByPin, mode: proxy, endpoint: '${provider.url}' }`),
    async (other) => {
      const ask = () => post(soapRequest(), undefined, other);
      const sent = soapRequest();
      const good = readSoap((await ask()).bytes);
      assert.ok(good.kind === 'message');
      assert.equal(good.message.requestHash?.value, soapRequestHash(sent));
      assert.equal(provider.seen[0]?.body, sent.toString(), 'the provider gets the exact bytes');
      const cases: [(xml: string) => string, string][] = [
        [(xml) => answered(xml).replace(/<xroad:issue>.*<\/xroad:issue>/, ''), `${failed}.MissingHeaderField`],
        [(xml) => answered(xml).replace('>2026-1<', '>2026-2<'), `${failed}.InconsistentHeaders`],
        [
          (xml) => answered(xml).replace(/(<xroad:userId>.*<\/xroad:userId>)(<xroad:id>.*<\/xroad:id>)/, '$2$1'),
          `${failed}.InconsistentHeaders`,
        ],
        [(xml) => answered(xml).replace(/<soapenv:Header>.*<\/soapenv:Header>/, ''), `${failed}.MissingHeader`],
        [(xml) => xml, `${failed}.InvalidSoap`],
        [() => 'not xml', `${failed}.InvalidSoap`],
        [
          (xml) =>
            answered(xml).replace(
              '</soapenv:Header>',
              '<xroad:requestHash algorithmId="a">b</xroad:requestHash></soapenv:Header>',
            ),
          `${failed}.InvalidSoap`,
        ],
      ];
      for (const [next, expected] of cases) {
        change = next;
        assert.equal(faultIn(await ask()), expected);
      }
    },
  );
  provider.close();
  await withStub(
    head('', `  - { contract: infocom.zags.dataByPin, mode: proxy, endpoint: 'http://127.0.0.1:9' }`),
    async (other) => {
      assert.equal(faultIn(await post(soapRequest(), undefined, other)), `${failed}.NetworkError`);
    },
  );
});

test('in proxy mode a REST provider sees what X-Road keeps and adds, and its own X-Road headers are overwritten', async () => {
  const provider = await aProvider(() => ({ type: 'application/json', body: '{"region":"x"}' }));
  await withStub(
    head('', `  - { contract: sanarip.addressFact, mode: proxy, endpoint: '${provider.url}/base' }`),
    async (other) => {
      const reply = await get(
        `${address}/${pin}?q=%20`,
        { 'x-road-client': client, 'x-road-id': 'p-1', 'x-mine': 'kept', 'user-agent': 'dropped' },
        other,
      );
      assert.deepEqual(
        [reply.headers.get('x-road-id'), reply.headers.get('x-own'), reply.text],
        ['p-1', '1', '{"region":"x"}'],
      );
      const [seen] = provider.seen;
      assert.equal(seen?.url, `/base/${pin}?q=%20`);
      assert.deepEqual(
        [seen?.headers['x-mine'], seen?.headers['x-road-id'], seen?.headers['user-agent']],
        ['kept', 'p-1', undefined],
      );
      assert.equal(seen?.headers['x-road-service'], `${instance}/GOV/70000050/sanaripaymak-service/address-fact`);
    },
  );
  provider.close();
});

test('an answer of a provider that is larger than can be logged is refused, over REST and over SOAP', async () => {
  let [type, size] = ['application/json', 10 * 1024 * 1024];
  const provider = await aProvider(() => ({ type, body: ' '.repeat(size) }));
  const rows = ['sanarip.addressFact', 'infocom.zags.dataByPin'].map(
    (contract) => `  - { contract: ${contract}, mode: proxy, endpoint: '${provider.url}' }`,
  );
  await withStub(head('', rows.join('\n')), async (other) => {
    const ask = () => get(`${address}/${pin}`, { 'x-road-client': client }, other);
    const whole = await ask();
    assert.deepEqual([whole.status, whole.text.length], [200, size]);
    size += 1;
    const refused = await ask();
    assert.equal(refused.headers.get('x-road-error'), 'Server.ClientProxy.IOError');
    assert.match(refused.text, /maximum loggable size/);
    type = 'text/xml';
    assert.equal(faultIn(await post(soapRequest(), undefined, other)), 'Server.ClientProxy.IOError');
  });
  provider.close();
});

test('a recording holds invented people only, replays strictly, and is not made when a field is unknown', async () => {
  let body = JSON.stringify({ region: 'Чүй', village: 'Чыныгы айыл', since: '2020-02-02' });
  const real = '10102198000019';
  const provider = await aProvider(() => ({ type: 'application/json', body }));
  const rows = (mode: string) =>
    head(
      `testInstances: [${instance}]`,
      `  - { contract: sanarip.addressFact, mode: ${mode}, recordings: kept, endpoint: '${provider.url}' }`,
    );
  await withStub(rows('record'), async (other) => {
    const ask = (person: string) => get(`${address}/${person}`, { 'x-road-client': client }, other);
    await ask(real);
    body = JSON.stringify({ region: 'Чүй', secret: real });
    await ask(real);
    const file = join(other.folder, 'kept', 'sanarip.addressFact.jsonl');
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    assert.equal(lines.length, 1, 'the answer with an unknown field was not recorded');
    assert.doesNotMatch(lines.join(''), new RegExp(`${real}|Чыныгы|2020-02-02`));
    assert.match(other.state.journal.list()[0]?.outcome ?? '', /not recorded/);
    const recorded = JSON.parse(lines[0] ?? '{}');
    writeFileSync(other.file, rows('replay'));
    for (let turn = 0; other.state.loaded().configuration.services[0]?.mode !== 'replay' && turn < 100; turn += 1)
      await wait(50);
    const replayed = await ask(recorded.request.pin);
    assert.deepEqual([replayed.status, JSON.parse(replayed.text)], [200, recorded.answer]);
    assert.notEqual((await ask(pin)).status, 200);
  });
  provider.close();
});

test('a redaction fails closed on a field it does not know and on digits where no person was expected', () => {
  const { request, answer } = registryServices.registeredAddressByPin.contract;
  const redact = newRedaction();
  const one = redact(request, { pin });
  assert.deepEqual([redact(request, { pin }), one['pin'] === pin], [one, false]);
  assert.throws(() => redact(request, { pin, more: 'x' }), ContractBreach);
  assert.throws(() => redact(answer, { addressArray: [{ region: 'x', more: 'y' }] }), ContractBreach);
  assert.throws(() => redact(answer, { error: `no person ${pin}` }), ContractBreach);
});

test(
  'fuzz: whatever comes to its ports, the stand-in lives and answers the next call',
  { timeout: 120_000 },
  async () => {
    const ports = [stub.httpAddress, stub.httpsAddress, stub.controlAddress].map((one) => new URL(one).port);
    const good = soapRequest().toString();
    const mutated = fc.tuple(fc.nat(good.length), fc.nat(40), fc.string({ maxLength: 30 })).map(([at, cut, text]) => {
      const body = Buffer.from(good.slice(0, at) + text + good.slice(at + cut));
      return `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body.toString('latin1')}`;
    });
    const path = fc
      .string({ maxLength: 60 })
      .map(
        (text) =>
          `GET /r1/${text.replaceAll(/[\r\n ]/g, '/')} HTTP/1.1\r\nHost: localhost\r\nX-Road-Client: ${text.replaceAll(/[\r\n]/g, '')}\r\nConnection: close\r\n\r\n`,
      );
    const noise = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, path, noise), fc.constantFrom(...ports), async (bytes, port) => {
        await rawCall(bytes, port, 300);
      }),
      { numRuns: 250 },
    );
    assert.equal((await get(`${address}/${pin}`, { 'x-road-client': client })).status, 200);
    assert.equal((await fetch(`${stub.controlAddress}/control/state`)).status, 200);
  },
);

function pairs(lines: string[]): [string, string][] {
  return Array.from({ length: lines.length / 2 }, (_, at) => [lines[at * 2] ?? '', lines[at * 2 + 1] ?? '']);
}

function rawCall(bytes: string, port = new URL(stub.httpAddress).port, limitMs = 5_000): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes, 'latin1'));
    const timer = setTimeout(() => socket.destroy(), limitMs);
    socket.on('data', (piece) => (text += piece.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
  });
}
