import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { attributeOf, child, readXml } from '../protocol/read-xml.ts';
import type { XmlElement } from '../protocol/read-xml.ts';
import { canonicalForms } from './canonical-forms.ts';
import { checkHashChain } from './check-hash-chain.ts';
import { checkProofs } from './check-proofs.ts';
import { checkReferences, worstOf } from './check-references.ts';
import type { CheckedReference } from './check-references.ts';
import { checkSigningCertificate } from './check-signing-certificate.ts';
import { broken, notChecked } from './evidence-check.ts';
import type { EvidenceCheck } from './evidence-check.ts';
import { findElement as find } from './find-element.ts';
import { unzipWithin } from './unzip-within.ts';
import type { Files } from './unzip-within.ts';

/** What looking into a container found. Whether a court accepts it, X-Road's own verifier says, not this. */
export interface ContainerFinding {
  /** Type, message, manifest and signature are there, and no file or part that the signature names was changed. */
  isWhole: boolean;
  /** Every `ds:Reference` of the signature: digests of files, and of the `SignedProperties` within it. */
  references: EvidenceCheck;
  /**
   * Whether message and attachments are what is signed, by name or through the hash chain of a batch or of several parts.
   * An attachment that the chain names and the container lacks is `absent`.
   */
  coverage: EvidenceCheck;
  /**
   * `matches`: the value of the signature is right for the key in its certificate. `differs`: it is not.
   * `not-checked`: it is of a form that this look does not understand.
   */
  signature: 'matches' | 'differs' | 'not-checked';
  /** The signed properties name the certificate whose key that is. */
  signingCertificate: EvidenceCheck;
  /** The signer's certificates up to one that is believed, valid at the time of the stamp. */
  chain: EvidenceCheck;
  /** The time-stamp token over the value of the signature; of a batch, over the hash chain that leads to it. */
  timeStamp: EvidenceCheck;
  /** The OCSP answer about the signer's certificate. */
  revocation: EvidenceCheck;
  /** Made by a stand-in: it proves nothing. */
  isStandIn: boolean;
  /** What `message.xml` holds: a SOAP envelope, or request line and headers of REST. */
  protocol: 'soap' | 'rest';
  /** SHA-512 of `message.xml` in hex: of a SOAP message its exact bytes, of a REST message its head. */
  messageSha512: string | undefined;
  /** SHA-512 of the REST body, when there is one. */
  bodySha512: string | undefined;
  /** SHA-256 of the signer's certificate in hex. */
  signer: string | undefined;
  faults: readonly string[];
}

const dsig = 'http://www.w3.org/2000/09/xmldsig#';

const signatures: Record<string, { hash: string; isEcdsa: boolean }> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': { hash: 'sha512', isEcdsa: false },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': { hash: 'sha256', isEcdsa: false },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512': { hash: 'sha512', isEcdsa: true },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': { hash: 'sha256', isEcdsa: true },
};

/**
 * Looks into an ASiC-E container (UG-SIGDOC). `anchors` are the certificates that are believed: authorities and services for
 * time stamps and OCSP. Without them chain, stamp and revocation are not checked. Never throws for what is in the bytes.
 */
export function verifyContainer(bytes: Uint8Array, anchors: readonly X509Certificate[]): ContainerFinding {
  try {
    return look(unzipWithin(bytes), anchors);
  } catch (error) {
    const faults = [Error.isError(error) ? error.message : 'unreadable'];
    return { ...nothing, isStandIn: false, protocol: 'soap', messageSha512: undefined, bodySha512: undefined, faults };
  }
}

/** What is said of a signature that is not there or cannot be read. */
const nothing = {
  isWhole: false,
  references: notChecked('absent'),
  coverage: notChecked('absent'),
  signature: 'not-checked' as const,
  signingCertificate: notChecked('absent'),
  chain: notChecked('absent'),
  timeStamp: notChecked('absent'),
  revocation: notChecked('absent'),
  signer: undefined,
};

