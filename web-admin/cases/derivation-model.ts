import { dayOf } from '../../domain/law/counting/calendar.ts';
import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Derivation } from '../../web-kit/components.ts';
import { dayShort, lastMoment } from '../../wording/dates.ts';
import { dayStrip, derivationSentences } from '../../wording/derivation.ts';
import { say } from '../../wording/say.ts';

/** How a decision term came about, for the disclosure under the clock card; marks are always shown at the desk. */
export function derivationModel(language: Language, derived: DerivedDeadline, pack: LawPack, now: Instant): Derivation {
  const days = dayStrip(language, derived, dayOf(now)).map(({ number, weekday, note, role, isToday }) => ({
    number,
    words: `${weekday}, ${note}`,
    state: role,
    isToday,
  }));
  const steps = derivationSentences(language, derived, pack).map(({ kind, title, text, article, mark }) => ({
    heading: title,
    text,
    ...(article === null ? {} : { norm: { text: article } }),
    ...(mark === null ? {} : { certainty: { confirmed: mark.isConfirmed, text: mark.explanation } }),
    ...(kind === 'counting' && days.length > 0 ? { days } : {}),
  }));
  return { question: whyThatDay(language, derived), steps };
}

function whyThatDay(language: Language, { dueAt }: DerivedDeadline): string {
  return dueAt === null
    ? say(language, 'desk.why.at-once')
    : say(language, 'desk.why.day', { day: dayShort(language, lastMoment(dueAt).day) });
}
