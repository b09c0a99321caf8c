/** The three languages of everything a person reads: Kyrgyz (state language), Russian (official language), English. */
export type Language = 'ky' | 'ru' | 'en';

/** All languages, the state language first. */
export const LANGUAGES: readonly Language[] = ['ky', 'ru', 'en'];

/** True for one of the three languages; use it where a language comes from outside. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.includes(value as Language);
}
