import { isXmlText } from './xml-characters.ts';
import { nil } from './xml-value.ts';
import type { XmlRecord, XmlValue } from './xml-value.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const plain = /^[ !#-%(-;=?-~]*$/;
const name = /^[A-Za-z_][\w.-]*$/;

/** A text or a name that XML 1.0 cannot hold; the message says which element, never the text. */
export class XmlWriteError extends Error {
  override readonly name = 'XmlWriteError';
}

/**
 * Text for the content of an element or an attribute (XML 1.0 §2.4). A carriage return goes as a reference, because a
 * reader would turn it into a line feed. Throws `XmlWriteError` for characters that XML 1.0 forbids (§2.2), NUL and
 * lone surrogates among them.
 */
export function escapeXml(text: string): string {
  if (plain.test(text)) return text;
  if (!isXmlText(text)) throw new XmlWriteError('a text holds a character that XML 1.0 forbids');
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter).replaceAll('\r', '&#13;');
}

/**
 * Elements in the order of the record's keys, each under `prefix`; a list writes its name once for each member. `nil`
 * needs `xmlns:xsi` on an element around.
 */
export function writeElements(record: XmlRecord, prefix: string): string {
  let written = '';
  for (const [key, value] of Object.entries(record)) written += writeElement(key, value, prefix);
  return written;
}

function writeElement(key: string, value: XmlValue, prefix: string): string {
  if (!name.test(key)) throw new XmlWriteError('a key is not a name of an element');
  const tag = prefix === '' ? key : `${prefix}:${key}`;
  if (value === nil) return `<${tag} xsi:nil="true"/>`;
  if (typeof value === 'string') return value === '' ? `<${tag}/>` : `<${tag}>${escapeXml(value)}</${tag}>`;
  if (isList(value)) return value.map((member) => writeElement(key, member, prefix)).join('');
  return `<${tag}>${writeElements(value, prefix)}</${tag}>`;
}

function isList(value: XmlRecord | readonly XmlValue[]): value is readonly XmlValue[] {
  return Array.isArray(value);
}
