import { createHash } from 'node:crypto';
import { attributeOf, child } from '../protocol/read-xml.ts';
import type { XmlElement } from '../protocol/read-xml.ts';
import { canonicalXml } from './canonical-forms.ts';
import type { CanonicalForms } from './canonical-forms.ts';
import { digestMethods } from './digest-methods.ts';
import { broken, notChecked } from './evidence-check.ts';
import type { EvidenceCheck } from './evidence-check.ts';
import { nameInContainer } from './name-in-container.ts';

/** What a signature is over: references that were signed, the document they stand in, and the files of its container. */
export type ReferencedParts = {
  signedInfo: XmlElement;
  document: XmlElement;
  forms: CanonicalForms;
  files: Readonly<Record<string, Uint8Array>>;
};

/** One `ds:Reference`: `name` of a file, or `#id` of a part of the signature's own document. `bytes` are what was digested. */
export type CheckedReference = { name: string; type: string; check: EvidenceCheck; bytes: Uint8Array | undefined };

const dsig = 'http://www.w3.org/2000/09/xmldsig#';

/**
 * Whether each `ds:Reference` of a `SignedInfo` has the digest of what it names (XML Signature, 3.2.1): files by their bytes,
 * parts of the document by their canonical form, of which the one transform may name the method. What has another
 * transform, digest or form is not checked.
 */
export function checkReferences({ signedInfo, ...parts }: ReferencedParts): CheckedReference[] {
  return signedInfo.children
    .filter(({ name, namespace }) => name === 'Reference' && namespace === dsig)
    .map((reference) => checkReference(reference, parts));
}

/** The state of all together: broken where one is, not checked where one is not, and `not-signed` where there is none. */
export function worstOf(references: readonly CheckedReference[]): EvidenceCheck {
  const checks = references.map(({ check }) => check);
  const worst = checks.find(({ state }) => state === 'broken') ?? checks.find(({ state }) => state === 'not-checked');
  return worst ?? (checks.length === 0 ? broken('not-signed') : { state: 'good' });
}

function checkReference(reference: XmlElement, parts: Omit<ReferencedParts, 'signedInfo'>): CheckedReference {
  const uri = attributeOf(reference, 'URI');
  const named = { name: nameInContainer(uri), type: attributeOf(reference, 'Type') };
  const found = bytesOf(named.name, reference, parts);
  if ('state' in found) return { ...named, check: found, bytes: undefined };
  return { ...named, check: checkDigest(reference, found), bytes: found };
}

/** Whether an element with `DigestMethod` and `DigestValue` has the digest of some bytes. */
export function checkDigest(holder: XmlElement, bytes: Uint8Array): EvidenceCheck {
  const method = child(holder, 'DigestMethod', dsig);
  const algorithm = method && digestMethods[attributeOf(method, 'Algorithm')];
  if (algorithm === undefined) return notChecked('unknown-form');
  const said = Buffer.from(child(holder, 'DigestValue', dsig)?.text ?? '', 'base64');
  return createHash(algorithm).update(bytes).digest().equals(said) ? { state: 'good' } : broken('digest-differs');
}

function bytesOf(
  name: string,
  reference: XmlElement,
  { document, forms, files }: Omit<ReferencedParts, 'signedInfo'>,
): Uint8Array | EvidenceCheck {
  const transforms = child(reference, 'Transforms', dsig)?.children ?? [];
  if (!name.startsWith('#')) {
    if (name === '' || transforms.length > 0) return notChecked('unknown-form');
    return Object.hasOwn(files, name) ? (files[name] ?? broken('no-such-part')) : broken('no-such-part');
  }
  const [part, ...more] = withId(document, name.slice(1));
  if (part === undefined || more.length > 0) return broken('no-such-part');
  const [transform, ...others] = transforms;
  if (others.length > 0 || (transform?.children.length ?? 0) > 0) return notChecked('unknown-form');
  const form = forms(part, transform === undefined ? canonicalXml : attributeOf(transform, 'Algorithm'));
  return form === undefined ? notChecked('unknown-form') : Buffer.from(form);
}

function withId(element: XmlElement, id: string): XmlElement[] {
  const own = element.attributes.some(({ name, value }) => name === 'Id' && value === id) ? [element] : [];
  return [...own, ...element.children.flatMap((one) => withId(one, id))];
}
