import { findAddresses } from './find-addresses.ts';
import { findKnownNames, findLikelyNames } from './find-names.ts';
import type { KnownName } from './find-names.ts';
import { findNumbers } from './find-numbers.ts';
import { withoutOverlap } from './found-place.ts';
import type { FoundPlace } from './found-place.ts';

/** What the detector knows of a case: the names of its private side, other values of it, and names that stay public. */
export type KnownOfCase = {
  names: readonly KnownName[];
  /** Values as they were typed: an address, an e-mail, a phone. Found word for word. */
  values: readonly { value: string; kind: FoundPlace['kind'] }[];
  publicNames: readonly string[];
};

/**
 * Values of persons in a fragment of a text, in their order and without overlap: PIN, passport, phone, e-mail, card and
 * account, address, day of birth, the names of the case in their word forms, and words that look like a name. It proposes;
 * a person decides. What it does not know it does not find.
 */
export function detect(text: string, known: KnownOfCase): FoundPlace[] {
  return withoutOverlap([
    ...findNumbers(text),
    ...findKnownNames(text, known.names),
    ...findValues(text, known.values),
    ...findAddresses(text),
    ...findLikelyNames(text, known.publicNames),
  ]);
}

function findValues(text: string, values: KnownOfCase['values']): FoundPlace[] {
  const small = text.toLowerCase();
  if (small.length !== text.length) return [];
  return values.flatMap(({ value, kind }) => {
    const wanted = value.trim().toLowerCase();
    if (wanted.length < 6) return [];
    const found: FoundPlace[] = [];
    for (let start = small.indexOf(wanted); start >= 0; start = small.indexOf(wanted, start + 1)) {
      found.push({ start, end: start + wanted.length, kind, certainty: 'high' });
    }
    return found;
  });
}
