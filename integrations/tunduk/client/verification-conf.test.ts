import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { aStub } from '../../../test/support/tunduk.ts';
import { usualLimits } from './client-configuration.ts';
import { readCertificates } from './read-certificates.ts';
import { readSharedParams } from './read-shared-params.ts';
import { connectSecurityServer } from './security-server.ts';
import { compareTrust, readTrustFile, trustDigest, trustText, writeTrustFile } from './trust-file.ts';
import { fetchVerificationConf, readVerificationConf } from './verification-conf.ts';
import { verifyContainer } from './verify-container.ts';

const read = (name: string) => readFileSync(new URL(`vectors/x-road/${name}`, import.meta.url));
const shared = read('shared-params.xml').toString();
const swap = (text: string, from: string | RegExp, to: string) => {
  const changed = text.replace(from, to);
  assert.notEqual(changed, text, 'the change changes something');
  return changed;
};

/** The archive as X-Road's `VerificationConfWriter` makes it, around shared parameters. */
function archive(params: string, change: Record<string, string | undefined> = {}): Uint8Array {
  const files = {
    'verificationconf/DEV/shared-params.xml': params,
    'verificationconf/DEV/shared-params.xml.metadata': '{"configurationVersion":"3"}',
    'verificationconf/instance-identifier': 'DEV',
    ...change,
  };
  const there = Object.entries(files).filter((one): one is [string, string] => one[1] !== undefined);
  return zipSync(Object.fromEntries(there.map(([name, text]) => [name, strToU8(text)])));
}

let stub: Awaited<ReturnType<typeof aStub>>;
let folder: string;
before(async () => {
  stub = await aStub();
  folder = mkdtempSync(join(tmpdir(), 'shailoo-trust-'));
});
after(async () => {
  await stub.close();
  rmSync(folder, { recursive: true, force: true });
});

async function fetched(
  address: string,
  change: { environment?: 'production' | 'test'; instance?: string; totalMs?: number } = {},
) {
  const server = connectSecurityServer({ type: 'http', address }, usualLimits);
  const source = { server, instance: 'central-server', environment: 'test' as const, totalMs: 10_000, ...change };
  try {
    return await fetchVerificationConf(source);
  } finally {
    await server.close();
  }
}

test('of X-Road’s own configuration the authority, its OCSP service and the time stamps are read, in their uses', () => {
  const approved = readVerificationConf(archive(shared), 'DEV');
  assert.deepEqual(
    approved.map(({ use, name, certificate }) => [use, name, certificate.subject.replace('\n', ', ')]),
    [
      ['authority', 'Test CA', 'O=Test, CN=Test CA'],
      ['ocsp', 'Test CA', 'O=Test, CN=Test OCSP'],
      ['time-stamps', 'Test TSA', 'O=Test, CN=Test TSA'],
    ],
  );
});

/** X-Road's `AsicContainerVerifierTest`; `absent` is an attachment that its hash chain names and the container lacks. */
const xRoadTests: [string, boolean][] = [
  ['valid-signed-message', true],
  ['valid-non-batch-rest', true],
  ['valid-non-batch-soap-attachments', true],
  ['valid-signed-hashchain', true],
  ['valid-batch-ts', true],
  ['wrong-message', false],
  ['invalid-digest', false],
  ['invalid-signed-hashchain', false],
  ['invalid-hashchain-modified-message', false],
  ['invalid-not-signed-hashchain', true],
  ['invalid-incorrect-references', false],
  ['invalid-ts-hashchainresult', false],
];
for (const [name, isValid] of xRoadTests) {
  test(`with that configuration ${name}.asice is ${isValid ? 'good' : 'broken'}, as X-Road’s own verifier says`, () => {
    const anchors = readCertificates(trustText(readSharedParams(Buffer.from(shared), 'DEV')));
    const found = verifyContainer(read(`${name}.asice`), anchors);
    const { references, coverage, signingCertificate, chain, timeStamp, revocation } = found;
    const checks = [references, coverage, signingCertificate, chain, timeStamp, revocation];
    const isGood = checks.every(
      (check) => check.state === 'good' || (check === coverage && 'reason' in check && check.reason === 'absent'),
    );
    assert.equal(found.isWhole && found.signature === 'matches' && isGood, isValid);
    assert.equal(checks.some(({ state }) => state === 'broken') || found.signature === 'differs', !isValid);
  });
}

