import type { X509Certificate } from 'node:crypto';
import type { XmlElement } from '../protocol/read-xml.ts';
import { checkHashChain } from './check-hash-chain.ts';
import { checkPath, pathTo, readable } from './check-path.ts';
import { checkRevocation } from './check-revocation.ts';
import { checkTimeStamp } from './check-time-stamp.ts';
import { broken, notChecked } from './evidence-check.ts';
import type { EvidenceCheck } from './evidence-check.ts';
import { findElement, findElements } from './find-element.ts';

/** A signature of a container with its signer's certificate, all files, and the certificates that are believed. */
export type ProofParts = {
  signature: XmlElement;
  signer: X509Certificate;
  files: Readonly<Record<string, Uint8Array>>;
  anchors: readonly X509Certificate[];
};

/** What proves the signer of a container, and when. */
export type Proofs = Record<'chain' | 'timeStamp' | 'revocation', EvidenceCheck>;

/**
 * Looks at time stamp, chain and OCSP answer, in this order: a stamp that is good gives the moment for the other two. A
 * stamp over a batch is good when its hash chain leads to the file of this signature.
 */
export function checkProofs({ signature, signer, files, anchors }: ProofParts): Proofs {
  const timeStamp = stampOf({ signature, signer, files, anchors });
  const at = timeStamp.state === 'good' && timeStamp.at !== undefined ? new Date(timeStamp.at) : undefined;
  const others = readable(encapsulated(signature, 'EncapsulatedX509Certificate'));
  if (anchors.length === 0) {
    return { chain: notChecked('no-anchors'), timeStamp, revocation: notChecked('no-anchors') };
  }
  const path = pathTo(signer, others, anchors);
  const [answer] = encapsulated(signature, 'EncapsulatedOCSPValue');
  const [, issuer] = path ?? [];
  return {
    chain: path === undefined ? broken('no-path') : checkPath(path, at),
    timeStamp,
    revocation:
      answer === undefined
        ? notChecked('absent')
        : issuer === undefined
          ? notChecked('no-issuer')
          : checkRevocation({ answer, signer, issuer, at, anchors }),
  };
}

const ofBatchResult = 'ts-hashchainresult.xml';

/** X-Road stamps the value of one signature, in the signature, or a batch, in files of their own (UG-SIGDOC). */
function stampOf({ signature, files, anchors }: ProofParts): EvidenceCheck {
  const ofBatch = files['META-INF/timestamp.tst'];
  const result = files[ofBatchResult];
  const [own] = encapsulated(signature, 'EncapsulatedTimeStamp');
  const token = ofBatch === undefined ? own : derOf(ofBatch);
  if (token === undefined) return notChecked('absent');
  const value = Buffer.from(findElement(signature, 'SignatureValue')?.text ?? '', 'base64');
  const check = checkTimeStamp({ token, data: result ?? value, anchors });
  if (result === undefined || check.state === 'broken') return check;
  const chain = checkHashChain({ result: ofBatchResult, files, inputs: ['META-INF/signatures.xml'] });
  return chain.state === 'good' ? check : chain;
}

/** Bytes that lie as they are, or as Base64. */
function derOf(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x30 ? bytes : Buffer.from(Buffer.from(bytes).toString(), 'base64');
}

function encapsulated(signature: XmlElement, name: string): Buffer[] {
  return findElements(signature, name).map(({ text }) => Buffer.from(text, 'base64'));
}
