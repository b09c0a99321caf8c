import { verify } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';

/** Hashes by their identifiers in ASN.1. SHA-1 is none that proves anything. */
export const hashes: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const withHash: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

/** Algorithms that leave the hash to another field: plain RSA. */
const plain: ReadonlySet<string> = new Set(['1.2.840.113549.1.1.1']);

/**
 * Whether a signature over `data` is right for a certificate's key; undefined for an algorithm that is not known here.
 * `digest` is the hash of CMS (RFC 5652, 5.3), for algorithms that name none.
 */
export function verifyByAlgorithm(
  { algorithm, digest }: { algorithm: string; digest?: string },
  data: Uint8Array,
  signature: Uint8Array,
  { publicKey }: X509Certificate,
): boolean | undefined {
  const hash = withHash[algorithm] ?? (plain.has(algorithm) ? hashes[digest ?? ''] : undefined);
  if (hash === undefined) return undefined;
  const isElliptic = algorithm.startsWith('1.2.840.10045.');
  if (publicKey.asymmetricKeyType !== (isElliptic ? 'ec' : 'rsa')) return false;
  return verify(hash, data, publicKey, signature);
}