test('the stand-in answers in the form of X-Road, and with what it publishes its containers can be checked', async () => {
  const approved = await fetched(stub.httpAddress);
  const { authority, responder, timeStamper } = stub.certificates;
  assert.deepEqual(
    approved.map(({ use, certificate }) => [use, certificate.fingerprint256]),
    [
      ['authority', new X509Certificate(authority.certificate).fingerprint256],
      ['ocsp', new X509Certificate(responder.certificate).fingerprint256],
      ['time-stamps', new X509Certificate(timeStamper.certificate).fingerprint256],
    ],
  );
  const answer = await fetch(`${stub.httpAddress}/verificationconf`);
  assert.equal(answer.headers.get('content-type'), 'application/zip');
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  assert.deepEqual(Object.keys(files), [
    'verificationconf/central-server/shared-params.xml',
    'verificationconf/central-server/shared-params.xml.metadata',
    'verificationconf/instance-identifier',
  ]);
});

test('a client of production takes no trust from a stand-in, and nobody that of another instance', async () => {
  await assert.rejects(fetched(stub.httpAddress, { environment: 'production' }), { code: 'tunduk-trust-stand-in' });
  await assert.rejects(fetched(stub.httpAddress, { instance: 'other' }), { code: 'tunduk-trust-other-instance' });
  assert.throws(() => readVerificationConf(archive(swap(shared, '>DEV<', '>EE<')), 'DEV'), {
    code: 'tunduk-trust-other-instance',
  });
});

const pem = (text: string) => Buffer.from(text, 'base64').toString();
const [top = '', responder = '', stamps = ''] = [...shared.matchAll(/<cert>([^<]+)<\/cert>/g)].map(([, one]) => one);
/** The same certificate with the last bit of its signature turned. */
const spoilt = (base64: string) => {
  const raw = Buffer.from(new X509Certificate(pem(base64)).raw);
  raw[raw.length - 1] = (raw.at(-1) ?? 0) ^ 1;
  return raw.toString('base64');
};
const below = (cert: string) =>
  swap(shared, '</topCA>', `</topCA><intermediateCA><cert>${cert}</cert></intermediateCA>`);
