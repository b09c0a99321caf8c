import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { isXmlText } from './xml-characters.ts';
import { nil } from './xml-value.ts';
import type { XmlRecord, XmlValue } from './xml-value.ts';

/** An element with its name space resolved; `text` is the text directly in it, unchanged. */
export interface XmlElement {
  namespace: string;
  name: string;
  attributes: readonly { namespace: string; name: string; value: string }[];
  children: readonly XmlElement[];
  text: string;
}

/** Why bytes were not read as XML. */
export type XmlFault = 'too-large' | 'not-utf8' | 'has-doctype' | 'not-well-formed' | 'too-deep' | 'too-many';

/** The bytes are not XML that we accept; `fault` says why, no content is quoted. */
export class XmlReadError extends Error {
  override readonly name = 'XmlReadError';
  readonly fault: XmlFault;

  constructor(fault: XmlFault) {
    super(`XML is refused: ${fault}`);
    this.fault = fault;
  }
}

/** The largest message that an X-Road security server can log, in bytes (UG-SYSPAR, `max-loggable-message-body-size`). */
export const largestMessage = 10 * 1024 * 1024;

const deepest = 40;
const mostElements = 100_000;
const xml = 'http://www.w3.org/XML/1998/namespace';
const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';
const attributesKey = ':@';
const textKey = '#text';

type Node = Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: '#cdata',
  maxNestedTags: deepest,
});

/**
 * The root element of a document. Reads UTF-8 only, refuses every document type declaration before anything is parsed
 * (so there are no entities but the five of XML), more than `limit` bytes, 40 levels or
 * 100,000 elements (a million would hold up the process for seconds). Throws
 * `XmlReadError`.
 */
export function readXml(bytes: Uint8Array, limit: number = largestMessage): XmlElement {
  if (bytes.length > limit) throw new XmlReadError('too-large');
  const text = decodeUtf8(bytes);
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new XmlReadError('has-doctype');
  if (/^<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["'])/i.test(text)) throw new XmlReadError('not-utf8');
  if (!isXmlText(text)) throw new XmlReadError('not-well-formed');
  refuseTooMuch(text);
  if (XMLValidator.validate(text) !== true) throw new XmlReadError('not-well-formed');
  const roots = parse(text).filter((node) => nameOf(node) !== undefined);
  const [root] = roots;
  if (root === undefined || roots.length !== 1) throw new XmlReadError('not-well-formed');
  return elementOf(root, new Map([['xml', xml]]));
}

/** The first child of a name, in a name space when one is given. */
export function child(element: XmlElement, name: string, namespace?: string): XmlElement | undefined {
  return element.children.find((one) => one.name === name && (namespace === undefined || one.namespace === namespace));
}

/**
 * The content of an element as data: nil, text when it has no children, else children by local name; a name that comes
 * more than once becomes a list, so a field that may repeat is read through the contract, which makes one a list too.
 */
export function valueOf(element: XmlElement): XmlValue {
  if (isNil(element)) return nil;
  if (element.children.length === 0) return element.text;
  const record: Record<string, XmlValue> = {};
  const lists = Map.groupBy(element.children, ({ name }) => name);
  for (const [name, members] of lists) {
    const values = members.map(valueOf);
    const [only] = values;
    Object.defineProperty(record, name, {
      value: values.length === 1 && only !== undefined ? only : values,
      enumerable: true,
    });
  }
  return record satisfies XmlRecord;
}

function isNil({ attributes }: XmlElement): boolean {
  const mark = attributes.find(({ name, namespace }) => name === 'nil' && namespace === schemaInstance);
  return mark?.value === 'true' || mark?.value === '1';
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new XmlReadError('not-utf8');
  }
}

/** Counted before parsing, because the library recurses. Comments and CDATA may hold `<`, which only counts too much. */
function refuseTooMuch(text: string): void {
  let level = 0;
  let count = 0;
  for (const [tag] of text.matchAll(/<\/?[\p{L}_](?:[^<>"']|"[^"]*"|'[^']*')*>/gu)) {
    if (tag.startsWith('</')) level -= 1;
    else {
      if (!tag.endsWith('/>')) level += 1;
      count += 1;
    }
    if (level > deepest) throw new XmlReadError('too-deep');
    if (count > mostElements) throw new XmlReadError('too-many');
  }
}

function parse(text: string): Node[] {
  try {
    return parser.parse(text) as Node[];
  } catch {
    throw new XmlReadError('not-well-formed');
  }
}

function nameOf(node: Node): string | undefined {
  for (const key in node) if (key !== attributesKey && !key.startsWith('#')) return key;
  return undefined;
}

function elementOf(node: Node, outer: ReadonlyMap<string, string>): XmlElement {
  const qualified = nameOf(node) ?? '';
  const raw = Object.entries((node[attributesKey] ?? {}) as Record<string, string>);
  const declared = raw.filter(([key]) => isDeclaration(key));
  const spaces = declared.length === 0 ? outer : new Map([...outer, ...declared.map(bindingOf)]);
  const inside = (node[qualified] ?? []) as Node[];
  return {
    ...resolve(qualified, spaces, ''),
    attributes: raw
      .filter(([key]) => !isDeclaration(key))
      .map(([key, value]) => ({ ...resolve(key, spaces, undefined), value: unescapeXml(value) })),
    children: inside.filter((one) => nameOf(one) !== undefined).map((one) => elementOf(one, spaces)),
    text: inside.map(textOf).join(''),
  };
}

function bindingOf([key, value]: [string, string]): [string, string] {
  return [key === 'xmlns' ? '' : key.slice('xmlns:'.length), unescapeXml(value)];
}

function isDeclaration(key: string): boolean {
  return key === 'xmlns' || key.startsWith('xmlns:');
}

function textOf(node: Node): string {
  if (typeof node[textKey] === 'string') return unescapeXml(node[textKey].replaceAll('\r\n', '\n'));
  const cdata = node['#cdata'] as Record<string, string>[] | undefined;
  return cdata?.map((one) => one[textKey] ?? '').join('') ?? '';
}

/** An attribute without a prefix is in no name space, an element without one is in the default one (Namespaces §6.2). */
function resolve(
  qualified: string,
  spaces: ReadonlyMap<string, string>,
  fallback: '' | undefined,
): { namespace: string; name: string } {
  const colon = qualified.indexOf(':');
  const prefix = colon < 0 ? fallback : qualified.slice(0, colon);
  const namespace = prefix === undefined ? '' : (spaces.get(prefix) ?? (prefix === '' ? '' : undefined));
  if (namespace === undefined) throw new XmlReadError('not-well-formed');
  return { namespace, name: qualified.slice(colon + 1) };
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&([^;&]*);?/g, (whole, reference: string) => {
    if (!whole.endsWith(';')) throw new XmlReadError('not-well-formed');
    const known = named[reference] ?? characterOf(reference);
    if (known === undefined) throw new XmlReadError('not-well-formed');
    return known;
  });
}

function characterOf(reference: string): string | undefined {
  const digits = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(reference);
  if (digits === null) return undefined;
  const point = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  const character = point <= 0x10ffff ? String.fromCodePoint(point) : '\0';
  return isXmlText(character) ? character : undefined;
}
