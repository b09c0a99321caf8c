import assert from 'node:assert/strict';
import { webcrypto, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CertStatus, RevokedInfo } from '@peculiar/asn1-ocsp';
import { unzipSync, zipSync } from 'fflate';
import { makeContainer } from '../stub/make-container.ts';
import { makeRevocationAnswer, makeTimeStamp } from '../stub/make-proofs.ts';
import { testCertificates } from '../stub/test-authority.ts';
import type { TestCertificates } from '../stub/test-authority.ts';
import { checkPath, pathTo } from './check-path.ts';
import { checkRevocation } from './check-revocation.ts';
import { checkTimeStamp } from './check-time-stamp.ts';
import type { EvidenceCheck } from './evidence-check.ts';
import { readCertificates } from './read-certificates.ts';
import { verifyContainer } from './verify-container.ts';

const minute = 60_000;
const signedAt = new Date(Math.floor(Date.now() / 1_000) * 1_000);
const stampedAt = new Date(signedAt.getTime() + minute);
const folder = mkdtempSync(join(tmpdir(), 'shailoo-proofs-'));
let certificates: TestCertificates;
let strangers: TestCertificates;
let anchors: X509Certificate[];
before(async () => {
  certificates = await testCertificates(join(folder, 'ours'));
  strangers = await testCertificates(join(folder, 'theirs'));
  anchors = readCertificates(certificates.authority.certificate);
});
after(() => rmSync(folder, { recursive: true, force: true }));

function aContainer(change: Partial<TestCertificates> = {}, at = stampedAt, requestBody?: Buffer): Buffer {
  const message = {
    queryId: 'q',
    client: 'c',
    at: signedAt,
    protocol: 'soap' as const,
    request: Buffer.from('<a/>'),
    response: Buffer.from('<b/>'),
    ...(requestBody === undefined ? {} : { requestBody }),
  };
  return makeContainer(message, 'request', { ...certificates, ...change }, at);
}

/** The container with another signature file, and with files more. */
function withSignature(change: (xml: string) => string, more: Record<string, Uint8Array> = {}, from = aContainer()) {
  const files = unzipSync(from);
  const xml = change(Buffer.from(files['META-INF/signatures.xml'] ?? []).toString());
  return zipSync({ ...files, 'META-INF/signatures.xml': new Uint8Array(Buffer.from(xml)), ...more });
}

/** The container with another time stamp, OCSP answer or certificate in place of its own. */
function withProof(name: string, make: (signatureValue: Buffer) => Uint8Array | undefined, from = aContainer()) {
  return withSignature(
    (xml) => {
      const value = Buffer.from(/<ds:SignatureValue>([^<]+)</.exec(xml)?.[1] ?? '', 'base64');
      const made = make(value);
      const element = new RegExp(`<xades:${name}>[^<]*</xades:${name}>`);
      const text = made === undefined ? '' : `<xades:${name}>${Buffer.from(made).toString('base64')}</xades:${name}>`;
      assert.match(xml, element);
      return xml.replace(element, text);
    },
    {},
    from,
  );
}

type Said = Record<'chain' | 'timeStamp' | 'revocation', string>;

function saidOf(bytes: Uint8Array, believed = anchors): Said {
  const { chain, timeStamp, revocation, isWhole, signature } = verifyContainer(bytes, believed);
  assert.deepEqual([isWhole, signature], [true, 'matches'], 'the rest of the container holds');
  const say = (check: EvidenceCheck) => (check.state === 'good' ? 'good' : `${check.state} ${check.reason}`);
  return { chain: say(chain), timeStamp: say(timeStamp), revocation: say(revocation) };
}

const good: Said = { chain: 'good', timeStamp: 'good', revocation: 'good' };
const stamp = 'EncapsulatedTimeStamp';
const answer = 'EncapsulatedOCSPValue';

test('the stand-in’s container carries a chain, a time stamp and an OCSP answer that hold at the moment of the stamp', () => {
  assert.deepEqual(saidOf(aContainer()), good);
  const { chain, timeStamp } = verifyContainer(aContainer(), anchors);
  assert.deepEqual([chain, timeStamp], Array(2).fill({ state: 'good', at: stampedAt.toISOString() }));
});

test('without anchors nothing of it is called good, and with foreign ones it is called broken', () => {
  const none = 'not-checked no-anchors';
  assert.deepEqual(saidOf(aContainer(), []), { chain: none, timeStamp: none, revocation: none });
  assert.deepEqual(saidOf(aContainer(), readCertificates(strangers.authority.certificate)), {
    chain: 'broken no-path',
    timeStamp: 'broken no-path',
    revocation: 'not-checked no-issuer',
  });
});

