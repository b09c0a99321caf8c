import type { Language } from '../../../domain/language.ts';
import { closedPlace } from '../../../domain/complaints/closed-place.ts';
import { isPrecinct } from '../../../domain/places/territories.ts';
import { isCalendarDay } from '../../../domain/time/calendar-day.ts';
import { day } from '../../../wording/dates.ts';
import { territoryOptions } from '../../../web-kit/complaints/territory-options.ts';
import { say } from '../../../wording/say.ts';
import type { Doubt, StepForm, Typed } from './step-form.ts';

const parts = ['learned-day', 'learned-month', 'learned-year'] as const;

/** Where and when. Place and precinct go into the closed lists or, as words, into the private place. */
export const whereForm: StepForm = {
  step: 'where',
  controls: [...parts, 'territory', 'precinct', 'place', 'commission'],
  typedFrom: ({ learnedOn, territory, precinct, place, commission }) => {
    const [year = '', month = '', date = ''] = learnedOn.split('-');
    return {
      'learned-day': date.replace(/^0/, ''),
      'learned-month': month.replace(/^0/, ''),
      'learned-year': year,
      territory,
      precinct,
      place,
      commission,
    };
  },
  change: (typed) => {
    const { territory = '', precinct = '', place = '', commission = '' } = typed;
    return { learnedOn: learnedOn(typed), commission, ...closedPlace({ territory, precinct, place }) };
  },
  doubts: (typed, { language, today }) => [
    ...learnedDoubt(language, learnedOn(typed), today),
    ...((typed['precinct'] ?? '').trim() === '' || isPrecinct((typed['precinct'] ?? '').trim())
      ? []
      : [{ field: 'precinct', target: 'precinct', text: say(language, 'filing.error.precinct') }]),
  ],
  model: (typed, { language, commissions, term }, errorOf) => {
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
      law: say(language, 'filing.where.law', { term }),
      territory: { ...field('territory'), groups: territoryOptions(language) },
      precinct: {
        ...field('precinct'),
        hint: word('precinct-hint'),
        inputmode: 'numeric',
        width: '5',
        isOptional: true,
      },
      place: { ...field('place'), hint: word('place-hint'), isOptional: true },
      commission: {
        ...field('commission'),
        hint: word('commission-hint'),
        options: commissions.map(({ key, name }) => ({ value: key, text: name[language] })),
      },
    };
  },
};

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
