import type { Language } from '../../../domain/language.ts';

/** The first letter large, as words stand that begin a line. */
export function capital(language: Language, text: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
