import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { exchangeIdOf, uuidV5, xRoadIdOf } from './exchange-ids.ts';
import {
  checkedIdentifier,
  decodeClientId,
  decodeServiceId,
  encodeServiceId,
  encodeSubsystemId,
  IdentifierError,
} from './identifiers.ts';
import type { ServiceId, SubsystemId } from './identifiers.ts';
import { restHeadBytes, restRequestHash, soapRequestHash } from './message-hash.ts';
import { readSoap } from './read-soap.ts';
import { readXml, valueOf } from './read-xml.ts';
import { XmlReadError } from './xml-read-error.ts';
import { buildSoapFault, buildSoapRequest, headerTree } from './soap-envelope.ts';
import { writeElements, XmlWriteError } from './write-xml.ts';
import { nil } from './xml-value.ts';
import type { XmlRecord } from './xml-value.ts';
import { compareHeaders } from './compare-headers.ts';

const vector = (name: string) => readFileSync(join(import.meta.dirname, 'vectors', name));
const known = JSON.parse(vector('vectors.json').toString()) as Record<string, string>;

const client: SubsystemId = {
  instance: 'central-server',
  memberClass: 'GOV',
  memberCode: '70000099',
  subsystem: 'candidate-checks',
};
const service: ServiceId = {
  instance: 'central-server',
  memberClass: 'GOV',
  memberCode: '70000005',
  subsystem: 'zags-service',
  service: 'zagsDataByPin',
  version: 'v1',
};
const producer = 'http://tunduk-seccurity-infocom.x-road.fi/producer';
const header = {
  client,
  service,
  id: known['xRoadId1'] ?? '',
  userId: 'KG-SYS-candidate-check',
  issue: '2026-17 & 18',
};

test('the ids of an exchange and of its attempts are those that Python computes', () => {
  assert.equal(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com'), known['dnsExample']);
  const exchange = exchangeIdOf({
    asker: 'candidate/1',
    key: 'registration-check-7',
    service: 'central-server/GOV/70000005/zags-service/zagsDataByPin/v1',
    purpose: 'candidate check',
  });
  assert.equal(exchange, known['exchangeId']);
  assert.deepEqual([xRoadIdOf(exchange, 1), xRoadIdOf(exchange, 2)], [known['xRoadId1'], known['xRoadId2']]);
});

test('a SOAP request is byte for byte the one that Python assembles, and has the hash that OpenSSL computes', () => {
  const content = writeElements(
    { request: { pin: '00102198000019', note: 'Өңдүү <сөз> "ү"', empty: '', none: nil } },
    'p',
  );
  const built = buildSoapRequest(headerTree(header), { namespace: producer, wrapper: 'zagsDataByPin', content });
  assert.equal(built.toString(), vector('soap-request.xml').toString());
  assert.equal(soapRequestHash(built), known['soapRequestHash']);
});

test('the hash of a REST request is the one that OpenSSL computes, with and without a body', () => {
  const lines = vector('rest-head.txt').toString().split('\r\n').slice(0, -1);
  const [verb = '', target = '', ...rest] = lines;
  const headers = rest.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1)] as const;
  });
  const head = { verb, target, headers };
  assert.deepEqual(restHeadBytes(head), vector('rest-head.txt'));
  assert.equal(restRequestHash(head, undefined), known['restHashWithoutBody']);
  assert.equal(restRequestHash(head, Buffer.alloc(0)), known['restHashWithoutBody']);
  assert.equal(restRequestHash(head, vector('rest-body.txt')), known['restHashWithBody']);
});

test('empty, nil and absent are three things, and leading zeros stay', () => {
  const xml = vector('soap-request.xml');
  const read = readSoap(xml);
  assert.ok(read.kind === 'message');
  assert.deepEqual(valueOf(read.message.wrapper), {
    request: { pin: '00102198000019', note: 'Өңдүү <сөз> "ү"', empty: '', none: nil },
  });
  assert.deepEqual(
    [read.message.client, read.message.service, read.message.id, read.message.issue, read.message.userId],
    [client, service, header.id, header.issue, header.userId],
  );
});

test('the header that an answer must repeat is the one that is written', () => {
  const read = readSoap(vector('soap-request.xml'));
  assert.ok(read.kind === 'message');
  assert.deepEqual(headerTree(header), read.message.header);
});

const xmlText = fc
  .string({ unit: fc.constantFrom(...'abcЖөңүӨҮ<>&"\' \t\n\r]>0٣𝒳'.split(''), '😀', ']]>', '&amp;', '&#0;') })
  .filter((text) => text.isWellFormed());
