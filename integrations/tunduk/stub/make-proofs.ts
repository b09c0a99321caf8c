import { createHash, createSign, randomBytes, X509Certificate } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';
import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  CMSVersion,
  ContentInfo,
  DigestAlgorithmIdentifier,
  DigestAlgorithmIdentifiers,
  EncapsulatedContent,
  EncapsulatedContentInfo,
  id_signedData,
  IssuerAndSerialNumber,
  SignatureAlgorithmIdentifier,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms';
import {
  BasicOCSPResponse,
  CertID,
  CertStatus,
  id_pkix_ocsp_basic,
  OCSPResponse,
  OCSPResponseStatus,
  ResponderID,
  ResponseBytes,
  ResponseData,
  SingleResponse,
} from '@peculiar/asn1-ocsp';
import { id_ct_tstInfo, MessageImprint, TSTInfo, TSTInfoVersion } from '@peculiar/asn1-tsp';
import { signedAttributes } from '../protocol/signed-attributes.ts';

type Pair = { certificate: string; key: string };

const sha256 = '2.16.840.1.101.3.4.2.1';
const ecdsaWithSha256 = '1.2.840.10045.4.3.2';
/** An arc for documentation and tests (RFC 5612): no policy of a real service. */
const noPolicy = '1.3.6.1.4.1.32473.1';
const minute = 60_000;

/** A time-stamp token over `data` (RFC 3161), by a service that proves nothing. */
export function makeTimeStamp(data: Uint8Array, at: Date, service: Pair): Buffer {
  const own = parsed(service);
  const imprint = { hashAlgorithm: algorithm(sha256), hashedMessage: octets(digest(data)) };
  const info = new TSTInfo({
    version: TSTInfoVersion.v1,
    policy: noPolicy,
    messageImprint: new MessageImprint(imprint),
    serialNumber: buffer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    genTime: new Date(Math.floor(at.getTime() / 1_000) * 1_000),
  });
  const text = AsnConvert.serialize(info);
  const { issuer, serialNumber } = own.tbsCertificate;
  const signer = new SignerInfo({
    version: CMSVersion.v1,
    sid: new SignerIdentifier({ issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer, serialNumber }) }),
    digestAlgorithm: new DigestAlgorithmIdentifier({ algorithm: sha256 }),
    signedAttrs: [
      attribute('1.2.840.113549.1.9.3', objectIdentifier()),
      attribute('1.2.840.113549.1.9.4', AsnConvert.serialize(octets(digest(new Uint8Array(text))))),
    ],
    signatureAlgorithm: new SignatureAlgorithmIdentifier({ algorithm: ecdsaWithSha256 }),
  });
  const content = new SignedData({
    version: CMSVersion.v3,
    digestAlgorithms: new DigestAlgorithmIdentifiers([new DigestAlgorithmIdentifier({ algorithm: sha256 })]),
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: id_ct_tstInfo,
      eContent: new EncapsulatedContent({ single: new OctetString(text) }),
    }),
    certificates: new CertificateSet([new CertificateChoices({ certificate: own })]),
    signerInfos: new SignerInfos([signer]),
  });
  const attributes = signedAttributes(AsnConvert.serialize(content)) ?? Buffer.alloc(0);
  signer.signature = octets(signed(attributes, service));
  const token = new ContentInfo({ contentType: id_signedData, content: AsnConvert.serialize(content) });
  return Buffer.from(AsnConvert.serialize(token));
}

/** What an answer of the OCSP service says of a certificate. */
export type RevocationAnswer = {
  /** In PEM: about which, and who issued it. */
  certificate: string;
  issuer: string;
  at: Date;
  status?: CertStatus;
};

/** An OCSP answer about a certificate (RFC 6960), by a service that proves nothing. It says *good* unless told otherwise. */
export function makeRevocationAnswer({ certificate, issuer, at, status }: RevocationAnswer, service: Pair): Buffer {
  const [about, by] = [parsed({ certificate }), parsed({ certificate: issuer })];
  const own = parsed(service);
  const { subject, subjectPublicKeyInfo } = by.tbsCertificate;
  const certID = new CertID({
    hashAlgorithm: algorithm(sha256),
    issuerNameHash: octets(digest(new Uint8Array(AsnConvert.serialize(subject)))),
    issuerKeyHash: octets(digest(new Uint8Array(subjectPublicKeyInfo.subjectPublicKey))),
    serialNumber: about.tbsCertificate.serialNumber,
  });
  const moment = (ms: number) => new Date(Math.floor((at.getTime() + ms) / 1_000) * 1_000);
  const tbsResponseData = new ResponseData({
    responderID: new ResponderID({ byName: own.tbsCertificate.subject }),
    producedAt: moment(0),
    responses: [
      new SingleResponse({
        certID,
        certStatus: status ?? new CertStatus({ good: null }),
        thisUpdate: moment(0),
        nextUpdate: moment(60 * minute),
      }),
    ],
  });
  const signature = signed(new Uint8Array(AsnConvert.serialize(tbsResponseData)), service);
  const basic = new BasicOCSPResponse({
    tbsResponseData,
    signatureAlgorithm: algorithm(ecdsaWithSha256),
    signature: buffer(signature),
    certs: [own],
  });
  const response = new ResponseBytes({
    responseType: id_pkix_ocsp_basic,
    response: new OctetString(AsnConvert.serialize(basic)),
  });
  return Buffer.from(
    AsnConvert.serialize(new OCSPResponse({ responseStatus: OCSPResponseStatus.successful, responseBytes: response })),
  );
}

function parsed({ certificate }: { certificate: string }): Certificate {
  return AsnConvert.parse(new X509Certificate(certificate).raw, Certificate);
}

function algorithm(oid: string): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithm: oid });
}

function attribute(attrType: string, value: ArrayBuffer): Attribute {
  return new Attribute({ attrType, attrValues: [value] });
}

/** The identifier of a time stamp's content in DER. */
function objectIdentifier(): ArrayBuffer {
  return buffer(Buffer.from('060b2a864886f70d0109100104', 'hex'));
}

function signed(data: Uint8Array, { key }: Pair): Buffer {
  return createSign('sha256').update(data).sign(key);
}

function digest(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}

function octets(bytes: Buffer): OctetString {
  return new OctetString(buffer(bytes));
}

function buffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