test('a file of anchors without a certificate, or with half of one, is refused instead of believed to be empty', () => {
  const pem = certificates.authority.certificate;
  assert.throws(() => readCertificates('no certificate'), RangeError);
  assert.throws(() => readCertificates(`${pem.slice(0, 200)}\n-----END CERTIFICATE-----`));
  assert.equal(readCertificates(`# ours\n${pem}\n# theirs\n${strangers.authority.certificate}`).length, 2);
});

const unproved = { chain: 'not-checked no-time', revocation: 'not-checked no-time' };
const stamps: [string, string, (value: Buffer) => Uint8Array | undefined][] = [
  ['no stamp', 'not-checked absent', () => undefined],
  ['no ASN.1', 'broken unreadable', () => Buffer.from('no token')],
  [
    'over other data',
    'broken imprint-differs',
    () => makeTimeStamp(Buffer.from('x'), stampedAt, certificates.timeStamper),
  ],
  [
    'with a changed signature',
    'broken signature-differs',
    (value) => changedAtTheEnd(makeTimeStamp(value, stampedAt, certificates.timeStamper)),
  ],
  [
    'by a key that is not the certificate’s',
    'broken signature-differs',
    (value) => makeTimeStamp(value, stampedAt, { ...certificates.timeStamper, key: certificates.client.key }),
  ],
  [
    'by no service for stamps',
    'broken not-for-time-stamps',
    (value) => makeTimeStamp(value, stampedAt, certificates.client),
  ],
  ['by a foreign service', 'broken no-path', (value) => makeTimeStamp(value, stampedAt, strangers.timeStamper)],
  [
    'before its service was valid',
    'broken not-valid-then',
    (value) => makeTimeStamp(value, new Date(signedAt.getTime() - 100 * 24 * 60 * minute), certificates.timeStamper),
  ],
];

for (const [how, expected, make] of stamps) {
  test(`a time stamp ${how} is ${expected}, and proves no moment for the rest`, () => {
    assert.deepEqual(saidOf(withProof(stamp, make)), { ...unproved, timeStamp: expected });
  });
}

test('a signer whose certificate had ended, or that no authority issued, is found', async () => {
  const expired = aContainer({ signer: certificates.expired });
  const late = new Date(signedAt.getTime() + minute);
  assert.equal(saidOf(aContainer({ signer: certificates.expired }, late)).chain, 'broken not-valid-then');
  assert.equal(saidOf(expired).timeStamp, 'good');
  const signer = await issuedBy(certificates.client);
  const byNoAuthority = aContainer({ signer, responder: certificates.client });
  assert.equal(saidOf(byNoAuthority).chain, 'broken not-an-authority');
  const foreign = aContainer({ signer: strangers.signer });
  assert.equal(saidOf(foreign).chain, 'broken no-path');
});

test('a message with a body is signed through a hash chain; without the chain, or past it, it is not called signed', () => {
  const body = { attachment1: new Uint8Array(Buffer.from('{}')) };
  const chained = aContainer({}, stampedAt, Buffer.from('{}'));
  const held = verifyContainer(chained, anchors);
  assert.deepEqual([held.coverage, held.isWhole, held.signature], [{ state: 'good' }, true, 'matches']);
  assert.deepEqual(saidOf(chained), good);
  const files = unzipSync(chained);
  assert.deepEqual(files['attachment1'], body.attachment1);
  const coverage = (more: Record<string, Uint8Array>) =>
    verifyContainer(zipSync({ ...files, ...more }), anchors).coverage;
  const other = new Uint8Array(Buffer.from('[]'));
  assert.deepEqual(coverage({ attachment1: other }), { state: 'broken', reason: 'file-differs' });
  assert.deepEqual(coverage({ 'message.xml': other }), { state: 'broken', reason: 'file-differs' });
  assert.deepEqual(coverage({ attachment2: other }), { state: 'broken', reason: 'not-signed' });
  const { 'sig-hashchain.xml': _, ...rest } = files;
  assert.deepEqual(verifyContainer(zipSync(rest), anchors).coverage, { state: 'broken', reason: 'no-such-step' });
  const past = withSignature((xml) => xml.replace('URI="message.xml"', 'URI="/STAND-IN.txt"'));
  assert.deepEqual(verifyContainer(aContainer(), anchors).coverage, { state: 'good' });
  assert.deepEqual(verifyContainer(past, anchors).coverage, { state: 'broken', reason: 'not-signed' });
});

