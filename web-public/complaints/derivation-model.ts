import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Language } from '../../domain/language.ts';
import { dayOf } from '../../domain/law/counting/calendar.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dayShort, lastMoment } from '../../wording/dates.ts';
import { dayStrip, derivationSentences } from '../../wording/derivation.ts';
import type { StripDay } from '../../wording/derivation.ts';
import { say } from '../../wording/say.ts';
import type { Day, Derivation } from '../../web-kit/components.ts';

/** The derivation of a term as the component shows it. `question` is the words that open it. */
export function derivationModel(
  language: Language,
  derivation: DerivedDeadline,
  pack: LawPack,
  now: Instant,
  question: string,
): Derivation {
  const days = dayStrip(language, derivation, dayOf(now)).map(stripDay);
  const steps = derivationSentences(language, derivation, pack).map(({ kind, title, text, mark }) => ({
    heading: title,
    text,
    ...(mark === null ? {} : { certainty: { confirmed: mark.isConfirmed, text: mark.label } }),
    ...(kind === 'counting' && days.length > 0 ? { days } : {}),
  }));
  return { question, steps };
}

/** «Эмне үчүн 14-январь?»: the question a reader has about a date. */
export function whyThatDay(language: Language, { dueAt }: DerivedDeadline): string {
  if (dueAt === null) return say(language, 'case.why-at-once');
  return say(language, 'case.why', { day: dayShort(language, lastMoment(dueAt).day) });
}

function stripDay({ number, weekday, note, role, isToday }: StripDay): Day {
  const state = role === 'start' ? 'start' : role === 'last' ? 'last' : 'counted';
  return { number, words: `${weekday}, ${note}`, state, ...(isToday ? { isToday: true } : {}) };
}
