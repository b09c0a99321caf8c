import type { Language } from '../domain/language.ts';
import type { RefusalCode } from '../domain/refusals.ts';
import { say } from './say.ts';

/** The sentence of a refusal. The code stands beside it on the page, so that people can name it to the help line. */
export function sayRefusal(
  language: Language,
  refusal: { readonly code: RefusalCode; readonly details?: Readonly<Record<string, string | number>> },
): string {
  return say(language, `refusals.${refusal.code}`, refusal.details);
}