type Change = Partial<Parameters<typeof makeRevocationAnswer>[0]>;
const an = (change: Change = {}, service = certificates.responder) =>
  makeRevocationAnswer(
    {
      certificate: certificates.signer.certificate,
      issuer: certificates.authority.certificate,
      at: signedAt,
      ...change,
    },
    service,
  );
const answers: [string, string, () => Uint8Array | undefined][] = [
  ['that is missing', 'not-checked absent', () => undefined],
  ['that is no ASN.1', 'broken unreadable', () => Buffer.from('x')],
  ['about another certificate', 'broken other-certificate', () => an({ certificate: certificates.client.certificate })],
  [
    'that says revoked',
    'broken revoked',
    () => an({ status: new CertStatus({ revoked: new RevokedInfo({ revocationTime: signedAt }) }) }),
  ],
  ['that says unknown', 'broken unknown-certificate', () => an({ status: new CertStatus({ unknown: null }) })],
  ['with a changed status', 'broken signature-differs', () => changedIn(an())],
  [
    'by a key that is not the service’s',
    'broken signature-differs',
    () => an({}, { ...certificates.responder, key: certificates.client.key }),
  ],
  ['by nobody who may answer', 'broken not-authorised', () => an({}, certificates.client)],
  ['by a foreign service', 'broken not-authorised', () => an({}, strangers.responder)],
  ['made after the stamp', 'broken after-the-stamp', () => an({ at: new Date(signedAt.getTime() + 20 * minute) })],
  ['of long before the stamp', 'not-checked too-old', () => an({ at: new Date(signedAt.getTime() - 120 * minute) })],
];

for (const [how, expected, make] of answers) {
  test(`an OCSP answer ${how} is ${expected}`, () => {
    assert.deepEqual(saidOf(withProof(answer, make)), { ...good, revocation: expected });
  });
}

test('what OpenSSL made of RSA keys, with an authority between, is read the same', () => {
  const read = (name: string) => readFileSync(new URL(`vectors/${name}`, import.meta.url));
  const [root, between, signer] = ['root.pem', 'inter.pem', 'signer.pem'].map(
    (name) => new X509Certificate(read(name)),
  );
  assert.ok(root !== undefined && between !== undefined && signer !== undefined);
  const data = Buffer.from('stamped by openssl');
  const at = new Date('2026-11-29T00:33:16Z');
  const stamped = checkTimeStamp({ token: read('stamp.der'), data, anchors: [root] });
  assert.deepEqual(stamped, { state: 'good', at: at.toISOString() });
  const changed = Buffer.from('stamped by somebody');
  assert.partialDeepStrictEqual(checkTimeStamp({ token: read('stamp.der'), data: changed, anchors: [root] }), {
    reason: 'imprint-differs',
  });
  assert.deepEqual(pathTo(signer, [between], [root]), [signer, between, root]);
  assert.equal(checkPath([signer, between, root], at).state, 'good');
  assert.partialDeepStrictEqual(checkPath([signer, between, between, root], at), { reason: 'not-an-authority' });
  const about = { signer, issuer: between, at, anchors: [root] };
  assert.equal(checkRevocation({ ...about, answer: read('answer.der') }).state, 'good');
  assert.partialDeepStrictEqual(checkRevocation({ ...about, answer: read('revoked.der') }), { reason: 'revoked' });
  assert.partialDeepStrictEqual(checkRevocation({ ...about, issuer: root, answer: read('answer.der') }), {
    reason: 'other-certificate',
  });
});

/** A certificate that a pair without the right to issue has signed. */
async function issuedBy(issuer: { certificate: string; key: string }) {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const der = x509.PemConverter.decodeFirst(issuer.key);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: '77',
    subject: 'CN=issued by no authority',
    issuer: new x509.X509Certificate(issuer.certificate).subject,
    notBefore: new Date(signedAt.getTime() - 60 * minute),
    notAfter: new Date(signedAt.getTime() + 60 * minute),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: await webcrypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign']),
  });
  const exported = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { certificate: certificate.toString('pem'), key: x509.PemConverter.encode(exported, 'PRIVATE KEY') };
}

/** The last byte is one of the signature's second number. */
function changedAtTheEnd(token: Buffer): Buffer {
  const copy = Buffer.from(token);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

/** The status `good` (an empty field of number 0) becomes another byte pattern of the same length: `unknown`. */
function changedIn(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const place = copy.indexOf(Buffer.from('8000180f', 'hex'));
  assert.ok(place > 0);
  copy[place] = 0x82;
  return copy;
}
