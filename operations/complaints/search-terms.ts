import { formatComplaintNumber, parseComplaintNumber } from '../../domain/complaints/complaint-number.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { isPrecinct, territoryGroups } from '../../domain/places/territories.ts';
import type { SearchFor } from '../../persistence/complaints/search-rows.ts';
import { say } from '../../wording/say.ts';

const operators = /"|(^|\s)-\S|\sor\s/i;

/**
 * What somebody typed, as what can be looked for: words and their beginnings, a number or a part of it, a precinct, and
 * territories by their names in any language. With quotes, a minus or `or` the words are taken as they stand.
 */
export function searchTerms(written: string): SearchFor {
  const words = written.replaceAll('\0', ' ').trim();
  const parts = operators.test(words) ? [] : (words.match(/[\p{L}\p{N}]+/gu) ?? []);
  const number = parseComplaintNumber(words);
  return {
    words,
    beginnings: parts.map((part) => `${part}:*`).join(' & '),
    number: number ? formatComplaintNumber(number) : (/^[KК]?-?(\d[\d-]+)$/iu.exec(words)?.[1] ?? ''),
    precinct: isPrecinct(words) ? words : '',
    territories: territoriesNamed(words.toLowerCase()),
  };
}

function territoriesNamed(words: string): string[] {
  if (words.length < 3) return [];
  const isNamed = (key: string): boolean =>
    LANGUAGES.some((language) => say(language, `territories.${key}`).toLowerCase().startsWith(words));
  return territoryGroups.flatMap(({ key, parts }) => (isNamed(key) ? [key, ...parts] : parts.filter(isNamed)));
}
