import type { Language } from '../../domain/language.ts';
import { say } from '../../wording/say.ts';

/** Where it happened as far as the closed lists say, in words; empty when nothing is given. */
export function placeWords(
  language: Language,
  place: { readonly territory: string | null; readonly precinct: string | null },
): string {
  const parts = [
    place.territory === null ? null : say(language, `territories.${place.territory}`),
    place.precinct === null ? null : say(language, 'case.fact.precinct', { n: place.precinct }),
  ];
  return parts.filter((part) => part !== null).join(', ');
}
