import type { XmlElement } from './read-xml.ts';

/** The first way in which the header of an answer differs from that of its request. */
export interface HeaderDifference {
  kind: 'missing' | 'changed' | 'added' | 'reordered';
  field: string;
}

/**
 * Whether an answer repeats every header field of the request with the same content and in the same order (PR-MESS
 * §2.3), under whatever prefixes. `requestHash` is not among the fields. Undefined when it does.
 */
export function compareHeaders(sent: readonly XmlElement[], back: readonly XmlElement[]): HeaderDifference | undefined {
  if (isSameList(sent, back)) return undefined;
  const key = ({ namespace, name }: XmlElement) => `{${namespace}}${name}`;
  const returned = new Map(back.map((field) => [key(field), field]));
  const asked = new Set(sent.map(key));
  for (const field of sent) {
    const found = returned.get(key(field));
    if (found === undefined) return { kind: 'missing', field: field.name };
    if (!isSameElement(found, field)) return { kind: 'changed', field: field.name };
  }
  const added = back.find((field) => !asked.has(key(field)));
  if (added !== undefined) return { kind: 'added', field: added.name };
  const moved = sent.find((field, place) => back[place] === undefined || key(back[place]) !== key(field));
  if (moved !== undefined) return { kind: 'reordered', field: moved.name };
  return back.length > sent.length ? { kind: 'added', field: back.at(-1)?.name ?? '' } : undefined;
}

function isSameList(some: readonly XmlElement[], others: readonly XmlElement[]): boolean {
  return some.length === others.length && some.every((one, place) => isSameElement(one, others[place]));
}

/** Name, attributes in any order, and the content: children, or the text of an element without any. */
function isSameElement(one: XmlElement, other: XmlElement | undefined): boolean {
  if (other === undefined || one.name !== other.name || one.namespace !== other.namespace) return false;
  if (one.attributes.length !== other.attributes.length) return false;
  const isThere = (mark: XmlElement['attributes'][number]) =>
    other.attributes.some(
      ({ namespace, name, value }) => name === mark.name && namespace === mark.namespace && value === mark.value,
    );
  if (!one.attributes.every(isThere)) return false;
  if (one.children.length === 0 && other.children.length === 0) return one.text === other.text;
  return isSameList(one.children, other.children);
}
