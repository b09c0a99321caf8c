import type { X509Certificate } from 'node:crypto';
import { child, readXml } from '../protocol/read-xml.ts';
import { checkDigest } from './check-references.ts';
import type { CheckedReference } from './check-references.ts';
import { broken, notChecked } from './evidence-check.ts';
import type { EvidenceCheck } from './evidence-check.ts';

const xades = 'http://uri.etsi.org/01903/v1.3.2#';
const ofProperties = 'http://uri.etsi.org/01903#SignedProperties';

/**
 * Whether the signed properties name the certificate that the signature was checked with, by its digest (XAdES, 7.2.2, and
 * `SigningCertificateV2` of EN 319 132-1, 5.2.2). They are read from the very bytes that were digested. Issuer and serial
 * number beside the digest say nothing more and are not looked at. Throws for properties that are no XML.
 */
export function checkSigningCertificate(
  references: readonly CheckedReference[],
  signer: X509Certificate,
): EvidenceCheck {
  const [properties, ...more] = references.filter(({ type }) => type === ofProperties);
  if (properties?.bytes === undefined) return properties?.check ?? notChecked('absent');
  if (more.length > 0) return notChecked('unknown-form');
  if (properties.check.state !== 'good') return properties.check;
  const root = readXml(properties.bytes);
  if (root.name !== 'SignedProperties' || root.namespace !== xades) return broken('no-such-part');
  const signed = child(root, 'SignedSignatureProperties', xades);
  const named = signed && (child(signed, 'SigningCertificate', xades) ?? child(signed, 'SigningCertificateV2', xades));
  const certificate = named && child(named, 'Cert', xades);
  const digest = certificate && child(certificate, 'CertDigest', xades);
  if (digest === undefined) return notChecked('absent');
  const check = checkDigest(digest, signer.raw);
  return check.state === 'broken' ? broken('other-certificate') : check;
}
