/** An element that is there and says `xsi:nil="true"`: another thing than an empty one and than an absent one. */
export const nil = Symbol('xsi:nil');

/**
 * The content of an element as data: text (empty text is an empty element), nil, children by name in their order, or
 * several elements of one name. An absent element is an absent key.
 */
export type XmlValue = string | typeof nil | XmlRecord | readonly XmlValue[];

/** Children by local name; the order of the keys is the order of the elements. */
export type XmlRecord = { readonly [name: string]: XmlValue };

/** Whether a value has children by name. */
export function isXmlRecord(value: unknown): value is XmlRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
