import { parseXml, XmlElement as ParsedElement, XmlText } from '@rgrove/parse-xml';
import { refuseDeepXml } from './refuse-deep-xml.ts';
import { XmlReadError } from './xml-read-error.ts';
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

/** The largest message that an X-Road security server can log, in bytes (UG-SYSPAR, `max-loggable-message-body-size`). */
export const largestMessage = 10 * 1024 * 1024;

const xml = 'http://www.w3.org/XML/1998/namespace';
const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Names that an object may not be given by a stranger, however it is built. */
const refusedNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

type Spaces = Readonly<Record<string, string>>;

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
  refuseDeepXml(text);
  return elementOf(parse(text), { __proto__: null, '': '', xml } as unknown as Spaces);
}

/** The first child of a name, in a name space when one is given. */
export function child(element: XmlElement, name: string, namespace?: string): XmlElement | undefined {
  return element.children.find((one) => one.name === name && (namespace === undefined || one.namespace === namespace));
}

/** The value of an attribute by its local name; empty where there is none. */
export function attributeOf({ attributes }: XmlElement, name: string): string {
  return attributes.find((one) => one.name === name)?.value ?? '';
}

/**
 * The content of an element as data: nil, text when it has no children, else children by local name; a name that comes
 * more than once becomes a list, so a field that may repeat is read through the contract, which makes one a list too.
 */
export function valueOf(element: XmlElement): XmlValue {
  if (isNil(element)) return nil;
  if (element.children.length === 0) return element.text;
  const record: Record<string, XmlValue> = {};
  const lists = new Set<string>();
  for (const one of element.children) {
    const { name } = one;
    const value = valueOf(one);
    const before = Object.hasOwn(record, name) ? record[name] : undefined;
    if (before === undefined) record[name] = value;
    else if (lists.has(name)) (before as XmlValue[]).push(value);
    else {
      record[name] = [before, value];
      lists.add(name);
    }
  }
  return record satisfies XmlRecord;
}

function isNil({ attributes }: XmlElement): boolean {
  const mark = attributes.find(({ name, namespace }) => name === 'nil' && namespace === schemaInstance);
  return mark?.value === 'true' || mark?.value === '1';
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new XmlReadError('not-utf8');
  }
}

/** Line ends are made one before (XML 1.0 §2.11): the library takes them one by one, which a message of nothing else would misuse. */
function parse(text: string): ParsedElement {
  let root: ParsedElement | null;
  try {
    root = parseXml(text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text).root;
  } catch {
    throw new XmlReadError('not-well-formed');
  }
  if (root === null) throw new XmlReadError('not-well-formed');
  return root;
}

function elementOf(parsed: ParsedElement, outer: Spaces): XmlElement {
  const spaces = spacesOf(parsed, outer);
  const children: XmlElement[] = [];
  let text = '';
  for (const node of parsed.children) {
    if (node instanceof ParsedElement) children.push(elementOf(node, spaces));
    else if (node instanceof XmlText) text += node.text;
  }
  const { namespace, name } = resolve(parsed.name, spaces);
  if (refusedNames.has(name)) throw new XmlReadError('not-well-formed');
  return { namespace, name, attributes: attributesOf(parsed, spaces), children, text };
}

const none: XmlElement['attributes'] = [];

function attributesOf({ attributes }: ParsedElement, spaces: Spaces): XmlElement['attributes'] {
  let found: { namespace: string; name: string; value: string }[] | undefined;
  for (const key in attributes) {
    if (isDeclaration(key)) continue;
    /** An attribute without a prefix is in no name space, an element without one is in the default one (Namespaces §6.2). */
    const { namespace, name } = key.includes(':') ? resolve(key, spaces) : { namespace: '', name: key };
    (found ??= []).push({ namespace, name, value: attributes[key] ?? '' });
  }
  return found ?? none;
}

function spacesOf({ attributes }: ParsedElement, outer: Spaces): Spaces {
  let spaces: Record<string, string> | undefined;
  for (const key in attributes) {
    if (!isDeclaration(key)) continue;
    spaces ??= Object.assign(Object.create(null) as Record<string, string>, outer);
    spaces[key === 'xmlns' ? '' : key.slice('xmlns:'.length)] = attributes[key] ?? '';
  }
  return spaces ?? outer;
}

function isDeclaration(key: string): boolean {
  return key.startsWith('xmlns') && (key.length === 'xmlns'.length || key.charAt('xmlns'.length) === ':');
}

function resolve(qualified: string, spaces: Spaces): { namespace: string; name: string } {
  const colon = qualified.indexOf(':');
  const namespace = spaces[colon < 0 ? '' : qualified.slice(0, colon)];
  if (namespace === undefined) throw new XmlReadError('not-well-formed');
  return { namespace, name: qualified.slice(colon + 1) };
}