function look(files: Files, anchors: readonly X509Certificate[]): ContainerFinding {
  const needed = ['mimetype', 'message.xml', 'META-INF/manifest.xml', 'META-INF/signatures.xml'];
  const missing = needed.filter((name) => files[name] === undefined).map((name) => `${name} is missing`);
  const xml = files['META-INF/signatures.xml'];
  const { faults, ...finding } =
    xml === undefined ? { ...nothing, faults: [] } : lookAtSignature(Buffer.from(xml), files, anchors);
  const hex = (name: string) =>
    files[name] === undefined ? undefined : createHash('sha512').update(files[name]).digest('hex');
  return {
    ...finding,
    isWhole: finding.isWhole && missing.length === 0,
    isStandIn: files['STAND-IN.txt'] !== undefined,
    protocol: files['message.xml']?.[0] === '<'.charCodeAt(0) ? 'soap' : 'rest',
    messageSha512: hex('message.xml'),
    bodySha512: hex('attachment1'),
    faults: [...missing, ...faults],
  };
}

/**
 * The one signature of a document, which X-Road writes as its root or below it. References are read from the canonical
 * form of `SignedInfo`, which is what its value is over, so that nothing else can be taken for signed.
 */
function lookAtSignature(xml: Buffer, files: Files, anchors: readonly X509Certificate[]) {
  const document = readXml(xml);
  const [signature, ...more] = [document, ...document.children].filter(
    ({ name, namespace }) => name === 'Signature' && namespace === dsig,
  );
  const inDocument = signature && child(signature, 'SignedInfo', dsig);
  const keyInfo = signature && child(signature, 'KeyInfo', dsig);
  const certificate = keyInfo && find(keyInfo, 'X509Certificate')?.text;
  if (signature === undefined || inDocument === undefined || certificate === undefined || more.length > 0)
    return { ...nothing, faults: ['there is no one signature'] };
  const signer = new X509Certificate(Buffer.from(certificate, 'base64'));
  const proofs = checkProofs({ signature, signer, files, anchors });
  const forms = canonicalForms(xml.toString(), document);
  const method = child(inDocument, 'CanonicalizationMethod', dsig);
  const form = method?.children.length === 0 ? forms(inDocument, attributeOf(method, 'Algorithm')) : undefined;
  const ofSigner = { signer: signer.fingerprint256.replaceAll(':', '').toLowerCase(), ...proofs };
  if (form === undefined) {
    const unknown = notChecked('unknown-form');
    const unread = { references: unknown, coverage: unknown, signingCertificate: unknown };
    return { ...nothing, ...ofSigner, ...unread, isWhole: true, faults: [] };
  }
  const signedInfo = readXml(Buffer.from(form));
  const references = checkReferences({ signedInfo, document, forms, files });
  const faults = references.flatMap(({ name, check }) => (check.state === 'broken' ? [faultOf(name, check)] : []));
  return {
    ...ofSigner,
    isWhole: faults.length === 0,
    references: worstOf(references),
    coverage: coverageOf(references, files),
    signature: checkSignature({ signedInfo, form, signature, signer }),
    signingCertificate: checkSigningCertificate(references, signer),
    faults,
  };
}

function faultOf(name: string, { reason }: { reason: string }): string {
  return reason === 'digest-differs' ? `${name} was changed` : `${name} is missing`;
}

function coverageOf(references: readonly CheckedReference[], files: Files): EvidenceCheck {
  const named = new Set(references.map(({ name }) => name));
  const inputs = ['message.xml', ...Object.keys(files).filter((name) => /^attachment\d+$/.test(name))];
  const unread = references.find(({ name, check }) => inputs.includes(name) && check.state === 'not-checked');
  if (unread !== undefined) return unread.check;
  if (inputs.every((name) => named.has(name))) return { state: 'good' };
  const result = 'sig-hashchainresult.xml';
  return named.has(result) ? checkHashChain({ result, files, inputs }) : broken('not-signed');
}

type SignedForm = { signedInfo: XmlElement; form: string; signature: XmlElement; signer: X509Certificate };

function checkSignature({ signedInfo, form, signature, signer }: SignedForm): ContainerFinding['signature'] {
  const method = child(signedInfo, 'SignatureMethod', dsig);
  const known = method && signatures[attributeOf(method, 'Algorithm')];
  if (known === undefined) return 'not-checked';
  const value = Buffer.from(child(signature, 'SignatureValue', dsig)?.text ?? '', 'base64');
  const key = createPublicKey(signer.publicKey.export({ type: 'spki', format: 'pem' }));
  const how = known.isEcdsa ? { key, dsaEncoding: 'ieee-p1363' as const } : key;
  return verify(known.hash, Buffer.from(form), how, value) ? 'matches' : 'differs';
}
