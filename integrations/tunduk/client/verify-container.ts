import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { unzipSync } from 'fflate';
import { child, readXml } from '../protocol/read-xml.ts';
import type { XmlElement } from '../protocol/read-xml.ts';
import { checkHashChain } from './check-hash-chain.ts';
import { checkProofs } from './check-proofs.ts';
import { digestMethods } from './digest-methods.ts';
import { broken, notChecked } from './evidence-check.ts';
import type { EvidenceCheck } from './evidence-check.ts';
import { findElement as find } from './find-element.ts';
import { nameInContainer } from './name-in-container.ts';

/** What looking into a container found. Whether a court accepts it, X-Road's own verifier says, not this. */
export interface ContainerFinding {
  /** Type, message, manifest and signature are there, and every digest of the signature is that of its file. */
  isWhole: boolean;
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

const mostBytes = 64 * 1024 * 1024;
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
    return look(unzipped(bytes), anchors);
  } catch (error) {
    return {
      isWhole: false,
      coverage: notChecked('absent'),
      signature: 'not-checked',
      chain: notChecked('absent'),
      timeStamp: notChecked('absent'),
      revocation: notChecked('absent'),
      isStandIn: false,
      protocol: 'soap',
      messageSha512: undefined,
      bodySha512: undefined,
      signer: undefined,
      faults: [Error.isError(error) ? error.message : 'unreadable'],
    };
  }
}

type Files = Readonly<Record<string, Uint8Array>>;

function unzipped(bytes: Uint8Array): Files {
  let size = 0;
  return unzipSync(bytes, {
    filter: ({ originalSize }) => {
      size += originalSize;
      if (size > mostBytes) throw new RangeError('the container unpacks to too much');
      return true;
    },
  });
}

function look(files: Files, anchors: readonly X509Certificate[]): ContainerFinding {
  const needed = ['mimetype', 'message.xml', 'META-INF/manifest.xml', 'META-INF/signatures.xml'];
  const missing = needed.filter((name) => files[name] === undefined).map((name) => `${name} is missing`);
  const xml = files['META-INF/signatures.xml'];
  const signature = xml === undefined ? undefined : find(readXml(xml), 'Signature');
  const signedInfo = signature === undefined ? undefined : child(signature, 'SignedInfo', dsig);
  const wrong = signedInfo === undefined ? ['there is no SignedInfo'] : wrongDigests(signedInfo, files);
  const certificate = signature === undefined ? undefined : find(signature, 'X509Certificate')?.text;
  const signer = certificate === undefined ? undefined : new X509Certificate(Buffer.from(certificate, 'base64'));
  const hex = (name: string) =>
    files[name] === undefined ? undefined : createHash('sha512').update(files[name]).digest('hex');
  const faults = [...missing, ...wrong];
  const proofs =
    signature === undefined || signer === undefined
      ? { chain: notChecked('absent'), timeStamp: notChecked('absent'), revocation: notChecked('absent') }
      : checkProofs({ signature, signer, files, anchors });
  return {
    ...proofs,
    coverage: signedInfo === undefined ? notChecked('absent') : coverageOf(signedInfo, files),
    isWhole: faults.length === 0,
    signature:
      xml === undefined || signature === undefined || signer === undefined
        ? 'not-checked'
        : checkSignature(Buffer.from(xml).toString(), signature, signer),
    isStandIn: files['STAND-IN.txt'] !== undefined,
    protocol: files['message.xml']?.[0] === '<'.charCodeAt(0) ? 'soap' : 'rest',
    messageSha512: hex('message.xml'),
    bodySha512: hex('attachment1'),
    signer: signer?.fingerprint256.replaceAll(':', '').toLowerCase(),
    faults,
  };
}

