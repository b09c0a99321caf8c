import type { Language } from '../../domain/language.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import {
  dayShort,
  dayTimeShort,
  deadlineMoment,
  deadlineMomentShort,
  untilDayShort,
  weekdayShort,
} from '../../wording/dates.ts';
import { duration, margin } from '../../wording/durations.ts';
import { say } from '../../wording/say.ts';
import type {
  ActPanel,
  DeadlineChip,
  Derivation,
  Norm,
  RollCallRow,
  SeatChoice,
  Stage,
  Tag,
  TimelineEntry,
  VoteMeter,
} from '../components.ts';
import { iconNames, type IconName } from '../icons.ts';

const hour = 3_600_000;
const decidedAt = instant('2027-01-11T09:20:00Z');
const due = instant('2027-01-14T18:00:00Z');

/** Everything the page of parts shows, in one language; invented throughout. */
export type ComponentsModel = ReturnType<typeof componentsModel>;

/** A sample of every part in every state. */
export function componentsModel(language: Language) {
  const word = (key: string, values?: Record<string, string | number>): string => say(language, `sheet.${key}`, values);
  return {
    swatches: ['ink', 'ink-2', 'link', 'lake-800', 'lake-950', 'sun', 'green', 'amber', 'red', 'plum', 'edge', 'line'],
    icons: iconNames,
    norm: { text: word('norm'), href: '#law' } satisfies Norm,
    chips: chips(language, word),
    tags: tags(word),
    stages: stages(language, word),
    derivation: derivation(language, word),
    votes: votes(language, word),
    acts: acts(word),
    history: history(language, word),
  };
}

type Word = (key: string, values?: Record<string, string | number>) => string;

function chips(language: Language, word: Word): { chip: DeadlineChip; note: string }[] {
  const until = untilDayShort(language, '2027-01-14');
  const running = { lead: duration(language, 76 * hour), detail: until };
  return [
    { chip: { state: 'running', ...running, share: 0.25 }, note: word('chip-running') },
    {
      chip: {
        state: 'soon',
        lead: duration(language, 7.6 * hour),
        detail: deadlineMomentShort(language, due),
        share: 0.9,
      },
      note: word('chip-soon'),
    },
    {
      chip: { state: 'over', lead: word('late-words'), detail: duration(language, 9 * hour) },
      note: word('chip-over'),
    },
    { chip: { state: 'met', lead: word('met-words'), detail: margin(language, 8.7 * hour) }, note: word('chip-met') },
    {
      chip: { state: 'late', lead: word('done-late-words'), detail: margin(language, -11 * hour) },
      note: word('chip-late'),
    },
    {
      chip: { state: 'suspended', lead: word('suspended-words'), detail: word('suspended-why') },
      note: word('chip-suspended'),
    },
    {
      chip: { state: 'extended', ...running, struck: dayShort(language, '2027-01-12'), share: 0.6 },
      note: word('chip-extended'),
    },
    { chip: { state: 'none', lead: word('none-words') }, note: word('chip-none') },
  ];
}

function tags(word: Word): Tag[] {
  const all: readonly [Tag['kind'], string, IconName][] = [
    ['progress', 'tag-received', 'stamp'],
    ['progress', 'tag-progress', 'half'],
    ['granted', 'tag-granted', 'tick'],
    ['granted', 'tag-part', 'half'],
    ['closed', 'tag-refused', 'minus'],
    ['outline', 'tag-unexamined', 'back'],
    ['court', 'tag-court', 'scales'],
    ['disputed', 'tag-disputed', 'differs'],
    ['failed', 'tag-failed', 'warn'],
  ];
  return all.map(([kind, key, icon]) => ({ kind, text: word(key), icon }));
}

function stages(language: Language, word: Word): Stage[] {
  const norm = { text: word('norm'), href: '#law' };
  const at = (text: string): string => dayTimeShort(language, instant(text));
  return [
    { state: 'done', name: word('stage-filed'), when: at('2027-01-08T10:42:00Z'), norm },
    { state: 'skipped', name: word('stage-group'), when: word('stage-skipped') },
    { state: 'late', name: word('stage-decided'), when: at('2027-01-11T09:20:00Z'), norm },
    { state: 'now', name: word('stage-appeal'), when: untilDayShort(language, '2027-01-14'), norm },
    { state: 'ahead', name: word('stage-force'), when: dayShort(language, '2027-01-15') },
  ];
}

function derivation(language: Language, word: Word): Derivation {
  const day = (date: string): string => weekdayShort(language, date);
  return {
    question: word('why'),
    steps: [
      { heading: word('step-event'), text: dayTimeShort(language, decidedAt) },
      {
        heading: word('step-norm'),
        text: word('step-norm-text'),
        norm: { text: word('norm'), href: '#law' },
        certainty: { confirmed: false, text: word('unconfirmed') },
      },
      {
        heading: word('step-count'),
        days: [
          { number: '11', words: word('day-start', { weekday: day('2027-01-11') }), state: 'start' },
          { number: '12', words: word('day-today', { weekday: day('2027-01-12') }), state: 'counted', isToday: true },
          { number: '13', words: word('day-second', { weekday: day('2027-01-13') }), state: 'counted' },
          { number: '14', words: word('day-last', { weekday: day('2027-01-14') }), state: 'last' },
        ],
      },
      { heading: word('step-result', { date: deadlineMoment(language, due) }) },
    ],
  };
}

const seats: readonly [SeatChoice, string, string][] = [
  ['for', 'Бекмуратова', '15:14'],
  ['for', 'Иманкулов', '15:14'],
  ['for', 'Кадырбаева', '15:15'],
  ['for', 'Сатаров', '15:15'],
  ['abstain', 'Турганбаева', '15:13'],
  ['against', 'Пак', '15:16'],
  ['recused', 'Абдыразаков', '15:05'],
  ['absent', 'Сыдыгалиева', ''],
];

function votes(language: Language, word: Word): { meter: VoteMeter; rows: RollCallRow[]; result: object } {
  return {
    meter: {
      label: word('votes'),
      seats: seats.map(([choice, name]) => ({ choice, name, word: say(language, `sittings.choice.${choice}`) })),
      quorum: word('quorum'),
      others: word('not-taking-part'),
    },
    rows: seats
      .slice(4)
      .map(([choice, name, when]) => ({ choice, name, when, word: say(language, `sittings.choice.${choice}`) })),
    result: {
      isAccepted: true,
      verdict: word('accepted'),
      rows: [{ text: word('members'), value: '8' }],
      sum: { text: word('sum'), value: word('sum-value') },
    },
  };
}

function acts(word: Word): ActPanel {
  return {
    can: [
      { text: word('act-agenda'), href: '#acts', icon: 'people', isPrimary: true, consequence: word('act-agenda-why') },
      { text: word('act-draft'), href: '#acts', icon: 'pencil' },
    ],
    cannot: [{ text: word('act-vote'), reason: word('act-vote-why'), norm: { text: word('norm') } }],
  };
}

function history(language: Language, word: Word): TimelineEntry[] {
  const entry = (moment: Instant, key: string): TimelineEntry => ({
    datetime: moment,
    when: dayTimeShort(language, moment),
    sentence: word(key),
  });
  return [
    entry(instant('2027-01-11T12:05:00Z'), 'history-published'),
    { ...entry(decidedAt, 'history-decided'), detail: word('history-detail') },
    { ...entry(instant('2027-01-08T10:42:00Z'), 'history-received'), bySystem: true },
  ];
}
