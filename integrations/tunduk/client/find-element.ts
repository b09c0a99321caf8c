import type { XmlElement } from '../protocol/read-xml.ts';

/** The first element of a name in an element, itself among them, in the order of the document. */
export function findElement(element: XmlElement, name: string): XmlElement | undefined {
  return element.name === name
    ? element
    : element.children.map((one) => findElement(one, name)).find((one) => one !== undefined);
}

/** All elements of a name below an element, in the order of the document. */
export function findElements(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((one) => (one.name === name ? [one] : findElements(one, name)));
}
