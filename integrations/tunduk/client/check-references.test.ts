import assert from 'node:assert/strict';
import { createHash, createSign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp } from 'node:fs/promises';
import { test } from 'node:test';
import { unzipSync, zipSync } from 'fflate';
import { readXml } from '../protocol/read-xml.ts';
import type { KeptMessage } from '../stub/kept-messages.ts';
import { makeContainer } from '../stub/make-container.ts';
import { testCertificates } from '../stub/test-authority.ts';
import { canonicalForms, canonicalXml } from './canonical-forms.ts';
import type { EvidenceCheck } from './evidence-check.ts';
import { verifyContainer } from './verify-container.ts';

const read = (name: string) => readFileSync(new URL(`vectors/x-road/${name}`, import.meta.url));
const said = (check: EvidenceCheck) => ('reason' in check ? `${check.state} ${check.reason}` : check.state);

function lookAt(container: Uint8Array) {
  const { isWhole, signature, references, signingCertificate, coverage, faults } = verifyContainer(container, []);
  const [refs, certificate, covered] = [references, signingCertificate, coverage].map(said);
  return { isWhole, signature, references: refs, certificate, coverage: covered, faults };
}
const holds = {
  isWhole: true,
  signature: 'matches',
  references: 'good',
  certificate: 'good',
  coverage: 'good',
  faults: [] as string[],
};

/** As in X-Road's `AsicContainerVerifierTest`; that of the hash chains is in a test of its own. */
for (const name of [
  'valid-signed-message',
  'valid-non-batch-rest',
  'valid-non-batch-soap-attachments',
  'valid-batch-ts',
  'invalid-not-signed-hashchain',
]) {
  test(`${name}.asice holds: files, signed properties and certificate are those that were signed`, () => {
    assert.deepEqual(lookAt(read(`${name}.asice`)), holds);
  });
}

test('containers that X-Road calls wrong for what was signed are called broken', () => {
  assert.deepEqual(lookAt(read('invalid-digest.asice')), {
    ...holds,
    isWhole: false,
    references: 'broken digest-differs',
    certificate: 'broken digest-differs',
    faults: ['#signed-properties was changed'],
  });
  assert.deepEqual(lookAt(read('wrong-message.asice')).faults, ['message.xml was changed']);
  assert.deepEqual(lookAt(read('invalid-ts-hashchainresult.asice')).references, 'broken digest-differs');
  const wrong = lookAt(read('invalid-incorrect-references.asice'));
  assert.deepEqual([wrong.signature, wrong.references], ['differs', 'broken no-such-part']);
});

const certificates = await testCertificates(await mkdtemp(join(tmpdir(), 'shailoo-references-')));
const at = new Date('2026-11-29T04:00:00Z');
const kept: KeptMessage = {
  queryId: 'a query',
  client: 'a client',
  at,
  protocol: 'soap',
  request: Buffer.from('<message/>'),
  response: Buffer.from('<answer/>'),
};
const signatures = 'META-INF/signatures.xml';
const ours = unzipSync(makeContainer(kept, 'request', certificates, at));
const signedXml = Buffer.from(ours[signatures] ?? []).toString();
const swap = (text: string, from: string | RegExp, to: string) => {
  const changed = text.replace(from, to);
  assert.notEqual(changed, text, 'the change changes something');
  return changed;
};
const digest = (bytes: string | Uint8Array) => createHash('sha512').update(bytes).digest('base64');

/** The canonical form of the first element of a name in our document. */
function formOf(xml: string, tag: string): string {
  const [element = ''] = new RegExp(`<${tag}[ >][\\s\\S]*</${tag}>`).exec(xml) ?? [];
  const spaces = ['asic', 'ds', ...(tag.startsWith('xades') ? ['xades'] : [])].map((prefix) => {
    const [declaration = ''] = new RegExp(`xmlns:${prefix}="[^"]+"`).exec(xml) ?? [];
    return ` ${declaration}`;
  });
  return element.replace(`<${tag}`, `<${tag}${spaces.join('')}`);
}

/** Our container with its signed properties changed and everything signed again with the signer's own key. */
function resigned(change: (xml: string) => string, more: (xml: string) => string = (xml) => xml): Uint8Array {
  const changed = change(signedXml);
  const before = digest(formOf(signedXml, 'xades:SignedProperties'));
  const over = more(swap(changed, before, digest(formOf(changed, 'xades:SignedProperties'))));
  const value = createSign('sha512')
    .update(formOf(over, 'ds:SignedInfo'))
    .sign({ key: certificates.signer.key, dsaEncoding: 'ieee-p1363' });
  const xml = over.replace(/<ds:SignatureValue>[^<]+/, `<ds:SignatureValue>${value.toString('base64')}`);
  return zipSync({ ...ours, [signatures]: new Uint8Array(Buffer.from(xml)) });
}
const digestOf = (pem: string) => digest(new X509Certificate(pem).raw);
const time = (xml: string) => swap(xml, '04:00:00', '05:00:00');
const plain = zipSync(ours);

test('the stand-in signs properties as X-Road does, and a claimed time that was changed afterwards is found', () => {
  assert.deepEqual(lookAt(plain), holds);
  assert.deepEqual(lookAt(resigned(time)), holds);
  const late = lookAt(zipSync({ ...ours, [signatures]: new Uint8Array(Buffer.from(time(signedXml))) }));
  assert.deepEqual([late.references, late.isWhole, late.signature], ['broken digest-differs', false, 'matches']);
});

