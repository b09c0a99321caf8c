import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dayShort, lastMoment } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';

/** «отсутствует по 24 января включительно», from the exclusive end of an absence; with who stands in, where that is known. */
export function awayInWords(language: Language, until: Instant, deputies: readonly { name: string }[] = []): string {
  const day = dayShort(language, lastMoment(until).day);
  const names = deputies.map(({ name }) => name).join(', ');
  return names === '' ? say(language, 'people.away', { day }) : say(language, 'people.away-deputy', { day, names });
}
