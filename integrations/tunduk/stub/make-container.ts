import { createHash, createSign, X509Certificate } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import type { KeptMessage } from './kept-messages.ts';
import { makeHashChain } from './make-hash-chain.ts';
import { makeRevocationAnswer, makeTimeStamp } from './make-proofs.ts';
import type { TestCertificates } from './test-authority.ts';

const asic = 'http://uri.etsi.org/02918/v1.2.1#';
const xades = 'http://uri.etsi.org/01903/v1.3.2#';
const dsig = 'http://www.w3.org/2000/09/xmldsig#';
const mimetype = 'application/vnd.etsi.asic-e+zip';

/**
 * A container in the form of ASiC-E (UG-SIGDOC): message, REST body as `attachment1`, manifest, and an XML signature
 * over the digests with a time stamp and an OCSP answer, all of the stand-in's own authority. A message with a body is
 * signed through a hash chain, as X-Road's `BatchSigner` does. It is signed by throw-away keys and says in `STAND-IN.txt`
 * and in its signature that it proves nothing: it can be tried on, never passed off.
 */
export function makeContainer(
  kept: KeptMessage,
  side: 'request' | 'response',
  certificates: TestCertificates,
  stampedAt: Date,
): Buffer {
  const [message, body] = side === 'request' ? [kept.request, kept.requestBody] : [kept.response, kept.responseBody];
  const hasBody = body !== undefined && body.length > 0;
  const parts: Record<string, Buffer> = { 'message.xml': message, ...(hasBody ? { attachment1: body } : {}) };
  const chained = hasBody ? makeHashChain(parts) : undefined;
  const signed: Record<string, Buffer> = {
    ...(chained === undefined ? parts : { 'sig-hashchainresult.xml': chained.result }),
    'STAND-IN.txt': Buffer.from('Made by a stand-in for tests. It proves nothing.\n'),
  };
  const files = { ...parts, ...signed, ...(chained === undefined ? {} : { 'sig-hashchain.xml': chained.chain }) };
  return Buffer.from(
    zipSync({
      mimetype: [strToU8(mimetype), { level: 0 }],
      ...Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new Uint8Array(bytes)])),
      'META-INF/manifest.xml': strToU8(manifest(Object.keys(files))),
      'META-INF/signatures.xml': strToU8(signature(signed, certificates, { signedAt: kept.at, stampedAt })),
    }),
  );
}

function manifest(names: string[]): string {
  const entry = (path: string, type: string) =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">` +
    `${entry('/', mimetype)}${names.map((name) => entry(name, 'application/octet-stream')).join('')}</manifest:manifest>\n`
  );
}

/** `SignedInfo` and `SignedProperties` are written in the form of Canonical XML 1.0, but for the name spaces that they inherit. */
function signature(
  files: Record<string, Buffer>,
  { signer, authority, timeStamper, responder }: TestCertificates,
  { signedAt, stampedAt }: { signedAt: Date; stampedAt: Date },
): string {
  const properties = signedProperties(signer, signedAt);
  const references = [
    ...Object.entries(files).map(([name, bytes]) => reference(` URI="${name}"`, bytes)),
    reference(
      ` Type="http://uri.etsi.org/01903#SignedProperties" URI="#signed-properties"`,
      properties.replace(' Id=', ` xmlns:asic="${asic}" xmlns:ds="${dsig}" xmlns:xades="${xades}" Id=`),
    ),
  ];
  const signedInfo =
    `<ds:SignedInfo xmlns:asic="${asic}" xmlns:ds="${dsig}"><ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"></ds:SignatureMethod>${references.join('')}</ds:SignedInfo>`;
  const value = createSign('sha512').update(signedInfo).sign({ key: signer.key, dsaEncoding: 'ieee-p1363' });
  const about = { certificate: signer.certificate, issuer: authority.certificate, at: signedAt };
  const proofs = unsignedProperties({
    stamp: makeTimeStamp(value, stampedAt, timeStamper).toString('base64'),
    certificates: [authority, responder].map((one) => inBase64(one.certificate)),
    answer: makeRevocationAnswer(about, responder).toString('base64'),
  });
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<asic:XAdESSignatures xmlns:asic="${asic}"><ds:Signature xmlns:ds="${dsig}" Id="stand-in">` +
    `${signedInfo.replace(` xmlns:asic="${asic}" xmlns:ds="${dsig}"`, '')}<ds:SignatureValue>${value.toString('base64')}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${inBase64(signer.certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>` +
    `<ds:Object><xades:QualifyingProperties xmlns:xades="${xades}" Target="#stand-in">${properties}${proofs}` +
    `</xades:QualifyingProperties></ds:Object></ds:Signature></asic:XAdESSignatures>\n`
  );
}

function reference(attributes: string, bytes: string | Buffer): string {
  return `<ds:Reference${attributes}>${digestOf(bytes)}</ds:Reference>`;
}

function digestOf(bytes: string | Buffer): string {
  const value = createHash('sha512').update(bytes).digest('base64');
  return (
    `<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"></ds:DigestMethod>` +
    `<ds:DigestValue>${value}</ds:DigestValue>`
  );
}

function inBase64(pem: string): string {
  return new X509Certificate(pem).raw.toString('base64');
}

/** The time that the signer claims and its certificate (XAdES 1.3.2, 7.2), where they stand as `SignedInfo` does. */
function signedProperties({ certificate }: TestCertificates['signer'], at: Date): string {
  const { raw, issuer, serialNumber } = new X509Certificate(certificate);
  const serial = BigInt(`0x${serialNumber}`).toString();
  return (
    `<xades:SignedProperties Id="signed-properties"><xades:SignedSignatureProperties><xades:SigningTime>${at.toISOString()}</xades:SigningTime>` +
    `<xades:SigningCertificate><xades:Cert><xades:CertDigest>${digestOf(raw)}</xades:CertDigest>` +
    `<xades:IssuerSerial><ds:X509IssuerName>${issuer.split('\n').toReversed().join(',')}</ds:X509IssuerName>` +
    `<ds:X509SerialNumber>${serial}</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>` +
    `</xades:SignedSignatureProperties></xades:SignedProperties>`
  );
}

/** What is added to a signature after it was made (XAdES 1.3.2, 7.3 to 7.6). */
function unsignedProperties(proofs: { stamp: string; certificates: readonly string[]; answer: string }): string {
  const certificates = proofs.certificates
    .map((one) => `<xades:EncapsulatedX509Certificate>${one}</xades:EncapsulatedX509Certificate>`)
    .join('');
  return (
    `<xades:UnsignedProperties><xades:UnsignedSignatureProperties>` +
    `<xades:SignatureTimeStamp><xades:EncapsulatedTimeStamp>${proofs.stamp}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>` +
    `<xades:CertificateValues>${certificates}</xades:CertificateValues>` +
    `<xades:RevocationValues><xades:OCSPValues><xades:EncapsulatedOCSPValue>${proofs.answer}</xades:EncapsulatedOCSPValue></xades:OCSPValues></xades:RevocationValues>` +
    `</xades:UnsignedSignatureProperties></xades:UnsignedProperties>`
  );
}
