import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  goodOrderProvider,
  goodRestProvider,
  goodSoapProvider,
  startProvider,
} from '../../../test/support/tunduk-providers.ts';
import type { Defect, ProviderAnswer } from '../../../test/support/tunduk-providers.ts';
import { aStub, subsystems } from '../../../test/support/tunduk.ts';
import { syntheticPin } from '../contracts/people/pin.ts';
import { registryServices } from '../contracts/registry-services.ts';
import { providerRules } from './provider-rules.ts';
import type { ProviderTarget } from './provider-probe.ts';
import { runProvider } from './run-provider.ts';
import type { Finding } from './rule.ts';

const pin = syntheticPin('female', 1980, 101);
const kinds = {
  soap: { contract: registryServices.civilRecordByPin.contract, answer: goodSoapProvider, more: {} },
  rest: { contract: registryServices.actualAddressByPin.contract, answer: goodRestProvider, more: {} },
  order: {
    contract: registryServices.criminalRecordOrder.contract,
    answer: goodOrderProvider,
    more: { purpose: 'текшерүү' },
  },
};
type Kind = keyof typeof kinds;

let stub: Awaited<ReturnType<typeof aStub>>;
before(async () => {
  stub = await aStub();
});
after(() => stub.close());

async function findings(
  kind: Kind,
  defect: Defect = {},
  change: { tls?: object; target?: Partial<ProviderTarget> } = {},
): Promise<Finding[]> {
  const { contract, answer, more } = kinds[kind];
  const provider = await startProvider(answer, defect, change.tls);
  const target = {
    contract,
    endpoint: `${provider.url}/service`,
    instance: 'central-server',
    client: subsystems.candidateChecks,
    found: { pin, ...more },
    notFound: { pin: syntheticPin('male', 1970, 94_000), ...more },
    invalid: { pin: '17', ...more },
    totalMs: 3_000,
    ...change.target,
  };
  return runProvider(target).finally(() => void provider.close());
}

const brokenIn = (found: readonly Finding[]) =>
  found.filter(({ verdict }) => verdict === 'broken').map(({ number, seen }) => `${number} ${seen}`);
const numbers = (found: readonly Finding[]) =>
  found.filter(({ verdict }) => verdict === 'broken').map(({ number }) => number);

const mutualTls = () => ({
  cert: stub.certificates.server.certificate,
  key: stub.certificates.server.key,
  ca: stub.certificates.authority.certificate,
  requestCert: true,
  rejectUnauthorized: true,
});
const ours = () => ({
  tls: {
    authority: stub.certificates.authority.certificate,
    certificate: stub.certificates.client.certificate,
    key: stub.certificates.client.key,
  },
});

for (const kind of Object.keys(kinds) as Kind[]) {
  test(`a right ${kind} provider keeps every rule`, async () => {
    const found = await findings(kind);
    assert.deepEqual(brokenIn(found), []);
    const untried = found.filter(({ verdict }) => verdict === 'not-tried').map(({ number }) => number);
    assert.deepEqual(untried, kind === 'rest' ? ['P17', 'P20', 'P21'] : ['P20', 'P21']);
  });
}

test('a right provider with mutual TLS keeps the rules about it too', async () => {
  const found = await findings('soap', {}, { tls: mutualTls(), target: ours() });
  assert.deepEqual(
    found.filter(({ verdict }) => verdict === 'broken' || verdict === 'not-tried'),
    [],
  );
});

const text = (change: (text: string) => string): Defect => ({
  after: (answer) => ({ ...answer, body: change(answer.body.toString()) }),
});
/** Changes answers to right questions only. */
const good = (change: (text: string) => string): Defect => ({
  after: (answer) => (answer.status < 300 ? { ...answer, body: change(answer.body.toString()) } : answer),
});
const header = (name: string, value: string): Defect => ({
  after: (answer) => ({ ...answer, headers: { ...answer.headers, [name]: value } }),
});
const whenAsked = (part: string, answer: ProviderAnswer): Defect => ({
  before: (request, body) => (`${request.url}${body.toString()}`.includes(part) ? answer : undefined),
});
const page: ProviderAnswer = {
  status: 500,
  headers: { 'content-type': 'text/html' },
  body: '<html><body>Exception in thread</body></html>',
};
const failed: ProviderAnswer = { status: 500, headers: { 'content-type': 'application/json' }, body: '{}' };
const nobody = syntheticPin('male', 1970, 94_000);
const latin1 = { headers: { 'content-type': 'application/json; charset=windows-1251' } };

let isSecond = false;
let asked = 0;