/** Every file that the signature names has its digest. References within the XML are not looked at. */
function wrongDigests(signedInfo: XmlElement, files: Files): string[] {
  return filesNamed(signedInfo).flatMap(({ name, reference }) => {
    const method = child(reference, 'DigestMethod')?.attributes.find((one) => one.name === 'Algorithm')?.value ?? '';
    const [algorithm, bytes] = [digestMethods[method], files[name]];
    if (algorithm === undefined || bytes === undefined) return [`${name} cannot be checked`];
    const said = Buffer.from(child(reference, 'DigestValue')?.text ?? '', 'base64');
    return createHash(algorithm).update(bytes).digest().equals(said) ? [] : [`${name} was changed`];
  });
}

/** The files that a signature is over, by the names they have in the container. */
function filesNamed(signedInfo: XmlElement): { name: string; reference: XmlElement }[] {
  return signedInfo.children
    .filter(({ name }) => name === 'Reference')
    .map((reference) => {
      const uri = reference.attributes.find(({ name }) => name === 'URI')?.value ?? '';
      return { name: nameInContainer(uri), reference };
    })
    .filter(({ name }) => !name.startsWith('#'));
}

function coverageOf(signedInfo: XmlElement, files: Files): EvidenceCheck {
  const named = new Set(filesNamed(signedInfo).map(({ name }) => name));
  const inputs = ['message.xml', ...Object.keys(files).filter((name) => /^attachment\d+$/.test(name))];
  if (inputs.every((name) => named.has(name))) return { state: 'good' };
  const result = 'sig-hashchainresult.xml';
  return named.has(result) ? checkHashChain({ result, files, inputs }) : broken('not-signed');
}

function checkSignature(xml: string, signature: XmlElement, signer: X509Certificate): ContainerFinding['signature'] {
  const method = find(signature, 'SignatureMethod')?.attributes.find(({ name }) => name === 'Algorithm')?.value ?? '';
  const [known, signed] = [signatures[method], canonicalSignedInfo(xml)];
  const value = Buffer.from(child(signature, 'SignatureValue', dsig)?.text ?? '', 'base64');
  if (known === undefined || signed === undefined) return 'not-checked';
  const key = createPublicKey(signer.publicKey.export({ type: 'spki', format: 'pem' }));
  const form = known.isEcdsa ? { key, dsaEncoding: 'ieee-p1363' as const } : key;
  return verify(known.hash, Buffer.from(signed), form, value) ? 'matches' : 'differs';
}

/**
 * `SignedInfo` in Canonical XML 1.0 as far as it is written in that form but for the name spaces it inherits, for empty
 * elements, and for the carriage returns in digests, which is how X-Road and we write it. Another form gives a signature that differs, never one that
 * matches by mistake.
 */
function canonicalSignedInfo(xml: string): string | undefined {
  const found = /<((?:\w+:)?SignedInfo)((?:\s[^>]*)?)>[\s\S]*?<\/\1>/.exec(xml);
  if (found === null) return undefined;
  const [whole, tag = '', own = ''] = found;
  const before = xml.slice(0, found.index);
  const ancestors = [...before.matchAll(/<(\/?)([\w:]+)((?:\s[^<>]*?)?)(\/?)>/g)].reduce<string[]>((open, one) => {
    const [, closes, , attributes = '', isEmpty] = one;
    if (closes === '/') return open.slice(0, -1);
    return isEmpty === '/' ? open : [...open, attributes];
  }, []);
  const spaces = new Map<string, string>();
  for (const text of [...ancestors, own]) {
    for (const [, name = '', value = ''] of text.matchAll(/\s(xmlns(?::\w+)?)="([^"]*)"/g)) spaces.set(name, value);
  }
  const declared = [...spaces]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => ` ${name}="${value}"`);
  const rest = own.replaceAll(/\sxmlns(?::\w+)?="[^"]*"/g, '');
  const inner = whole.slice(`<${tag}${own}>`.length).replaceAll('&#13;', '&#xD;');
  return `<${tag}${declared.join('')}${rest}>${inner.replaceAll(/<([\w:]+)((?:\s[^<>]*?)?)\/>/g, '<$1$2></$1>')}`;
}
