import type { FieldRecord, FieldValue } from './field-values.ts';

/** The value at `a.b`; undefined when a part of the way is absent, nil, or a list. */
export function at(values: FieldRecord, path: string): FieldValue | undefined {
  let found: FieldValue | undefined = values;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined;
    found = Object.hasOwn(found, name) ? (found as FieldRecord)[name] : undefined;
  }
  return found;
}

/** Text that says something: absent, nil and empty are all *not known* for our people, and become undefined here. */
export function knownText(values: FieldRecord, path: string): string | undefined {
  const found = at(values, path);
  return typeof found === 'string' && found.trim() !== '' ? found : undefined;
}

/** A calendar day `YYYY-MM-DD` out of a date, a dateTime without a zone, or undefined when nothing is known. */
export function knownDay(values: FieldRecord, path: string): string | undefined {
  return knownText(values, path)?.slice(0, 'YYYY-MM-DD'.length);
}

/** A number, or undefined when nothing is known. */
export function knownNumber(values: FieldRecord, path: string): number | undefined {
  const found = at(values, path);
  return typeof found === 'number' ? found : undefined;
}

/** Yes or no, or undefined when nothing is known: never taken for *no*. */
export function knownTruth(values: FieldRecord, path: string): boolean | undefined {
  const found = at(values, path);
  return typeof found === 'boolean' ? found : undefined;
}

/** The groups of a list; none when the list is absent or empty. */
export function groups(values: FieldRecord, path: string): FieldRecord[] {
  const found = at(values, path);
  return Array.isArray(found) ? found.filter((one): one is FieldRecord => typeof one === 'object' && one !== null) : [];
}

/** An object without the keys whose value is undefined. */
export function onlyKnown<T extends object>(given: { [Key in keyof T]: T[Key] | undefined }): T {
  const known: Partial<T> = {};
  for (const key in given) if (given[key] !== undefined) known[key] = given[key];
  return known as T;
}