const whole = Buffer.from(archive(shared));
const refused: [string, string, () => Uint8Array][] = [
  ['a page instead of an archive', 'unreadable', () => Buffer.from('<html>Sign in</html>')],
  ['an empty answer', 'unreadable', () => Buffer.alloc(0)],
  ['half an archive', 'unreadable', () => whole.subarray(0, whole.length / 2)],
  ['an archive of something else', 'unreadable', () => zipSync({ 'a.txt': strToU8('a') })],
  [
    'no name of an instance',
    'unreadable',
    () => archive(shared, { 'verificationconf/instance-identifier': undefined }),
  ],
  [
    'no shared parameters',
    'unreadable',
    () => archive(shared, { 'verificationconf/DEV/shared-params.xml': undefined }),
  ],
  ['half of the shared parameters', 'unreadable', () => archive(shared.slice(0, shared.length / 2))],
  [
    'a document type',
    'unreadable',
    () => archive(swap(shared, '<ns3:conf', '<!DOCTYPE a [<!ENTITY b "c">]><ns3:conf')),
  ],
  ['another document', 'unreadable', () => archive(shared.replaceAll('ns3:conf', 'ns3:other'))],
  ['a certificate that is none', 'unreadable', () => archive(swap(shared, stamps, 'AAAA'))],
  ['an authority that is no authority', 'unreadable', () => archive(swap(shared, top, responder))],
  ['an authority with a broken signature', 'signature', () => archive(swap(shared, top, spoilt(top)))],
  [
    'an authority below that nobody above has signed',
    'signature',
    () => archive(below(readFileSync(new URL('vectors/root.pem', import.meta.url)).toString('base64'))),
  ],
  ['no authority', 'empty', () => archive(swap(shared, /<approvedCA>[\s\S]*<\/approvedCA>/, ''))],
  [
    'authorities for TLS alone',
    'empty',
    () => archive(swap(shared, '<authenticationOnly>false', '<authenticationOnly>true')),
  ],
];
for (const [what, code, bytes] of refused) {
  test(`a configuration with ${what} is refused: tunduk-trust-${code}`, () => {
    assert.throws(() => readVerificationConf(bytes(), 'DEV'), {
      name: 'IntegrationError',
      code: `tunduk-trust-${code}`,
    });
  });
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
async function withServer(answer: Answer, work: (address: string) => Promise<void>): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a body that ends early, an error and silence are said to be that', async () => {
  const ends: [Answer, string][] = [
    [
      (_request, response) => {
        response.writeHead(200, { 'content-length': String(whole.length) });
        response.write(whole.subarray(0, 1_000), () => response.destroy());
      },
      'tunduk-trust-unavailable',
    ],
    [(_request, response) => void response.writeHead(500).end('X'), 'tunduk-trust-refused'],
    [(_request, response) => void response.writeHead(302, { location: '/' }).end(), 'tunduk-trust-refused'],
  ];
  for (const [answer, code] of ends) await withServer(answer, (at) => assert.rejects(fetched(at), { code }));
  await withServer(
    () => undefined,
    (at) => assert.rejects(fetched(at, { totalMs: 50 }), { code: 'tunduk-trust-unavailable' }),
  );
});

test('what differs from the trusted certificates is told with use, name and fingerprint, and goes when it is written', async () => {
  const published = readSharedParams(Buffer.from(shared), 'DEV');
  const file = join(folder, 'trust.pem');
  const other = new X509Certificate(stub.certificates.authority.certificate);
  writeFileSync(file, `${pem(top)}\n${other.toString()}`);
  const changes = compareTrust(await readTrustFile(file), published);
  assert.deepEqual(
    changes.map(({ change, use, name, subject }) => [change, use, name, subject]),
    [
      ['added', 'ocsp', 'Test CA', 'O=Test, CN=Test OCSP'],
      ['added', 'time-stamps', 'Test TSA', 'O=Test, CN=Test TSA'],
      ['removed', null, null, 'CN=Tunduk stand-in, O=shailoo'],
    ],
  );
  await writeTrustFile(file, published);
  assert.deepEqual(compareTrust(await readTrustFile(file), published), []);
  assert.deepEqual(readdirSync(folder), ['trust.pem']);
});

test('the digest names the certificates whatever their order, and a name cannot bring a certificate into the file', () => {
  const published = readSharedParams(Buffer.from(shared), 'DEV');
  const certificates = published.map(({ certificate }) => certificate);
  assert.match(trustDigest(certificates), /^[0-9a-f]{16}$/);
  assert.equal(trustDigest(certificates.toReversed()), trustDigest(certificates));
  assert.notEqual(trustDigest(certificates.slice(1)), trustDigest(certificates));
  const planted = `x\n${stub.certificates.stranger.certificate}`;
  const [first, ...rest] = published;
  assert.ok(first !== undefined);
  assert.equal(readCertificates(trustText([{ ...first, name: planted }, ...rest])).length, published.length);
});

test('no trust file is no trust, and one without a certificate is refused', async () => {
  assert.deepEqual(await readTrustFile(join(folder, 'nowhere.pem')), []);
  const empty = join(folder, 'empty.pem');
  writeFileSync(empty, 'nothing');
  await assert.rejects(readTrustFile(empty));
});
