import { X509Certificate } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { randomUUID, webcrypto } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';

const pair = z.strictObject({ certificate: z.string(), key: z.string() });
const kept = z.strictObject({
  authority: pair,
  server: pair,
  rotated: pair,
  expired: pair,
  client: pair,
  stranger: pair,
  signer: pair,
  timeStamper: pair,
  responder: pair,
});

/** The test certificates of a stand-in, in PEM: worth nothing anywhere else. */
export type TestCertificates = z.output<typeof kept>;

const days = 24 * 60 * 60 * 1_000;

/**
 * The certificates under `folder`, made at the first start: an authority, the server's, one of another key, an expired
 * one, the clients', one of a stranger, and those that sign containers, time stamps and OCSP answers. Several processes at
 * once get the same ones.
 */
export async function testCertificates(folder: string): Promise<TestCertificates> {
  const file = join(folder, 'certificates-and-proofs.json');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return kept.parse(JSON.parse(known));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const written = join(folder, `${randomUUID()}.part`);
  await writeFile(written, JSON.stringify(await makeCertificates()), { mode: 0o600, flag: 'wx' });
  await link(written, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(written);
  return kept.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** The folder below `home` in which whoever starts a stand-in leaves the files that a client needs. */
export function certificatesFolder(home: string): string {
  return join(home, 'certificates');
}

/** SHA-256 of a certificate in hex, as connection settings name it. */
export function fingerprintOf(certificate: string): string {
  return new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase();
}

async function makeCertificates(): Promise<TestCertificates> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const authorityKeys = await newKeys();
  const issuer = 'CN=Tunduk stand-in, tests only, O=shailoo';
  const pem = async (keys: webcrypto.CryptoKeyPair, certificate: { toString(format: 'pem'): string }) => ({
    certificate: certificate.toString('pem'),
    key: x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
  });
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: issuer,
    notBefore: new Date(Date.now() - days),
    notAfter: new Date(Date.now() + 3_650 * days),
    signingAlgorithm: algorithm,
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  let count = 1;
  const issue = async (
    name: string,
    validDays: number,
    { names = [], use = '' }: { names?: string[]; use?: string } = {},
  ) => {
    const keys = await newKeys();
    count += 1;
    const dns = names.map((value) => ({ type: /^[\d.:]+$/.test(value) ? ('ip' as const) : ('dns' as const), value }));
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: count.toString(16).padStart(2, '0'),
      subject: `CN=${name}, O=shailoo`,
      issuer,
      notBefore: new Date(Date.now() - 30 * days),
      notAfter: new Date(Date.now() + validDays * days),
      signingAlgorithm: algorithm,
      publicKey: keys.publicKey,
      signingKey: authorityKeys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        ...(use === '' ? [] : [new x509.ExtendedKeyUsageExtension([use], true)]),
        ...(dns.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(dns)]),
      ],
    });
    return pem(keys, certificate);
  };
  const here = ['localhost', '127.0.0.1', '::1', 'tunduk'];
  return {
    authority: await pem(authorityKeys, authority),
    server: await issue('stand-in security server', 825, { names: here }),
    rotated: await issue('stand-in security server, other key', 825, { names: here }),
    expired: await issue('stand-in security server, expired', -1, { names: here }),
    client: await issue('test client', 825),
    stranger: await issue('stranger', 825),
    signer: await issue('signs nothing real', 825),
    timeStamper: await issue('stamps nothing real', 825, { use: '1.3.6.1.5.5.7.3.8' }),
    responder: await issue('answers for nothing real', 825, { use: '1.3.6.1.5.5.7.3.9' }),
  };
}
