import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unzipSync, zipSync } from 'fflate';
import { checkHashChain } from './check-hash-chain.ts';
import { readCertificates } from './read-certificates.ts';
import type { EvidenceCheck } from './evidence-check.ts';
import { verifyContainer } from './verify-container.ts';

/** Files that X-Road made; where they are from, `ORIGIN.txt` beside them says. */
const read = (name: string) => new Uint8Array(readFileSync(new URL(`vectors/x-road/${name}`, import.meta.url)));
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const textOf = (of: Uint8Array | undefined) => Buffer.from(of ?? []).toString();

type Files = Record<string, Uint8Array>;

function said(check: EvidenceCheck): string {
  return check.state === 'good' ? 'good' : `${check.state} ${check.reason}`;
}

function verifierTest(vector: number, chain: string, more: Files, inputs = ['message.xml']): string {
  const result = read(`hc-verifier${vector}-hashchainresult.xml`);
  const files = { 'result.xml': result, 'hashchain.xml': read(`hc-verifier${chain}.xml`), ...more };
  return said(checkHashChain({ result: 'result.xml', files, inputs }));
}

test('the chains of X-Road’s own HashChainVerifierTest come to what X-Road says, or are not understood', () => {
  const message = { 'message.xml': read('hc-verifier1-message.xml') };
  assert.equal(verifierTest(1, '1-hashchain', message), 'good');
  assert.equal(verifierTest(1, '1-hashchain', { 'message.xml': bytes('three') }), 'broken file-differs');
  assert.equal(verifierTest(1, '1-hashchain', message, ['message.xml', 'unused1']), 'broken not-signed');
  const second = { 'hashchain2.xml': read('hc-verifier4-hashchain2.xml') };
  assert.equal(verifierTest(4, '4-hashchain1', { ...message, ...second }), 'good');
  assert.equal(verifierTest(4, '4-hashchain1', message), 'broken no-such-step');
  assert.equal(verifierTest(2, '2-hashchain', {}, []), 'not-checked absent');
  assert.equal(verifierTest(2, '2-hashchain', {}), 'broken not-signed');
  assert.equal(verifierTest(1, '2-hashchain', {}, []), 'broken chain-differs');
  const spaced = { 'message.xml': read('hc-verifier3-message.xml') };
  assert.equal(verifierTest(3, '3-hashchain', spaced), 'not-checked unknown-form');
  assert.equal(verifierTest(3, '5-hashchain-invalid-schema', spaced), 'not-checked unknown-form');
});

const rest = unzipSync(read('valid-non-batch-rest.asice'));
const signatures = 'META-INF/signatures.xml';

/** A time-stamp chain of three steps, with the chain or result changed and files more. */
function restWith(chain: (xml: string) => string, more: Files = {}): EvidenceCheck {
  const from = textOf(rest['ts-hashchain.xml']);
  const to = chain(from);
  const files = { ...rest, 'ts-hashchain.xml': bytes(to), ...more };
  return checkHashChain({ result: 'ts-hashchainresult.xml', files, inputs: [signatures] });
}
const same = (xml: string) => xml;
const swap = (from: string | RegExp, to: string) => (xml: string) => {
  const changed = xml.replace(from, to);
  assert.notEqual(changed, xml, 'the change changes something');
  return changed;
};
const result = textOf(rest['ts-hashchainresult.xml']);
const otherResult = (from: string, to: string) => ({ 'ts-hashchainresult.xml': bytes(swap(from, to)(result)) });
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
const [dataRef = ''] = /<DataRef[\s\S]+?<\/DataRef>/.exec(textOf(rest['ts-hashchain.xml'])) ?? [];
const steps = (count: number, value: (next: string) => string) => (xml: string) => {
  const step = (_: unknown, at: number) =>
    `<HashStep id="STEP${at}">${value(`<StepRef URI="#STEP${at + 1}"/>`)}</HashStep>`;
  return xml.replace(/<HashStep[\s\S]*<\/HashStep>/, Array.from({ length: count }, step).join(''));
};