const xmlName = fc.stringMatching(/^[A-Za-z_][\w.-]{0,8}$/);
const xmlRecord = fc.letrec<{ record: XmlRecord; value: XmlRecord[string] }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, xmlText, fc.constant(nil), tie('record')),
  record: fc
    .dictionary(
      xmlName,
      fc.oneof(tie('value'), fc.array(fc.oneof(xmlText, fc.constant(nil)), { minLength: 2, maxLength: 4 })),
      { minKeys: 1, maxKeys: 4, noNullPrototype: true },
    )
    .filter((record) => Object.keys(record).every((key) => !/^\d/.test(key))),
})).record;

test('property: what is built is read back the same', () => {
  fc.assert(
    fc.property(xmlRecord, xmlText, xmlText, (record, userId, issue) => {
      const built = buildSoapRequest(headerTree({ ...header, userId, issue }), {
        namespace: producer,
        wrapper: 'zagsDataByPin',
        content: writeElements(record, 'p'),
      });
      const read = readSoap(built);
      assert.ok(read.kind === 'message');
      assert.deepEqual(valueOf(read.message.wrapper), record);
      assert.deepEqual([read.message.userId, read.message.issue], [userId, issue]);
    }),
    { numRuns: 300 },
  );
});

test('property: a fault is read back with code, words and detail', () => {
  const line = xmlText.map((text) => `x${text.replaceAll(/\s/g, '')}`);
  fc.assert(
    fc.property(line, line, line, (code, message, detail) => {
      assert.deepEqual(readSoap(buildSoapFault({ code, message, detail })), {
        kind: 'fault',
        fault: { code, message, detail },
      });
    }),
  );
});

test('property: identifiers survive their encoding, each part by itself', () => {
  const part = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.isWellFormed());
  fc.assert(
    fc.property(part, part, part, part, part, (instance, memberClass, memberCode, subsystem, name) => {
      const id = { instance, memberClass, memberCode, subsystem };
      assert.deepEqual(decodeClientId(encodeSubsystemId(id)), id);
      assert.deepEqual(decodeServiceId(encodeServiceId({ ...id, service: name })), { ...id, service: name });
    }),
  );
});

const hostile: [name: string, text: string | Buffer, fault: string][] = [
  ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'has-doctype'],
  ['billion laughs', '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>', 'has-doctype'],
  ['a document type in small letters', '<!doctype a><a/>', 'has-doctype'],
  ['an entity that was never declared', '<a>&secret;</a>', 'not-well-formed'],
  ['broken UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x61, 0x3e]), 'not-utf8'],
  [
    'half a letter',
    Buffer.concat([Buffer.from('<a>'), Buffer.from('ө').subarray(0, 1), Buffer.from('</a>')]),
    'not-utf8',
  ],
  ['another encoding', '<?xml version="1.0" encoding="windows-1251"?><a/>', 'not-utf8'],
  ['UTF-16', Buffer.from('\ufeff<a/>', 'utf16le'), 'not-utf8'],
  ['41 levels', `${'<a>'.repeat(41)}${'</a>'.repeat(41)}`, 'too-deep'],
  ['41 levels behind end tags in a comment', `<r><!--${'</a>'.repeat(99)}-->${'<a>'.repeat(41)}`, 'too-deep'],
  [
    '41 levels behind end tags in a comment that begins oddly',
    `<r><!-->${'</a>'.repeat(99)}-->${'<a>'.repeat(41)}`,
    'too-deep',
  ],
  ['41 levels behind end tags in CDATA', `<r><![CDATA[${'</a>'.repeat(99)}]]>${'<a>'.repeat(41)}`, 'too-deep'],
  ['41 levels behind end tags in an instruction', `<r><?x >${'</a>'.repeat(99)}?>${'<a>'.repeat(41)}`, 'too-deep'],
  ['a hundred thousand levels', '<a>'.repeat(100_000), 'too-deep'],
  ['more than 10 MiB', Buffer.alloc(10 * 1024 * 1024 + 1, 0x61), 'too-large'],
  ['two roots', '<a/><b/>', 'not-well-formed'],
  ['no root', '<?xml version="1.0"?>', 'not-well-formed'],
  ['an undeclared prefix', '<p:a/>', 'not-well-formed'],
  ['an attribute twice', '<a b="1" b="2"/>', 'not-well-formed'],
  ['an unclosed element', '<a><b></a>', 'not-well-formed'],
  ['NUL as a reference', '<a>&#0;</a>', 'not-well-formed'],
  ['NUL as a byte', '<a>\0</a>', 'not-well-formed'],
  ['a lone surrogate as a reference', '<a>&#xD800;</a>', 'not-well-formed'],
  ['names of the prototype', '<a><__proto__>1</__proto__></a>', 'not-well-formed'],
  ['a page of HTML', '<html><body><br><p>502</body></html>', 'not-well-formed'],
  ['nothing', '', 'not-well-formed'],
];
for (const [name, text, fault] of hostile) {
  test(`XML with ${name} is refused as ${fault}`, () => {
    assert.throws(
      () => readXml(Buffer.from(text as Buffer)),
      (error) => {
        assert.ok(error instanceof XmlReadError);
        assert.equal(error.fault, fault);
        return true;
      },
    );
  });
}

