import { createHash, randomUUID } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { readCertificates } from './read-certificates.ts';
import type { ApprovedCertificate, TrustUse } from './read-shared-params.ts';

/** A certificate that is in the published configuration and not believed yet, or the other way about. */
export type TrustChange = {
  change: 'added' | 'removed';
  /** What it is published for, and under which name; null for one that is no longer published. */
  use: TrustUse | null;
  name: string | null;
  subject: string;
  /** SHA-256 in hex. */
  fingerprint: string;
  /** The end of its validity, ISO 8601. */
  until: string;
};

/** The certificates of a trust file; none where there is no file. Throws for one that cannot be read or holds none. */
export async function readTrustFile(path: string): Promise<X509Certificate[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  return text === undefined ? [] : readCertificates(text);
}

/** What differs between the certificates that are believed and those that are published: first the added. */
export function compareTrust(
  trusted: readonly X509Certificate[],
  published: readonly ApprovedCertificate[],
): TrustChange[] {
  const [believed, approved] = [trusted, published.map(({ certificate }) => certificate)].map(
    (list) => new Set(list.map((one) => fingerprintOf(one))),
  );
  return [
    ...published
      .filter(({ certificate }) => believed?.has(fingerprintOf(certificate)) !== true)
      .map(({ use, name, certificate }) => ({ change: 'added' as const, use, name, ...saidOf(certificate) })),
    ...trusted
      .filter((one) => approved?.has(fingerprintOf(one)) !== true)
      .map((one) => ({ change: 'removed' as const, use: null, name: null, ...saidOf(one) })),
  ];
}

/** A short name of exactly these certificates, whatever their order: 16 hex digits of a SHA-256. */
export function trustDigest(certificates: readonly X509Certificate[]): string {
  const sorted = certificates.map((one) => fingerprintOf(one)).toSorted();
  return createHash('sha256').update(sorted.join('\n')).digest('hex').slice(0, 16);
}

/** The certificates in PEM, each under a line that says what it is for. */
export function trustText(published: readonly ApprovedCertificate[]): string {
  return published
    .map(({ use, name, certificate }) => {
      const { subject, fingerprint, until } = saidOf(certificate);
      const said = [use, name, subject, `until ${until}`, `SHA-256 ${fingerprint}`].map((one) => harmless(one));
      return `# ${said.join(' | ')}\n${certificate.toString()}`;
    })
    .join('\n');
}

/** Puts the certificates in the place of a trust file: all of them, or the file stays as it is. */
export async function writeTrustFile(path: string, published: readonly ApprovedCertificate[]): Promise<void> {
  const beside = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(beside, trustText(published), { mode: 0o644, flag: 'wx' });
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

function saidOf(certificate: X509Certificate): Pick<TrustChange, 'subject' | 'fingerprint' | 'until'> {
  return {
    subject: certificate.subject.replaceAll('\n', ', '),
    fingerprint: fingerprintOf(certificate),
    until: certificate.validToDate.toISOString(),
  };
}

function fingerprintOf({ fingerprint256 }: X509Certificate): string {
  return fingerprint256.replaceAll(':', '').toLowerCase();
}

/** A name of somebody else's cannot end its line or begin a certificate. */
function harmless(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} .,:=()"«»/-]/gu, ' ').replaceAll(/-{2,}/g, '-');
}
