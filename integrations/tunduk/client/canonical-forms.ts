import { DOMParser, onWarningStopParsing } from '@xmldom/xmldom';
import type { Element } from '@xmldom/xmldom';
import { C14nCanonicalization, ExclusiveCanonicalization, findAncestorNs } from 'xml-crypto';
import type { XmlElement } from '../protocol/read-xml.ts';

/** Canonical XML 1.0, which a reference within a document has without a transform (XML Signature, 4.4.3.2). */
export const canonicalXml = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const exclusiveXml = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** The canonical form of an element of the document by a method; undefined for what is not understood. */
export type CanonicalForms = (element: XmlElement, method: string) => string | undefined;

/**
 * Canonical XML 1.0 and Exclusive XML Canonicalization 1.0, without comments, of elements of a document. `root` is the same
 * text, read. Not understood is where the library leaves the standard: processing instructions, `xml:` attributes that
 * are inherited, and prefixes that it would put in the order of a language.
 */
export function canonicalForms(text: string, root: XmlElement): CanonicalForms {
  const document = new DOMParser({ onError: onWarningStopParsing }).parseFromString(text, 'text/xml');
  const isUsual = [...text.matchAll(/\sxmlns:([^=\s]+)/g)].every(([, prefix = '']) => /^[a-z0-9.-]+$/.test(prefix));
  return (element, method) => {
    const places = placesOf(root, element);
    const found = document.documentElement && elementAt(document.documentElement, places);
    if (!found || !isUsual || /<\?(?!xml\s)/.test(text)) return undefined;
    if (method === exclusiveXml) return new ExclusiveCanonicalization().process(found as never, {});
    if (method !== canonicalXml || inheritsXmlAttribute(found)) return undefined;
    const path = ['/*', ...places.map((place) => `*[${place + 1}]`)].join('/');
    const ancestorNamespaces = findAncestorNs(document as never, path);
    return new C14nCanonicalization().process(found as never, { ancestorNamespaces });
  };
}

/** The way from the root down to an element: its place among the elements of each level. */
function placesOf(root: XmlElement, element: XmlElement): number[] {
  const find = (one: XmlElement): number[] | undefined => {
    if (one === element) return [];
    for (const [place, below] of one.children.entries()) {
      const found = find(below);
      if (found !== undefined) return [place, ...found];
    }
    return undefined;
  };
  const places = find(root);
  if (places === undefined) throw new RangeError('the element is not of this document');
  return places;
}

function elementAt(root: Element, places: readonly number[]): Element | undefined {
  return places.reduce<Element | undefined>(
    (one, place) => one && ([...one.childNodes].filter(({ nodeType }) => nodeType === 1)[place] as Element | undefined),
    root,
  );
}

function inheritsXmlAttribute({ parentNode }: Element): boolean {
  const parent = parentNode as Element | null;
  if (parent?.nodeType !== 1) return false;
  return [...parent.attributes].some(({ prefix }) => prefix === 'xml') || inheritsXmlAttribute(parent);
}
