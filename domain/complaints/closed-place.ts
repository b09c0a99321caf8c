import { isPrecinct, isTerritory } from '../places/territories.ts';

type Place = { readonly territory: string; readonly precinct: string; readonly place: string };

/**
 * Keeps territory and precinct to their closed lists, because both are public from the first minute. Whatever else was
 * typed there is not lost: it goes into the private place.
 */
export function closedPlace({ territory, precinct, place }: Place): Place {
  const number = precinct.trim();
  const words = [place, ...(isTerritory(territory) ? [] : [territory]), ...(isPrecinct(number) ? [] : [number])];
  return {
    territory: isTerritory(territory) ? territory : '',
    precinct: isPrecinct(number) ? number : '',
    place: words
      .filter((text) => text.trim() !== '')
      .join(' ')
      .slice(0, 1_000),
  };
}
