import type { Language } from '../../../domain/language.ts';
import type { CalendarDay } from '../../../domain/time/calendar-day.ts';
import type { Figures } from '../../../operations/complaints/read-figures.ts';
import type { RegisterQuery } from '../../../operations/complaints/list-complaints.ts';
import { dayFigures, dayTime } from '../../../wording/dates.ts';
import { duration } from '../../../wording/durations.ts';
import { number } from '../../../wording/figures.ts';
import { say } from '../../../wording/say.ts';
import { barChart } from '../../../web-kit/charts/bar-chart.ts';
import { columnChart } from '../../../web-kit/charts/column-chart.ts';
import { pagePath } from '../../page-kit.ts';
import { addressOf, chosen } from '../register/register-model.ts';
import { figureCharts, figureRows, inSteps, numberHeads } from '../../../operations/complaints/figure-rows.ts';
import type { FigureChart, FigureRow } from '../../../operations/complaints/figure-rows.ts';

const hour = 3_600_000;

/** What the page of figures shows: each chart with its definition, its table and its file. */
export function figuresModel(language: Language, query: RegisterQuery, figures: Figures) {
  const here = pagePath(language, '/complaints/figures');
  return {
    lead: say(language, 'figures.lead', { moment: dayTime(language, figures.at) }),
    chosen: chosen(language, here, query),
    whole: here,
    register: addressOf(pagePath(language, '/complaints'), query),
    charts: figureCharts.map((chart) => chartModel(language, query, figures, chart)),
  };
}

function chartModel(language: Language, query: RegisterQuery, figures: Figures, chart: FigureChart) {
  const word = (key: string): string => say(language, `figures.${chart}.${key}`);
  const all = figureRows(figures, chart);
  const { step, rows } = chart === 'days' ? inSteps(all ?? []) : { step: null, rows: all ?? [] };
  const sum = rows.reduce((total, { numbers }) => total + sumOf(numbers), 0);
  const of = (row: FigureRow): string => rowName(language, chart, row.code);
  return {
    id: chart,
    heading: word('heading'),
    about: word('about'),
    note: noteOf(language, figures, chart, step),
    isTooSlow: all === null,
    isEmpty: sum === 0,
    title: `${word('heading')}. ${titleOf(language, rows, of)}`,
    bars: step === null ? barChart(rows.map((row) => barOf(language, chart, row, of(row)))) : null,
    columns:
      step &&
      columnChart(
        rows.map((row) => ({ label: of(row), value: sumOf(row.numbers) })),
        (n) => number(language, n),
      ),
    keys:
      numberHeads[chart].length > 1
        ? numberHeads[chart].map((head) => ({ tone: toneOf(head), text: say(language, `figures.head.${head}`) }))
        : [],
    heads: [
      say(
        language,
        step === null ? (chart === 'spans' ? 'figures.head.span' : 'figures.head.name') : `figures.head.${step}`,
      ),
      ...numberHeads[chart].map((head) => say(language, `figures.head.${head}`)),
    ],
    rows: rows.map((row) => ({
      name: of(row),
      href: linkOf(language, query, chart, row.code),
      numbers: row.numbers.map((n) => number(language, n)),
    })),
    csv: addressOf(pagePath(language, `/complaints/figures/${chart}.csv`), query),
  };
}

/** A chart in a sentence, for whoever hears it: its greatest figures; the rest is in the table. */
function titleOf(language: Language, rows: readonly FigureRow[], of: (row: FigureRow) => string): string {
  return rows
    .filter(({ numbers }) => sumOf(numbers) > 0)
    .toSorted((one, other) => sumOf(other.numbers) - sumOf(one.numbers))
    .slice(0, 5)
    .map((row) => `${of(row)}: ${number(language, sumOf(row.numbers))}`)
    .join('; ');
}

function noteOf(language: Language, { spans }: Figures, chart: FigureChart, step: string | null): string {
  if (step === 'week' || step === 'month') return say(language, `figures.days.by-${step}`);
  if (chart !== 'spans' || spans === null || spans.medianHours === null) return '';
  return say(language, 'figures.spans.median', {
    duration: duration(language, spans.medianHours * hour),
    n: number(language, spans.total),
  });
}

function barOf(language: Language, chart: FigureChart, { code, numbers }: FigureRow, label: string) {
  const isLate = chart === 'terms' && (code === 'late' || code === 'overdue');
  const parts = numbers.map((value, n) => ({
    value,
    tone: isLate ? ('late' as const) : toneOf(numberHeads[chart][n]),
  }));
  return { label, text: number(language, sumOf(numbers)), parts };
}

function toneOf(head: string | undefined): 'plain' | 'late' {
  return head === 'late' ? 'late' : 'plain';
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0);
}

/** The words of a code, as tables and files have them. */
export function rowName(language: Language, chart: FigureChart, code: string): string {
  if (chart === 'days') return dayFigures(language, code as CalendarDay);
  if (chart === 'kinds') return say(language, `complaints.kind.${code}`);
  if (chart === 'statuses') return say(language, `complaints.status.${code}`);
  if (chart === 'terms') return say(language, `figures.terms.${code}`);
  if (chart === 'spans') return say(language, `figures.spans.${code}`);
  return say(language, `complaints.outcome.${code}`);
}

/** The complaints behind a figure, where the register can be narrowed to them. */
function linkOf(language: Language, query: RegisterQuery, chart: FigureChart, code: string): string | null {
  const register = pagePath(language, '/complaints');
  if (chart === 'kinds') return addressOf(register, { ...query, kind: [code] } as RegisterQuery);
  if (chart === 'statuses') return addressOf(register, { ...query, status: [code] } as RegisterQuery);
  if (chart === 'outcomes') return addressOf(register, { ...query, outcome: [code] } as RegisterQuery);
  return null;
}
