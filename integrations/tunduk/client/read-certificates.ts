import { X509Certificate } from 'node:crypto';

/** The certificates of a text in PEM, in their order. Throws for one that cannot be read, and where there is none. */
export function readCertificates(pem: string): X509Certificate[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new RangeError('there is no certificate in PEM');
  return found.map((one) => new X509Certificate(one));
}