test('a certificate that the signed properties do not name is not the one that signed', () => {
  const other = (xml: string) =>
    swap(xml, digestOf(certificates.signer.certificate), digestOf(certificates.stranger.certificate));
  assert.deepEqual(lookAt(resigned(other)), { ...holds, certificate: 'broken other-certificate' });
  const none = (xml: string) => swap(xml, /<xades:SigningCertificate>.*<\/xades:SigningCertificate>/, '');
  assert.deepEqual(lookAt(resigned(none)), { ...holds, certificate: 'not-checked absent' });
  const unnamed = (xml: string) => swap(xml, ' Type="http://uri.etsi.org/01903#SignedProperties"', '');
  assert.deepEqual(lookAt(resigned(time, unnamed)), { ...holds, certificate: 'not-checked absent' });
});

const properties = 'URI="#signed-properties">';
const transforms = (algorithm: string, inner = '') =>
  `<ds:Transforms><ds:Transform Algorithm="${algorithm}">${inner}</ds:Transform></ds:Transforms>`;
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const unknown: [string, (xml: string) => string, string][] = [
  [
    'a transform that nobody knows',
    (xml) => swap(xml, properties, properties + transforms('urn:other')),
    'certificate',
  ],
  [
    'Canonical XML 1.1',
    (xml) => swap(xml, properties, properties + transforms('http://www.w3.org/2006/12/xml-c14n11')),
    'certificate',
  ],
  [
    'a list of name spaces',
    (xml) => swap(xml, properties, properties + transforms(exclusive, '<x xmlns="urn:x"></x>')),
    'certificate',
  ],
  [
    'two transforms',
    (xml) =>
      swap(
        xml,
        properties,
        properties +
          transforms(exclusive).replace(
            '</ds:Transforms>',
            '<ds:Transform Algorithm="urn:x"></ds:Transform></ds:Transforms>',
          ),
      ),
    'certificate',
  ],
  [
    'SHA-1',
    (xml) =>
      swap(
        xml,
        `${properties}<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512">`,
        `${properties}<ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1">`,
      ),
    'certificate',
  ],
  [
    'a transform of a file',
    (xml) => swap(xml, 'URI="message.xml">', `URI="message.xml">${transforms(canonicalXml)}`),
    'coverage',
  ],
];
for (const [what, change, also] of unknown) {
  test(`a reference with ${what} is not checked, never good`, () => {
    assert.deepEqual(lookAt(resigned(time, change)), {
      ...holds,
      references: 'not-checked unknown-form',
      [also]: 'not-checked unknown-form',
    });
  });
}

test('a canonical form of SignedInfo that nobody knows leaves everything that it signs unchecked', () => {
  const other = (xml: string) => swap(xml, canonicalXml, 'http://www.w3.org/2006/12/xml-c14n11');
  const { isWhole, faults, ...rest } = lookAt(resigned(time, other));
  assert.deepEqual([isWhole, faults], [true, []]);
  assert.deepEqual(new Set(Object.values(rest)), new Set(['not-checked', 'not-checked unknown-form']));
});

test('two parts of one name, no part of a name, and a second signature are refused', () => {
  const twin = '<ds:Object><ds:X Id="signed-properties"></ds:X></ds:Object></ds:Signature>';
  const changed = (from: string, to: string) =>
    lookAt(zipSync({ ...ours, [signatures]: new Uint8Array(Buffer.from(swap(signedXml, from, to))) }));
  assert.equal(changed('</ds:Signature>', twin).references, 'broken no-such-part');
  assert.equal(changed('Id="signed-properties"', 'Id="other"').references, 'broken no-such-part');
  assert.deepEqual(
    changed('</ds:Signature>', '</ds:Signature><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>').faults,
    ['there is no one signature'],
  );
});

test('canonical forms are those of the standard, and where the library leaves it there is none', () => {
  const form = (text: string, method: string = canonicalXml) => {
    const root = readXml(Buffer.from(text));
    return canonicalForms(text, root)(root.children[1] ?? assert.fail('no child'), method);
  };
  const around = (inner: string, more = '') => `<a xmlns="urn:a" xmlns:b="urn:b"${more}><c/>${inner}</a>`;
  const inner = '<b:d z="1" a="&lt;&#13;"><!-- gone --><e/>&gt;<![CDATA[<]]></b:d>';
  const content = ' a="&lt;&#xD;" z="1"><e';
  assert.equal(form(around(inner)), `<b:d xmlns="urn:a" xmlns:b="urn:b"${content}></e>&gt;&lt;</b:d>`);
  assert.equal(form(around(inner), exclusive), `<b:d xmlns:b="urn:b"${content} xmlns="urn:a"></e>&gt;&lt;</b:d>`);
  assert.equal(form(around(inner, ' xml:lang="ky"')), undefined);
  assert.equal(form(around(inner, ' xmlns:B="urn:B"')), undefined);
  assert.equal(form(around('<d><?hidden words?></d>')), undefined);
  assert.equal(form(around(inner), `${canonicalXml}#WithComments`), undefined);
});
