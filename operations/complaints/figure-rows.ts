import { complaintKinds, complaintStatuses, outcomes } from '../../domain/complaints/complaint.ts';
import { addDays } from '../../domain/law/counting/calendar.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import { spans, termStandings } from './read-figures.ts';
import type { Figures } from './read-figures.ts';

/** The charts of the page, each with its table and its file. */
export const figureCharts = ['days', 'kinds', 'outcomes', 'statuses', 'terms', 'spans'] as const;
export type FigureChart = (typeof figureCharts)[number];

/** A row of a table: the code of what is counted, and its numbers in the order of `numberHeads`. */
export type FigureRow = { code: string; numbers: readonly number[] };

/** The heads of the numbers of a table. */
export const numberHeads: Readonly<Record<FigureChart, readonly ('n' | 'onTime' | 'late')[]>> = {
  days: ['n'],
  kinds: ['n'],
  outcomes: ['n'],
  statuses: ['n'],
  terms: ['n'],
  spans: ['onTime', 'late'],
};

/** The rows of a chart: every code of its closed list, every day from the first to the last; null where counting was too slow. */
export function figureRows(figures: Figures, chart: FigureChart): readonly FigureRow[] | null {
  const { groups, days, spans: counted } = figures;
  const tally = (codes: readonly string[], of: (group: NonNullable<Figures['groups']>[number]) => string | null) =>
    groups &&
    codes.map((code) => ({
      code,
      numbers: [groups.filter((group) => of(group) === code).reduce((sum, { n }) => sum + n, 0)],
    }));
  switch (chart) {
    case 'days':
      return days && everyDay(days);
    case 'kinds':
      return tally(complaintKinds, ({ kind }) => kind);
    case 'outcomes':
      return tally([...outcomes, 'leftUnexamined'], ({ outcome }) => outcome);
    case 'statuses':
      return tally(complaintStatuses, ({ status }) => status);
    case 'terms':
      return tally(termStandings, ({ term }) => term);
    case 'spans':
      return counted && spans.map(({ key }) => spanRow(counted.spans, key));
  }
}

function spanRow(counted: NonNullable<Figures['spans']>['spans'], code: string): FigureRow {
  const found = counted.find(({ key }) => key === code);
  return { code, numbers: [found?.onTime ?? 0, found?.late ?? 0] };
}

/** Days between the first and the last without any stand as zero; a hundred years at most. */
function everyDay(days: readonly { day: CalendarDay; n: number }[]): FigureRow[] {
  const counted = new Map(days.map(({ day, n }) => [day, n]));
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  const rows: FigureRow[] = [];
  if (first === undefined || last === undefined) return rows;
  for (let day = first; day <= last && rows.length < 36_525; day = addDays(day, 1))
    rows.push({ code: day, numbers: [counted.get(day) ?? 0] });
  return rows;
}

/** By what a chart over time is drawn: days as long as they can be told apart, else weeks from Monday, else months. */
export type TimeStep = 'day' | 'week' | 'month';
const mostColumns = 62;

/** The days of a chart put together so that it has at most 62 columns, or months; the code is the first day. */
export function inSteps(days: readonly FigureRow[]): { step: TimeStep; rows: readonly FigureRow[] } {
  if (days.length <= mostColumns) return { step: 'day', rows: days };
  const step: TimeStep = days.length <= mostColumns * 7 ? 'week' : 'month';
  const sums = new Map<string, number>();
  for (const { code, numbers } of days) {
    const start = step === 'month' ? `${code.slice(0, 7)}-01` : mondayOf(code as CalendarDay);
    sums.set(start, (sums.get(start) ?? 0) + (numbers[0] ?? 0));
  }
  return { step, rows: Array.from(sums, ([code, n]) => ({ code, numbers: [n] })) };
}

function mondayOf(day: CalendarDay): CalendarDay {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}
