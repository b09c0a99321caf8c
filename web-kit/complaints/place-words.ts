import type { Language } from '../../domain/language.ts';
import { isTerritory } from '../../domain/places/territories.ts';
import { say } from '../../wording/say.ts';

/** Where it happened as far as the closed lists say, in words; empty when nothing is given. */
export function placeWords(
  language: Language,
  { territory, precinct }: { readonly territory: string | null; readonly precinct: string | null },
): string {
  const parts = [
    territory !== null && isTerritory(territory) ? say(language, `territories.${territory}`) : territory,
    precinct === null ? null : say(language, 'complaints.precinct', { n: precinct }),
  ];
  return parts.filter((part) => part !== null).join(', ');
}
