import { createHash } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import { BasicOCSPResponse, id_pkix_ocsp_basic, OCSPResponse, OCSPResponseStatus } from '@peculiar/asn1-ocsp';
import type { CertID, SingleResponse } from '@peculiar/asn1-ocsp';
import { checkPath, readable } from './check-path.ts';
import { broken, notChecked } from './evidence-check.ts';
import type { EvidenceCheck } from './evidence-check.ts';
import { hashes, verifyByAlgorithm } from './verify-by-algorithm.ts';

const forOcsp = '1.3.6.1.5.5.7.3.9';
/** SHA-1 names the certificate in most OCSP answers (RFC 6960, 4.3); it names, it does not prove. */
const namingHashes: Readonly<Record<string, string>> = { ...hashes, '1.3.14.3.2.26': 'sha1' };
const skewMs = 5 * 60_000;
const freshMs = 24 * 3_600_000;

/** An OCSP answer, whose certificate it should be about, who issued that, when it was signed with, and who is believed. */
export type RevocationParts = {
  answer: Uint8Array;
  signer: X509Certificate;
  issuer: X509Certificate;
  at: Date | undefined;
  anchors: readonly X509Certificate[];
};

/**
 * Looks at an OCSP answer (RFC 6960): it is about the signer's certificate, says that it is good, was made for the time of
 * the stamp, and is signed by the issuer or by a service that the issuer or the configuration has authorised.
 */
export function checkRevocation(parts: RevocationParts): EvidenceCheck {
  try {
    const { responseStatus, responseBytes } = AsnConvert.parse(parts.answer, OCSPResponse);
    if (responseStatus !== OCSPResponseStatus.successful || responseBytes?.responseType !== id_pkix_ocsp_basic)
      return broken('unreadable');
    return checkBasic(AsnConvert.parse(responseBytes.response.buffer, BasicOCSPResponse), parts);
  } catch {
    return broken('unreadable');
  }
}

function checkBasic(basic: BasicOCSPResponse, parts: RevocationParts): EvidenceCheck {
  const { tbsResponseData, tbsResponseDataRaw, signatureAlgorithm, signature, certs = [] } = basic;
  const about = tbsResponseData.responses.find(({ certID }) => isAbout(certID, parts));
  if (about === undefined) return broken('other-certificate');
  if (tbsResponseDataRaw === undefined) return broken('unreadable');
  const brought = readable(certs.map((one) => new Uint8Array(AsnConvert.serialize(one))));
  const candidates = [...brought, parts.issuer, ...parts.anchors];
  const verdicts = candidates.map((one) => ({
    one,
    isRight: verifyByAlgorithm(
      { algorithm: signatureAlgorithm.algorithm },
      Buffer.from(tbsResponseDataRaw),
      Buffer.from(signature),
      one,
    ),
  }));
  if (verdicts.some(({ isRight }) => isRight === undefined)) return notChecked('unknown-form');
  const responder = verdicts.find(({ isRight }) => isRight === true)?.one;
  if (responder === undefined) return broken('signature-differs');
  if (!mayAnswer(responder, parts, tbsResponseData.producedAt)) return broken('not-authorised');
  return checkStatus(about, parts.at);
}

function isAbout({ hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }: CertID, parts: RevocationParts) {
  const hash = namingHashes[hashAlgorithm.algorithm];
  if (hash === undefined) return false;
  const { tbsCertificate: issuer } = AsnConvert.parse(parts.issuer.raw, Certificate);
  const { tbsCertificate: signer } = AsnConvert.parse(parts.signer.raw, Certificate);
  const equals = (bytes: ArrayBuffer, said: { buffer: ArrayBuffer }) =>
    createHash(hash).update(Buffer.from(bytes)).digest().equals(Buffer.from(said.buffer));
  return (
    equals(AsnConvert.serialize(issuer.subject), issuerNameHash) &&
    equals(issuer.subjectPublicKeyInfo.subjectPublicKey, issuerKeyHash) &&
    Buffer.from(signer.serialNumber).equals(Buffer.from(serialNumber))
  );
}

/** The issuer itself, one that is believed, or one that the issuer authorised, then valid (RFC 6960, 4.2.2.2). */
function mayAnswer(responder: X509Certificate, { issuer, anchors }: RevocationParts, producedAt: Date): boolean {
  if (responder.raw.equals(issuer.raw) || anchors.some((one) => one.raw.equals(responder.raw))) return true;
  const isIssued = responder.checkIssued(issuer) && responder.verify(issuer.publicKey);
  const isForIt = responder.keyUsage?.includes(forOcsp) === true;
  return isIssued && isForIt && checkPath([responder, issuer], producedAt).state === 'good';
}

function checkStatus({ certStatus, thisUpdate, nextUpdate }: SingleResponse, at: Date | undefined): EvidenceCheck {
  if (certStatus.revoked !== undefined) return broken('revoked');
  if (certStatus.good === undefined) return broken('unknown-certificate');
  if (at === undefined) return notChecked('no-time');
  if (thisUpdate.getTime() - skewMs > at.getTime()) return broken('after-the-stamp');
  const until = nextUpdate ?? new Date(thisUpdate.getTime() + freshMs);
  return at.getTime() <= until.getTime() + skewMs
    ? { state: 'good', at: thisUpdate.toISOString() }
    : notChecked('too-old');
}