const broken: [string, string, () => EvidenceCheck][] = [
  ['that leads to another step', 'chain-differs', () => restWith(swap('URI="#STEP1"', 'URI="#STEP2"'))],
  [
    'with the values of a step in another order',
    'chain-differs',
    () => restWith(swap(/(<HashStep id="STEP1">\s*)(<HashValue>[\s\S]+?<\/HashValue>)(\s*<StepRef[^>]+>)/, '$1$3$2')),
  ],
  ['with another hash value', 'chain-differs', () => restWith(swap('>XAyW', '>XAyX'))],
  ['with a hash value less', 'chain-differs', () => restWith(swap(/<HashValue>[\s\S]+?<\/HashValue>/, ''))],
  [
    'with another method for one value',
    'chain-differs',
    () => restWith(swap('<HashValue>', `<HashValue><ns2:DigestMethod Algorithm="${sha256}"/>`)),
  ],
  ['with another method for all', 'file-differs', () => restWith(swap(/http:[^"]+#sha512/, sha256))],
  [
    'with another method for its result',
    'chain-differs',
    () => restWith(same, otherResult('http://www.w3.org/2001/04/xmlenc#sha512', sha256)),
  ],
  ['with another result', 'chain-differs', () => restWith(same, otherResult('DigestValue>', 'DigestValue>AA'))],
  ['that lacks a step', 'no-such-step', () => restWith(swap(/<HashStep id="STEP1">[\s\S]+?<\/HashStep>/, ''))],
  [
    'with two steps of a name',
    'no-such-step',
    () => restWith(swap('</HashChain>', `<HashStep id="STEP1">${dataRef}</HashStep></HashChain>`)),
  ],
  ['whose result names no step', 'no-such-step', () => restWith(swap(' id="STEP0"', ''), otherResult('#STEP0', '#'))],
  ['that goes on in a file that is not there', 'no-such-step', () => restWith(swap('"#STEP1"', '"/other.xml#STEP1"'))],
  [
    'that goes on in a file that is no chain',
    'unreadable',
    () => restWith(swap('"#STEP1"', '"/ts-hashchainresult.xml#STEP1"')),
  ],
  [
    'over a file that was changed',
    'file-differs',
    () => restWith(same, { [signatures]: bytes(`${textOf(rest[signatures])} `) }),
  ],
  ['that names another file', 'file-differs', () => restWith(swap(`/${signatures}`, '/message.xml'))],
  ['that names a file that is not there', 'not-signed', () => restWith(swap(`/${signatures}`, '/other.xml'))],
  ['that names what every object has', 'not-signed', () => restWith(swap(`/${signatures}`, '/constructor'))],
  [
    'that has the digest and names no file',
    'not-signed',
    () => restWith((xml) => swap('DataRef>', 'HashValue>')(swap(/<DataRef [^>]+>/, '<HashValue>')(xml))),
  ],
  [
    'that names the file in a step that nothing leads to',
    'not-signed',
    () =>
      restWith((xml) =>
        xml
          .replace(dataRef, dataRef.replace(/<DataRef [^>]+>/, '<HashValue>').replace('DataRef>', 'HashValue>'))
          .replace('</HashChain>', `<HashStep id="STEP3">${dataRef}</HashStep></HashChain>`),
      ),
  ],
  ['that comes back to its beginning', 'chain-cycle', () => restWith(swap(dataRef, '<StepRef URI="#STEP0"/>'))],
  [
    'that comes back under the name of its file',
    'chain-cycle',
    () => restWith(swap(dataRef, '<StepRef URI="/ts-hashchain.xml#STEP2"/>')),
  ],
  ['of absurd length', 'chain-too-long', () => restWith(steps(10_000, (next) => next))],
  [
    'that doubles with every step',
    'chain-too-long',
    () => restWith(steps(40, (next) => (next.includes('40') ? '' : next + next))),
  ],
  [
    'with a document type',
    'unreadable',
    () => restWith((xml) => xml.replace('<HashChain ', '<!DOCTYPE a [<!ENTITY b "c">]><HashChain ')),
  ],
  ['in another name space', 'unreadable', () => restWith(swap('http://cyber.ee/hashchain', 'urn:other'))],
  ['without a method', 'unreadable', () => restWith(swap(/<DefaultDigestMethod[^>]+>/, ''))],
  ['with a name that is not written right', 'unreadable', () => restWith(swap(`/${signatures}`, '/%E0%A4%A'))],
];

for (const [how, reason, check] of broken) {
  test(`a hash chain ${how} is broken: ${reason}`, () => {
    assert.equal(said(restWith(same)), 'good', 'unchanged it is good');
    assert.deepEqual(check(), { state: 'broken', reason });
  });
}

test('what is not understood of a hash chain is never good', () => {
  const unknown = { state: 'not-checked', reason: 'unknown-form' };
  assert.deepEqual(restWith(swap(/http:[^"]+#sha512/, sha1)), unknown);
  assert.deepEqual(restWith(same, otherResult('http://www.w3.org/2001/04/xmlenc#sha512', sha1)), unknown);
  assert.deepEqual(restWith(swap('<HashValue>', `<HashValue><ns2:DigestMethod Algorithm="${sha1}"/>`)), unknown);
  assert.deepEqual(restWith(swap('<DataRef', '<Other/><DataRef')), unknown);
  assert.deepEqual(restWith(swap(dataRef, dataRef + dataRef)), unknown);
  assert.deepEqual(restWith(swap('<HashValue>', '<HashValue><ns2:Transforms/>')), unknown);
});

const anchors = readCertificates(textOf(read('test-tsa.pem')));

function lookAt(name: string, more: Files = {}) {
  const container = zipSync({ ...unzipSync(read(name)), ...more });
  const { isWhole, signature, coverage, timeStamp, faults } = verifyContainer(container, anchors);
  return { isWhole, signature, coverage: said(coverage), timeStamp: said(timeStamp), faults };
}

test('containers that X-Road signed and stamped in batches hold; the moment is that of the stamp over the batch', () => {
  const holds = { isWhole: true, signature: 'matches', coverage: 'good', timeStamp: 'good', faults: [] };
  assert.deepEqual(lookAt('valid-batch-ts.asice'), holds);
  assert.deepEqual(lookAt('valid-non-batch-rest.asice'), holds);
  const { timeStamp } = verifyContainer(read('valid-batch-ts.asice'), anchors);
  assert.deepEqual(timeStamp, { state: 'good', at: '2024-12-05T07:34:14.000Z' });
  assert.deepEqual(lookAt('valid-signed-hashchain.asice'), { ...holds, coverage: 'not-checked absent' });
});

test('containers that X-Road calls wrong for their hash chain are called broken', () => {
  assert.equal(lookAt('invalid-signed-hashchain.asice').coverage, 'broken file-differs');
  assert.equal(lookAt('invalid-hashchain-modified-message.asice').coverage, 'broken not-signed');
  const attachment = { attachment1: bytes('another') };
  assert.equal(lookAt('valid-signed-hashchain.asice', attachment).coverage, 'broken file-differs');
  const second = { attachment2: bytes('one more') };
  assert.equal(lookAt('valid-signed-hashchain.asice', second).coverage, 'broken not-signed');
  assert.equal(lookAt('valid-batch-ts.asice', second).coverage, 'broken not-signed');
});

test('a stamp over a batch proves nothing for a signature that its hash chain does not lead to', () => {
  const other = { [signatures]: unzipSync(read('valid-batch-ts.asice'))[signatures] ?? new Uint8Array() };
  assert.equal(lookAt('valid-non-batch-rest.asice', other).timeStamp, 'broken file-differs');
  const chain = unzipSync(read('valid-batch-ts.asice'))['ts-hashchain.xml'] ?? new Uint8Array();
  assert.equal(lookAt('valid-non-batch-rest.asice', { 'ts-hashchain.xml': chain }).timeStamp, 'broken file-differs');
  const otherBatch = { 'ts-hashchainresult.xml': bytes(swap('DigestValue>', 'DigestValue>AA')(result)) };
  assert.equal(lookAt('valid-non-batch-rest.asice', otherBatch).timeStamp, 'broken imprint-differs');
});
