import type { HeaderField } from './read-soap.ts';

/** The first way in which the header of an answer differs from that of its request. */
export interface HeaderDifference {
  kind: 'missing' | 'changed' | 'added' | 'reordered';
  field: string;
}

/**
 * Whether an answer repeats every header field of the request with the same content and in the same order (PR-MESS
 * §2.3). `requestHash` is not among the fields. Undefined when it does.
 */
export function compareHeaders(
  sent: readonly HeaderField[],
  back: readonly HeaderField[],
): HeaderDifference | undefined {
  const key = ({ namespace, name }: HeaderField) => `{${namespace}}${name}`;
  const returned = new Map(back.map((field) => [key(field), field]));
  const asked = new Set(sent.map(key));
  for (const field of sent) {
    const found = returned.get(key(field));
    if (found === undefined) return { kind: 'missing', field: field.name };
    if (found.canonical !== field.canonical) return { kind: 'changed', field: field.name };
  }
  const added = back.find((field) => !asked.has(key(field)));
  if (added !== undefined) return { kind: 'added', field: added.name };
  const moved = sent.find((field, place) => back[place] === undefined || key(back[place]) !== key(field));
  if (moved !== undefined) return { kind: 'reordered', field: moved.name };
  return back.length > sent.length ? { kind: 'added', field: back.at(-1)?.name ?? '' } : undefined;
}