test('10 MiB of text and 100,000 elements are read in time, and a million elements refused at once', () => {
  const inTime = (limitMs: number, act: () => unknown) => {
    const startedAt = performance.now();
    act();
    const took = performance.now() - startedAt;
    assert.ok(took < limitMs, `${Math.round(took)} ms`);
  };
  const large = Buffer.from(`<a>${'ө'.repeat(5_000_000)}</a>`);
  const many = Buffer.from(`<a>${'<b>ө</b>'.repeat(99_000)}</a>`);
  inTime(20_000, () => assert.equal(readXml(large).text.length, 5_000_000));
  const returns = Buffer.from(`<a>${'\r'.repeat(10_000_000)}</a>`);
  inTime(20_000, () => assert.equal(readXml(returns).text, '\n'.repeat(10_000_000)));
  inTime(10_000, () => assert.equal(readXml(many).children.length, 99_000));
  inTime(3_000, () => assert.throws(() => readXml(Buffer.from('<a/>'.repeat(1_000_000))), { fault: 'too-many' }));
});

test('characters that XML cannot hold are refused before anything is sent', () => {
  for (const text of ['\0', '\u001f', '\ud800', '\ufffe'])
    assert.throws(() => writeElements({ a: text }, 'p'), XmlWriteError);
  assert.throws(() => writeElements({ 'a b': 'x' }, 'p'), XmlWriteError);
});

test('an identifier with a character that X-Road refuses names its part', () => {
  for (const bad of ['', 'a/b', 'a%b', 'a:b', 'a;b', 'a\\b', 'a\u200bb', '\ufeffa', 'a\nb']) {
    assert.throws(
      () => checkedIdentifier({ ...client, subsystem: bad }),
      (error) => {
        assert.ok(error instanceof IdentifierError);
        assert.equal(error.part, 'subsystem');
        return true;
      },
    );
  }
  assert.throws(() => checkedIdentifier({ ...client, subsystem: 'көч_мө' }, 'strict'), IdentifierError);
  checkedIdentifier({ ...client, subsystem: "a'()+,-.=?Z9" }, 'strict');
});

test('the first difference of an answer header is named, and none when it is the same under other prefixes', () => {
  const fields = (xml: Buffer) => {
    const read = readSoap(xml);
    assert.ok(read.kind === 'message');
    return read.message.header;
  };
  const sent = vector('soap-request.xml').toString();
  const back = (change: (xml: string) => string) => fields(Buffer.from(change(sent)));
  const difference = (change: (xml: string) => string) => compareHeaders(fields(Buffer.from(sent)), back(change));
  assert.equal(
    difference((xml) => xml.replaceAll('xroad:', 'x:').replace('xmlns:xroad', 'xmlns:x')),
    undefined,
  );
  assert.deepEqual(
    difference((xml) => xml.replace('<xroad:issue>2026-17', '<xroad:issue>2026-18')),
    { kind: 'changed', field: 'issue' },
  );
  assert.deepEqual(
    difference((xml) => xml.replace(/<xroad:userId>.*<\/xroad:userId>/, '')),
    { kind: 'missing', field: 'userId' },
  );
  assert.deepEqual(
    difference((xml) => xml.replace('</soapenv:Header>', '<xroad:more>1</xroad:more></soapenv:Header>')),
    { kind: 'added', field: 'more' },
  );
  assert.deepEqual(
    difference((xml) => xml.replace(/(<xroad:userId>.*<\/xroad:userId>)(<xroad:id>.*<\/xroad:id>)/, '$2$1')),
    { kind: 'reordered', field: 'userId' },
  );
});
