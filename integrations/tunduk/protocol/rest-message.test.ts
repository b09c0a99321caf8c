import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keptAnswerHeaders, keptRequestHeaders, readRestRequest, restRequest } from './rest-message.ts';
import { errorFormatFor, readRestError, writeRestError } from './rest-error.ts';

const client: [string, string] = ['X-Road-Client', 'EE/BUSINESS/consumer/sub'];

/** The names are those of the cases in X-Road's own RestProxyTest. */
test('shouldFailIfClientHeaderMissing', () => {
  assert.equal(readRestRequest('/r1/EE/BUSINESS/producer/sub/echo', []), 'client-header');
  assert.equal(readRestRequest('/r1/EE/BUSINESS/producer/sub/echo', [['X-Road-Client', 'EE/BUSINESS']]), 'client-id');
});

test('shouldFailIfMalformedRequestURI', () => {
  for (const path of ['/r1/invalid', '/r1', '/r1/a/b/c/d', '/r1/a/b/c/d/', '/r1/a/b/c/%/e']) {
    assert.equal(readRestRequest(path, [client]), 'request-uri', path);
  }
  for (const path of ['/r2/a/b/c/d/e', '/', '/rx/a/b/c/d/e'])
    assert.equal(readRestRequest(path, [client]), 'protocol-version');
});

test('shouldAcceptPercentEncodedIdentifiers', () => {
  const read = readRestRequest('/r1/EE/BUSINESS/producer/s%2Fub/%C3%B6%C3%A4%C3%A5/path%3B/', [
    ['x-road-client', 'EE/BUSINESS/consumer/sub%2Fsystem'],
  ]);
  assert.ok(typeof read === 'object');
  assert.deepEqual([read.service.subsystem, read.service.service, read.servicePath], ['s/ub', 'öäå', '/path%3B/']);
  assert.equal(read.client.subsystem, 'sub/system');
});

test('shouldAcceptEmptyPath', () => {
  const paths = ['/r1/EE/BUSINESS/producer/sub/service/', '/r1/EE/BUSINESS/producer/sub/service'].map((path) => {
    const read = readRestRequest(path, [client]);
    return typeof read === 'object' ? read.servicePath : read;
  });
  assert.deepEqual(paths, ['/', '']);
});

test('shouldKeepQueryId', () => {
  const read = readRestRequest('/r1/EE/BUSINESS/producer/sub/echo?a=1&b=%20?', [client, ['X-Road-Id', 'q-1']]);
  assert.ok(typeof read === 'object');
  assert.deepEqual([read.id, read.query], ['q-1', 'a=1&b=%20?']);
});

test('of several client headers the last one counts', () => {
  const read = readRestRequest('/r1/EE/BUSINESS/producer/sub/echo', [
    ['X-Road-Client', 'EE/BUSINESS/other/sub'],
    client,
  ]);
  assert.ok(typeof read === 'object');
  assert.equal(read.client.memberCode, 'consumer');
});

const accepts: [accept: string | undefined, format: string][] = [
  ['application/json;charset=utf-8', 'application/json'],
  ['foobarbaz', 'application/json'],
  [undefined, 'application/json'],
  ['application/xml', 'application/xml;charset=utf-8'],
  ['text/xml', 'text/xml;charset=utf-8'],
  ['application/xml, text/xml', 'application/xml;charset=utf-8'],
  ['text/xml, application/xml', 'text/xml;charset=utf-8'],
  ['text/xml-patch+xml', 'application/json'],
  ['application/xml; q=0.2', 'application/xml;charset=utf-8'],
  ['text/xml, application/xml, application/json', 'text/xml;charset=utf-8'],
  ['application/json, text/xml', 'text/xml;charset=utf-8'],
  ['text/*', 'text/xml;charset=utf-8'],
];
for (const [accept, format] of accepts) {
  test(`shouldRespectAcceptHeaderInErrorResponse: ${accept ?? 'nothing'} gives ${format}`, () => {
    assert.equal(errorFormatFor(accept), format);
  });
}

test('an error is read back from both formats, with Kyrgyz letters and markup in its words', () => {
  const error = { type: 'Server.ServerProxy.AccessDenied', message: 'Уруксат жок: <өңү> & "ү"', detail: 'd-1' };
  for (const format of ['application/json', 'application/xml;charset=utf-8', 'text/xml;charset=utf-8'] as const) {
    assert.deepEqual(readRestError(writeRestError(error, format), format), error);
  }
  assert.equal(readRestError(Buffer.from('<html>'), 'text/html'), undefined);
  assert.equal(readRestError(Buffer.from('<a/>'), 'text/xml'), undefined);
});

test('a call of ours has one client header, and each part of an id is encoded by itself', () => {
  const id = { instance: 'DEV', memberClass: 'GOV', memberCode: '70000050', subsystem: 'sanaripaymak-service' };
  const { target, headers } = restRequest({
    verb: 'GET',
    client: { ...id, subsystem: 'өтүнүч' },
    service: { ...id, service: 'address-fact' },
    path: '/13102198000019',
    query: new URLSearchParams({ сөз: 'a b&c' }),
    id: 'x',
    userId: 'KG1',
    issue: '2026-1',
  });
  assert.equal(
    target,
    '/r1/DEV/GOV/70000050/sanaripaymak-service/address-fact/13102198000019?%D1%81%D3%A9%D0%B7=a+b%26c',
  );
  assert.equal(headers.filter(([name]) => name === 'X-Road-Client').length, 1);
  const read = readRestRequest(target, headers);
  assert.ok(typeof read === 'object');
  assert.equal(read.client.subsystem, 'өтүнүч');
});

test('headers of the connection and the own ones of X-Road are dropped, the rest keeps its order', () => {
  const lines: [string, string][] = [
    ['Host', 'x'],
    ['B', '1'],
    ['X-Road-Request-Id', 'mine'],
    ['a', '2'],
    ['USER-AGENT', 'x'],
    ['X-Road-Id', '7'],
  ];
  assert.deepEqual(
    keptRequestHeaders(lines).map(([name]) => name),
    ['B', 'a', 'X-Road-Id'],
  );
  assert.deepEqual(
    keptAnswerHeaders([...lines, ['X-Road-Service', 's']]).map(([name]) => name),
    ['B', 'a', 'X-Road-Service'],
  );
});
