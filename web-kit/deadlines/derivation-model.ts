import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Language } from '../../domain/language.ts';
import { dayOf } from '../../domain/law/counting/calendar.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dayShort, lastMoment } from '../../wording/dates.ts';
import { dayStrip, derivationSentences } from '../../wording/derivation.ts';
import type { DerivationSentence } from '../../wording/derivation.ts';
import { say } from '../../wording/say.ts';
import type { Derivation } from '../components.ts';

/**
 * How a term came about, as the component shows it. `question` is the words that open it. For staff each norm has its
 * article beside it, and each mark says why a value is not confirmed.
 */
export function derivationModel(
  language: Language,
  derived: DerivedDeadline,
  pack: LawPack,
  now: Instant,
  { question = whyThatDay(language, derived), isForStaff = false }: { question?: string; isForStaff?: boolean } = {},
): Derivation {
  const days = dayStrip(language, derived, dayOf(now)).map(({ number, weekday, note, role, isToday }) => ({
    number,
    words: `${weekday}, ${note}`,
    state: role,
    isToday,
  }));
  const steps = derivationSentences(language, derived, pack).map((sentence) => ({
    heading: sentence.title,
    text: sentence.text,
    ...(isForStaff && sentence.article !== null ? { norm: { text: sentence.article } } : {}),
    ...certaintyOf(sentence, isForStaff),
    ...(sentence.kind === 'counting' && days.length > 0 ? { days } : {}),
  }));
  return { question, steps };
}

function certaintyOf(
  { mark }: DerivationSentence,
  isForStaff: boolean,
): Pick<Derivation['steps'][number], 'certainty'> {
  if (mark === null) return {};
  return { certainty: { confirmed: mark.isConfirmed, text: isForStaff ? mark.explanation : mark.label } };
}

/** «Эмне үчүн 14-январь?»: the question a reader has about a date. */
function whyThatDay(language: Language, { dueAt }: DerivedDeadline): string {
  if (dueAt === null) return say(language, 'kit.why-at-once');
  return say(language, 'kit.why-day', { day: dayShort(language, lastMoment(dueAt).day) });
}
