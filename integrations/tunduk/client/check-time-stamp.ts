import { createHash } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { ContentInfo, id_signedData, SignedData } from '@peculiar/asn1-cms';
import type { SignerInfo } from '@peculiar/asn1-cms';
import { id_ct_tstInfo, TSTInfo } from '@peculiar/asn1-tsp';
import { Certificate } from '@peculiar/asn1-x509';
import { signedAttributes } from '../protocol/signed-attributes.ts';
import { checkPath, pathTo, readable } from './check-path.ts';
import { broken, notChecked } from './evidence-check.ts';
import type { EvidenceCheck } from './evidence-check.ts';
import { hashes, verifyByAlgorithm } from './verify-by-algorithm.ts';

const contentType = '1.2.840.113549.1.9.3';
const messageDigest = '1.2.840.113549.1.9.4';
const forTimeStamps = '1.3.6.1.5.5.7.3.8';

/** A time-stamp token, what it should be over, and who is believed. */
export type StampedData = { token: Uint8Array; data: Uint8Array; anchors: readonly X509Certificate[] };

/**
 * Looks at a time-stamp token (RFC 3161): its imprint is that of the data, its signature that of a service for time stamps
 * whose certificate leads to an anchor and was valid then. `at` of a good one is the moment it proves.
 */
export function checkTimeStamp({ token, data, anchors }: StampedData): EvidenceCheck {
  try {
    const content = AsnConvert.parse(token, ContentInfo);
    if (content.contentType !== id_signedData) return broken('unreadable');
    const signed = AsnConvert.parse(content.content, SignedData);
    const { eContentType, eContent } = signed.encapContentInfo;
    const text = eContent?.single?.buffer;
    const [signer, ...more] = [...signed.signerInfos];
    if (eContentType !== id_ct_tstInfo || text === undefined || signer === undefined || more.length > 0)
      return broken('unreadable');
    const attributes = signedAttributes(content.content);
    return checkToken(AsnConvert.parse(text, TSTInfo), Buffer.from(text), {
      signed,
      signer,
      attributes,
      data,
      anchors,
    });
  } catch {
    return broken('unreadable');
  }
}

type Parts = {
  signed: SignedData;
  signer: SignerInfo;
  attributes: Buffer | undefined;
  data: Uint8Array;
  anchors: readonly X509Certificate[];
};

function checkToken(info: TSTInfo, text: Buffer, parts: Parts): EvidenceCheck {
  const { signed, signer, data, anchors } = parts;
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const hash = hashes[hashAlgorithm.algorithm];
  if (hash === undefined) return notChecked('unknown-form');
  if (!createHash(hash).update(data).digest().equals(Buffer.from(hashedMessage.buffer)))
    return broken('imprint-differs');
  const inToken = [...(signed.certificates ?? [])].flatMap(({ certificate }) =>
    certificate === undefined ? [] : [new Uint8Array(AsnConvert.serialize(certificate))],
  );
  const others = readable(inToken);
  if (signer.sid.issuerAndSerialNumber === undefined) return notChecked('unknown-form');
  const own = [...anchors, ...others].find((one) => isNamedBy(signer, one));
  if (own === undefined) return anchors.length === 0 ? notChecked('no-anchors') : broken('no-path');
  const isRight = isSignedBy(parts, text, own);
  if (isRight === undefined) return notChecked('unknown-form');
  if (!isRight) return broken('signature-differs');
  if (own.keyUsage?.includes(forTimeStamps) !== true) return broken('not-for-time-stamps');
  if (anchors.length === 0) return notChecked('no-anchors');
  const path = pathTo(own, others, anchors);
  return path === undefined ? broken('no-path') : checkPath(path, info.genTime);
}

/** By issuer and serial number (RFC 5652, 5.3). */
function isNamedBy({ sid }: SignerInfo, { raw }: X509Certificate): boolean {
  const named = sid.issuerAndSerialNumber;
  if (named === undefined) return false;
  const { issuer, serialNumber } = AsnConvert.parse(raw, Certificate).tbsCertificate;
  const bytes = (value: ArrayBuffer) => Buffer.from(value);
  return (
    bytes(serialNumber).equals(bytes(named.serialNumber)) &&
    bytes(AsnConvert.serialize(issuer)).equals(bytes(AsnConvert.serialize(named.issuer)))
  );
}

/** The signature is over the signed attributes, which hold type and hash of the content (RFC 5652, 5.4). */
function isSignedBy({ signer, attributes }: Parts, text: Buffer, certificate: X509Certificate): boolean | undefined {
  const { signedAttrs = [], digestAlgorithm, signatureAlgorithm, signature } = signer;
  const digest = hashes[digestAlgorithm.algorithm];
  if (digest === undefined || attributes === undefined) return undefined;
  const value = (type: string) => signedAttrs.find(({ attrType }) => attrType === type)?.attrValues[0];
  const [type, imprint] = [value(contentType), value(messageDigest)];
  if (type === undefined || imprint === undefined) return false;
  const said = Buffer.from(AsnConvert.parse(imprint, OctetString).buffer);
  if (!createHash(digest).update(text).digest().equals(said)) return false;
  const how = { algorithm: signatureAlgorithm.algorithm, digest: digestAlgorithm.algorithm };
  return verifyByAlgorithm(how, attributes, Buffer.from(signature.buffer), certificate);
}
