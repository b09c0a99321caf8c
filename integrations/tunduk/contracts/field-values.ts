import { nil } from '../protocol/xml-value.ts';
import { rememberedBy } from '../protocol/remembered-by.ts';
import type { XmlRecord, XmlValue } from '../protocol/xml-value.ts';
import { isXmlRecord } from '../protocol/xml-value.ts';
import type { Field } from './contract-schema.ts';

/** A value of a message by its contract. `null` is nil (or JSON null), an absent field is an absent key. */
export type FieldValue = string | number | boolean | null | FieldRecord | readonly FieldValue[];

/** Fields by name. */
export type FieldRecord = { readonly [name: string]: FieldValue };

/** The first way in which a message is not what its contract says; `path` names fields, never values. */
export class ContractBreach extends Error {
  override readonly name = 'ContractBreach';
  readonly path: string;

  constructor(path: string, fault: string) {
    super(`${path}: ${fault}`);
    this.path = path;
  }
}

const forms: Partial<Record<Field['type'], RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  dateTime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/,
  integer: /^-?\d{1,15}$/,
  number: /^-?\d{1,15}(\.\d{1,10})?$/,
  boolean: /^(true|false|0|1)$/,
  base64: /^[A-Za-z0-9+/=\s]*$/,
};

/**
 * What XML says, as values of the contract: lists are lists even with one member, numbers and booleans are such, an
 * empty element is the empty text. Throws `ContractBreach` for a field that is missing, nil or of another form where
 * the contract does not allow it. What the contract does not name is left out, or a breach when `isStrict`.
 */
export function valuesFromXml(fields: Readonly<Record<string, Field>>, xml: XmlRecord, isStrict = false): FieldRecord {
  return valuesOf(fields, xml, '', isStrict);
}

/** The same for JSON. */
export function valuesFromJson(fields: Readonly<Record<string, Field>>, json: unknown, isStrict = false): FieldRecord {
  if (!isXmlRecord(json)) throw new ContractBreach('the body', 'is not an object');
  return valuesOf(fields, json, '', isStrict);
}

/** The values as elements, in the order of the contract, whatever the order of the record. */
export function xmlFromValues(fields: Readonly<Record<string, Field>>, values: FieldRecord): XmlRecord {
  const written: Record<string, XmlValue> = {};
  for (const [name, field] of entriesOf(fields)) {
    if (Object.hasOwn(values, name)) written[name] = xmlValueOf(field, values[name] ?? null);
  }
  return written;
}

function xmlValueOf(field: Field, value: FieldValue): XmlValue {
  if (value === null) return nil;
  if (isFieldList(value)) return value.map((member) => xmlValueOf(field, member));
  if (typeof value === 'object') return xmlFromValues(field.fields, value);
  return String(value);
}

const entriesOf = rememberedBy((fields: Readonly<Record<string, Field>>) => Object.entries(fields));

type Incoming = Readonly<Record<string, unknown>>;

function valuesOf(
  fields: Readonly<Record<string, Field>>,
  given: Incoming,
  path: string,
  isStrict: boolean,
): FieldRecord {
  const place = (name: string) => (path === '' ? name : `${path}.${name}`);
  const unknown = isStrict ? Object.keys(given).find((name) => !Object.hasOwn(fields, name)) : undefined;
  if (unknown !== undefined) throw new ContractBreach(place(unknown), 'is not in the contract');
  const read: Record<string, FieldValue> = {};
  for (const [name, field] of entriesOf(fields)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) {
      if (field.isList) read[name] = [];
      else if (!field.isOptional) throw new ContractBreach(place(name), 'is missing');
    } else {
      read[name] = valueOf(field, value, place(name), isStrict);
    }
  }
  return read;
}

function valueOf(field: Field, value: unknown, path: string, isStrict: boolean): FieldValue {
  if (field.isList) {
    const members: readonly unknown[] = Array.isArray(value) ? value : value === '' ? [] : [value];
    return members.map((member) => memberOf(field, member, path, isStrict));
  }
  return memberOf(field, value, path, isStrict);
}

function memberOf(field: Field, value: unknown, path: string, isStrict: boolean): FieldValue {
  if (value === nil || value === null) {
    if (!field.isNillable) throw new ContractBreach(path, 'is nil');
    return null;
  }
  if (field.type === 'group') {
    const inside = value === '' ? {} : value;
    if (!isXmlRecord(inside)) throw new ContractBreach(path, 'is not a group');
    return valuesOf(field.fields, inside, path, isStrict);
  }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new ContractBreach(path, 'is not a single value');
  }
  return leafOf(field, String(value), path);
}

function leafOf(field: Field, text: string, path: string): FieldValue {
  if (field.type === 'text') return text;
  if (text === '' && field.isOptional) return '';
  if (forms[field.type]?.test(text) === false) throw new ContractBreach(path, `is not of the form ${field.type}`);
  if (field.type === 'boolean') return text === 'true' || text === '1';
  return field.type === 'integer' || field.type === 'number' ? Number(text) : text;
}

/** A single value as text; nil, groups and lists are the empty text. */
export function textOfValue(value: FieldValue | undefined): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

function isFieldList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}