/** For every rule a provider that is broken in exactly that way. */
const broken: [number: string, kind: Kind, what: string, defect: () => Defect][] = [
  ['P25', 'soap', 'hangs up', () => ({ before: (request) => void request.socket.destroy() })],
  ['P25', 'rest', 'hangs up', () => ({ before: (request) => void request.socket.destroy() })],
  ['P01', 'soap', 'redirects', () => ({ before: () => ({ status: 302, headers: { location: '/' }, body: '' }) })],
  ['P01', 'rest', 'redirects', () => ({ before: () => ({ status: 301, headers: { location: '/' }, body: '' }) })],
  [
    'P02',
    'soap',
    'answers JSON',
    () => ({ before: () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }) }),
  ],
  [
    'P02',
    'rest',
    'answers HTML',
    () => ({ after: (answer) => ({ ...answer, headers: { 'content-type': 'text/html' } }) }),
  ],
  [
    'P03',
    'soap',
    'names its wrapper otherwise',
    () => good((xml) => xml.replaceAll('zagsDataByPinResponse', 'zagsDataByPinAnswer')),
  ],
  [
    'P04',
    'soap',
    'sends a date of its own form',
    () => good((xml) => xml.replace(/<p:dateOfBirth>.*?</, '<p:dateOfBirth>01.02.1980<')),
  ],
  [
    'P04',
    'soap',
    'sends a field that is not in the contract',
    () => good((xml) => xml.replace('</p:response>', '<p:more>1</p:more></p:response>')),
  ],
  [
    'P04',
    'rest',
    'sends a date of its own form',
    () => good((json) => json.replace(/"since":"[^"]*"/, '"since":"01.02.2020"')),
  ],
  ['P05', 'soap', 'leaves out issue', () => good((xml) => xml.replace(/<issue .*?<\/issue>/, ''))],
  ['P05', 'soap', 'changes the id', () => good((xml) => xml.replace(/(<id xmlns="[^"]*xroad.xsd">)[^<]*/, '$1other'))],
  [
    'P06',
    'soap',
    'turns the fields about',
    () => good((xml) => xml.replace(/(<issue .*?<\/issue>)(<protocolVersion .*?<\/protocolVersion>)/, '$2$1')),
  ],
  [
    'P07',
    'soap',
    'drops a field that it does not know',
    () => good((xml) => xml.replace(/<representedParty .*?<\/representedParty>/, '')),
  ],
  [
    'P08',
    'soap',
    'sets a hash itself',
    () =>
      good((xml) =>
        xml.replace('</soapenv:Header>', '<xroad:requestHash algorithmId="x">y</xroad:requestHash></soapenv:Header>'),
      ),
  ],
  ['P09', 'soap', 'loses Kyrgyz letters', () => good((xml) => xml.replace(/(<issue [^>]*>[^<]*)ң/, '$1?'))],
  [
    'P09',
    'rest',
    'names another charset',
    () => ({ after: (answer) => (answer.status === 200 ? { ...answer, ...latin1 } : answer) }),
  ],
  ['P10', 'soap', 'drops leading zeros', () => text((xml) => xml.replaceAll('00000000000017', '17'))],
  [
    'P10',
    'rest',
    'drops leading zeros',
    () =>
      whenAsked('00000000000017', { status: 200, headers: { 'content-type': 'application/json' }, body: '{"pin":17}' }),
  ],
  [
    'P11',
    'soap',
    'reports an unknown person as a fault',
    () => ({
      before: (_request, body) => (body.includes(nobody) ? goodSoapProvider(_request, Buffer.from('x')) : undefined),
    }),
  ],
  ['P11', 'rest', 'reports an unknown person as 500', () => whenAsked(nobody, failed)],
  [
    'P12',
    'soap',
    'reports an invalid PIN as a fault',
    () => ({
      before: (_request, body) =>
        body.includes('<p:pin>17<') ? goodSoapProvider(_request, Buffer.from('x')) : undefined,
    }),
  ],
  [
    'P12',
    'rest',
    'reports an invalid PIN as 500',
    () => ({ before: (request) => (request.url?.endsWith('/17') === true ? failed : undefined) }),
  ],
  [
    'P13',
    'soap',
    'shows a page when a message is cut short',
    () => ({
      before: (_request, body) => (body.includes('</soapenv:Envelope>') || body.length > 100_000 ? undefined : page),
    }),
  ],
  [
    'P13',
    'rest',
    'answers 500 to an address that is not right',
    () => ({ before: (request) => (request.url?.includes('%25') === true ? failed : undefined) }),
  ],
  [
    'P13',
    'order',
    'shows a page when JSON is cut short',
    () => ({ before: (_request, body) => (body.toString().endsWith('}') ? undefined : page) }),
  ],
  ['P14', 'soap', 'sets X-Road-Id itself', () => header('x-road-id', '1')],
  ['P14', 'rest', 'sets X-Road-Service itself', () => header('x-road-service', '1')],
  [
    'P15',
    'soap',
    'sends two megabytes',
    () => good((xml) => xml.replace('</soapenv:Envelope>', `${' '.repeat(2_000_000)}</soapenv:Envelope>`)),
  ],
  ['P15', 'rest', 'sends two megabytes', () => good((json) => json + ' '.repeat(2_000_000))],
  [
    'P16',
    'rest',
    'fails when five ask at once',
    () => ({ delayMs: 30, before: (_request, _body, inFlight) => (inFlight > 2 ? failed : undefined) }),
  ],
  [
    'P17',
    'order',
    'takes one order twice',
    () => ({
      after: (answer) => ({
        ...answer,
        body: answer.body.toString().replace(/"number":"[^"]*"/, `"number":"${(asked += 1)}"`),
      }),
    }),
  ],
  [
    'P18',
    'soap',
    'answers without a client',
    () => ({
      before: (request, body) =>
        body.includes('<xroad:client')
          ? undefined
          : body.includes('</soapenv:Envelope>') && body.length < 100_000
            ? goodSoapProvider(
                request,
                Buffer.from(body.toString().replace('<soapenv:Header>', `<soapenv:Header>${aClientElement}`)),
              )
            : undefined,
    }),
  ],
  [
    'P18',
    'rest',
    'answers without a client',
    () => ({
      before: (request, body) =>
        request.headers['x-road-client'] === undefined
          ? goodRestProvider({ url: request.url, headers: { 'x-road-client': 'a/b/c/d' } } as never, body)
          : undefined,
    }),
  ],
  [
    'P19',
    'soap',
    'answers a stranger',
    () => ({
      before: (request, body) =>
        body.includes('>stranger<')
          ? goodSoapProvider(request, Buffer.from(body.toString().replace('>stranger<', '>known<')))
          : undefined,
    }),
  ],
  [
    'P19',
    'rest',
    'answers a stranger',
    () => ({
      before: (request, body) =>
        String(request.headers['x-road-client']).endsWith('/stranger')
          ? goodRestProvider({ url: request.url, headers: { 'x-road-client': 'a/b/c/d' } } as never, body)
          : undefined,
    }),
  ],
  [
    'P22',
    'soap',
    'puts in entities',
    () => ({
      before: (request, body) =>
        body.includes('<!DOCTYPE')
          ? goodSoapProvider(
              request,
              Buffer.from(
                body
                  .toString()
                  .replace(/<!DOCTYPE.*?\]>/, '')
                  .replace('&planted;', 'planted-entity'),
              ),
            )
          : undefined,
    }),
  ],
  [
    'P23',
    'soap',
    'answers a message that is too large',
    () => ({
      before: (request, body) =>
        body.length > 1_000_000
          ? goodSoapProvider(request, Buffer.from(body.toString().replaceAll('xxxxxxxx', '')))
          : undefined,
    }),
  ],
  [
    'P23',
    'order',
    'falls over a message that is too large',
    () => ({
      before: (_request, body) => {
        if (body.length > 1_000_000) isSecond = true;
        return isSecond ? failed : undefined;
      },
    }),
  ],
];
const aClientElement =
  '<xroad:client id:objectType="SUBSYSTEM"><id:xRoadInstance>a</id:xRoadInstance><id:memberClass>b</id:memberClass><id:memberCode>c</id:memberCode><id:subsystemCode>d</id:subsystemCode></xroad:client>';

for (const [number, kind, what, defect] of broken) {
  test(`a ${kind} provider that ${what} breaks ${number} and no other rule`, async () => {
    const found = await findings(kind, defect());
    assert.deepEqual(numbers(found), [number], brokenIn(found).join('; '));
  });
}

test('a provider that answers without a certificate breaks P20 and no other rule', async () => {
  const found = await findings('soap', {}, { tls: { ...mutualTls(), rejectUnauthorized: false }, target: ours() });
  assert.deepEqual(numbers(found), ['P20']);
});

test('a provider that still speaks TLS 1.1 breaks P21 and no other rule', async () => {
  const old = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' };
  const found = await findings('soap', {}, { tls: { ...mutualTls(), ...old }, target: ours() });
  assert.deepEqual(numbers(found), ['P21']);
});

test('every rule for providers has a provider that breaks it', () => {
  const tried = new Set([...broken.map(([number]) => number), 'P20', 'P21']);
  assert.deepEqual(
    providerRules.map(({ number }) => number).filter((number) => !tried.has(number)),
    [],
  );
});

test('nobody at the endpoint breaks the first rule, and nothing else is claimed', async () => {
  const found = await findings('soap', {}, { target: { endpoint: 'http://127.0.0.1:9/' } });
  assert.deepEqual(numbers(found), ['P25']);
  assert.deepEqual(
    found.filter(({ verdict }) => verdict === 'kept'),
    [],
  );
});
