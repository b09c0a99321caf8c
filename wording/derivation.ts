import type {
  CountingStep,
  DerivationStep,
  EventStep,
  NormStep,
  ResultStep,
  ScalingStep,
} from '../domain/law/derivation.ts';
import type { LawPack } from '../domain/law/law-pack.ts';
import type { Language } from '../domain/language.ts';
import type { CalendarDay } from '../domain/time/calendar-day.ts';
import { certaintyMark, type CertaintyMark } from './certainty.ts';
import { day, dayTime, deadlineMoment, weekday, weekdayShort } from './dates.ts';
import { articleLabel, articleWithAct, ruleName, termInWords } from './law-references.ts';
import { hasMessage, say } from './say.ts';

/** One numbered step in words. `article` is the label of a law reference, `mark` how sure the step is. */
export type DerivationSentence = {
  kind: DerivationStep['kind'];
  title: string;
  text: string;
  article: string | null;
  mark: CertaintyMark | null;
};

/** One box of the day strip. `isGap` marks that days are left out before it. */
export type StripDay = {
  day: CalendarDay;
  number: string;
  weekday: string;
  note: string;
  label: string;
  role: 'start' | 'counted' | 'last';
  isToday: boolean;
  isGap: boolean;
};

type PackFacts = Pick<LawPack, 'id' | 'version' | 'acts'>;

/** The derivation of a term as sentences: event, norm, scaling, counting, result; by the version of the pack it names. */
export function derivationSentences(
  language: Language,
  derivation: { readonly steps: readonly DerivationStep[]; readonly packVersion?: number },
  pack: PackFacts,
): DerivationSentence[] {
  const { packVersion: version = pack.version } = derivation;
  return derivation.steps.map((step) => sentenceOf(language, step, { ...pack, version }));
}

/** The whole derivation as one paragraph, for mail and paper. */
export function derivationText(
  language: Language,
  derivation: { readonly steps: readonly DerivationStep[]; readonly packVersion?: number },
  pack: PackFacts,
): string {
  return derivationSentences(language, derivation, pack)
    .map(({ title, text }) => `${title}. ${text}`)
    .join(' ');
}

/** The days of a derivation as boxes, `today` marked if it is among them; empty for hours and *at once*. */
export function dayStrip(
  language: Language,
  derivation: { readonly steps: readonly DerivationStep[] },
  today: CalendarDay | null = null,
): StripDay[] {
  const counting = derivation.steps.find((step) => step.kind === 'counting');
  const days = counting?.days ?? [];
  return days.map((each, place) => {
    const previous = days[place - 1];
    const isToday = each.day === today;
    const note = noteOf(language, each, counting?.counting ?? 'CR-AFTER');
    return {
      day: each.day,
      number: String(Number(each.day.slice(8))),
      weekday: weekdayShort(language, each.day),
      note: isToday ? `${note}, ${say(language, 'law.strip.today')}` : note,
      label: `${day(language, each.day)}, ${weekday(language, each.day)}`,
      role: each.role,
      isToday,
      isGap: previous !== undefined && Math.abs(each.index - previous.index) > 1,
    };
  });
}

function noteOf(
  language: Language,
  { role, index }: CountingStep['days'][number],
  counting: CountingStep['counting'],
): string {
  if (role === 'start') return say(language, 'law.strip.start');
  if (role === 'counted') return say(language, 'law.strip.day', { index });
  return counting === 'CR-AFTER'
    ? say(language, 'law.strip.last', { index })
    : say(language, 'law.strip.lastUncounted');
}

function sentenceOf(language: Language, step: DerivationStep, pack: PackFacts): DerivationSentence {
  if (step.kind === 'event') return eventSentence(language, step);
  if (step.kind === 'norm') return normSentence(language, step, pack);
  if (step.kind === 'scaling') return scalingSentence(language, step);
  if (step.kind === 'counting') return countingSentence(language, step);
  return resultSentence(language, step);
}

function eventSentence(language: Language, step: EventStep): DerivationSentence {
  const key = `law.event.${step.event}`;
  const event = hasMessage(key) ? say(language, key) : say(language, 'law.event.other');
  const moment = dayTime(language, step.at);
  return {
    kind: 'event',
    title: say(language, 'law.derivation.event.title', { event }),
    text: say(language, 'law.derivation.event.text', {
      weekday: capital(language, weekday(language, step.at)),
      moment,
    }),
    article: null,
    mark: null,
  };
}

function normSentence(language: Language, step: NormStep, pack: PackFacts): DerivationSentence {
  const values = {
    rule: ruleName(language, step.ruleId),
    article: articleWithAct(language, pack, step.article),
    pack: say(language, 'law.pack', { id: pack.id, version: String(pack.version) }),
  };
  return {
    kind: 'norm',
    title: say(language, 'law.derivation.norm.title', { term: termInWords(language, step.term, step.direction) }),
    text: say(language, 'law.derivation.norm.text', values),
    article: articleLabel(language, pack, step.article),
    mark: certaintyMark(language, step),
  };
}

function scalingSentence(language: Language, step: ScalingStep): DerivationSentence {
  if (!step.applied) {
    const reason = step.electionKind === 'regular' ? 'election' : 'unit';
    return {
      kind: 'scaling',
      title: say(language, 'law.derivation.scaling.none.title'),
      text: say(language, `law.derivation.scaling.none.${reason}`),
      article: null,
      mark: null,
    };
  }
  return {
    kind: 'scaling',
    title: say(language, 'law.derivation.scaling.applied.title', { from: step.from, to: step.to }),
    text:
      step.by === 'fraction'
        ? say(language, 'law.derivation.scaling.applied.fraction', {
            numerator: step.numerator,
            denominator: step.denominator,
          })
        : say(language, 'law.derivation.scaling.applied.publishedTerm'),
    article: null,
    mark: certaintyMark(language, { certainty: step.certainty }),
  };
}

function countingSentence(language: Language, step: CountingStep): DerivationSentence {
  return {
    kind: 'counting',
    title: say(language, `law.derivation.counting.${step.counting}.title`),
    text: say(language, `law.derivation.counting.${step.counting}.text`, { n: step.n }),
    article: null,
    mark: certaintyMark(language, { certainty: step.certainty }),
  };
}

function resultSentence(language: Language, step: ResultStep): DerivationSentence {
  const atOnce = step.dueAt === null;
  return {
    kind: 'result',
    title:
      step.dueAt === null
        ? say(language, 'law.derivation.result.atOnceTitle')
        : say(language, 'law.derivation.result.title', { moment: deadlineMoment(language, step.dueAt) }),
    text: atOnce
      ? say(language, 'law.derivation.result.atOnceText')
      : say(language, step.inclusiveHour ? 'law.derivation.result.inclusive' : 'law.derivation.result.text'),
    article: null,
    mark: null,
  };
}

function capital(language: Language, word: string): string {
  return word.charAt(0).toLocaleUpperCase(language) + word.slice(1);
}
