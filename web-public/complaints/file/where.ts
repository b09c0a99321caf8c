import type { Language } from '../../../domain/language.ts';
import { closedPlace } from '../../../domain/complaints/closed-place.ts';
import { isPrecinct } from '../../../domain/places/territories.ts';
import { isCalendarDay } from '../../../domain/time/calendar-day.ts';
import { isClockTime } from '../../../domain/complaints/term-to-file.ts';
import { day, onDay } from '../../../wording/dates.ts';
import { articleLabel, termInWords } from '../../../wording/law-references.ts';
import { territoryOptions } from '../../../web-kit/complaints/territory-options.ts';
import { say } from '../../../wording/say.ts';
import { markModel, termSentence } from './law-model.ts';
import type { Doubt, StepFacts, StepForm, Typed } from './step-form.ts';

const parts = ['learned-day', 'learned-month', 'learned-year'] as const;

/** Where and when. Place and precinct go into the closed lists or, as words, into the private place. */
export const whereForm: StepForm = {
  step: 'where',
  controls: [...parts, 'learnedTime', 'territory', 'precinct', 'place'],
  typedFrom: ({ learnedOn, learnedTime, territory, precinct, place }) => {
    const [year = '', month = '', date = ''] = learnedOn.split('-');
    return {
      'learned-day': date.replace(/^0/, ''),
      'learned-month': month.replace(/^0/, ''),
      'learned-year': year,
      learnedTime,
      territory,
      precinct,
      place,
    };
  },
  change: (typed) => {
    const { territory = '', precinct = '', place = '' } = typed;
    const learnedTime = clockTimeOf(typed['learnedTime'] ?? '');
    return { learnedOn: learnedOn(typed), learnedTime, ...closedPlace({ territory, precinct, place }) };
  },
  doubts: (typed, { language, today }) => [
    ...learnedDoubt(language, learnedOn(typed), today),
    ...timeDoubt(language, clockTimeOf(typed['learnedTime'] ?? '')),
    ...((typed['precinct'] ?? '').trim() === '' || isPrecinct((typed['precinct'] ?? '').trim())
      ? []
      : [{ field: 'precinct', target: 'precinct', text: say(language, 'filing.error.precinct') }]),
  ],
  model: (typed, facts, errorOf) => {
    const { language } = facts;
    const word = (key: string): string => say(language, `filing.field.${key}`);
    const field = (name: string) => ({ name, label: word(name), value: typed[name] ?? '', ...errorOf(name) });
    return {
      learned: {
        ...field('learned'),
        hint: word('learned-hint'),
        value: {
          day: typed['learned-day'] ?? '',
          month: typed['learned-month'] ?? '',
          year: typed['learned-year'] ?? '',
        },
      },
      learnedTime: {
        ...field('learnedTime'),
        hint: word('learnedTime-hint'),
        width: '5',
        isOptional: true,
      },
      law: lawModel(facts),
      territory: { ...field('territory'), groups: territoryOptions(language) },
      precinct: {
        ...field('precinct'),
        hint: word('precinct-hint'),
        inputmode: 'numeric',
        width: '5',
        isOptional: true,
      },
      place: { ...field('place'), hint: word('place-hint'), isOptional: true },
    };
  },
};

/** The term to file in words, beside the question: its length, until when it runs, how sure that is. */
function lawModel({ language, term, preview }: StepFacts) {
  const { rule, pack, earliestInTime } = term;
  const length = say(language, 'filing.where.law', { term: termInWords(language, rule.term) });
  const earliest =
    earliestInTime === null ? [] : [say(language, 'filing.where.earliest', { day: onDay(language, earliestInTime) })];
  const running = preview.toFile === null ? earliest : [termSentence(language, preview)];
  return {
    lines: [length, ...running],
    article: articleLabel(language, pack, rule.article),
    mark: markModel(language, rule),
  };
}

/** «9.05» and «9:5» are read as clock times; anything else stays as it was typed. */
function clockTimeOf(text: string): string {
  const [, hour = '', minute = ''] = /^\s*(\d{1,2})[:.\s](\d{1,2})\s*$/.exec(text) ?? [];
  const clock = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  return isClockTime(clock) ? clock : text.trim().slice(0, 40);
}

function timeDoubt(language: Language, learnedTime: string): Doubt[] {
  if (learnedTime === '' || isClockTime(learnedTime)) return [];
  return [{ field: 'learnedTime', target: 'learnedTime', text: say(language, 'filing.error.learned-time') }];
}

function learnedOn(typed: Typed): string {
  const [date = '', month = '', year = ''] = parts.map((part) => (typed[part] ?? '').trim());
  if (date === '' && month === '' && year === '') return '';
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`.slice(0, 40);
}

function learnedDoubt(language: Language, learned: string, today: string): Doubt[] {
  const doubt = (text: string): Doubt[] => [{ field: 'learned', target: 'learned-day', text }];
  if (learned === '') return [];
  if (!isCalendarDay(learned)) return doubt(say(language, 'filing.error.learned'));
  return learned > today ? doubt(say(language, 'filing.error.learned-future', { day: day(language, today) })) : [];
}
