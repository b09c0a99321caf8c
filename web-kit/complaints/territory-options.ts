import { territoryGroups } from '../../domain/places/territories.ts';
import type { Language } from '../../domain/language.ts';
import { say } from '../../wording/say.ts';

/** Territories as groups of options, the whole unit first in each group. */
export function territoryOptions(language: Language) {
  return territoryGroups.map(({ key, parts: inside }) => {
    const name = say(language, `territories.${key}`);
    const whole = {
      value: key,
      text: inside.length === 0 ? name : say(language, 'filing.field.territory-whole', { name }),
    };
    return {
      name,
      options: [whole, ...inside.map((each) => ({ value: each, text: say(language, `territories.${each}`) }))],
    };
  });
}
