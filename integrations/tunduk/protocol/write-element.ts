import { escapeXml } from './write-xml.ts';
import type { XmlElement } from './read-xml.ts';

/** An element as it was read, under the same names and name spaces; prefixes may be others. */
export function writeElement(element: XmlElement): string {
  return written(element, '');
}

function written({ namespace, name, attributes, children, text }: XmlElement, outer: string): string {
  const declared = namespace === outer ? '' : ` xmlns="${escapeXml(namespace)}"`;
  const marks = attributes.map((one, place) =>
    one.namespace === ''
      ? ` ${one.name}="${escapeXml(one.value)}"`
      : ` a${place}:${one.name}="${escapeXml(one.value)}" xmlns:a${place}="${escapeXml(one.namespace)}"`,
  );
  const inside = children.length === 0 ? escapeXml(text) : children.map((one) => written(one, namespace)).join('');
  return `<${name}${declared}${marks.join('')}>${inside}</${name}>`;
}
