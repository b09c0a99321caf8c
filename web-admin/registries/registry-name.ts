import type { Language } from '../../domain/language.ts';
import { say } from '../../wording/say.ts';
import { capital } from '../cases/act-forms/capital.ts';

/** A registry in words, as the first of its line. */
export function nameOf(language: Language, registry: string): string {
  return capital(language, say(language, `complaints.registry.${registry}`));
}
