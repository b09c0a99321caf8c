import type { Language } from '../../domain/language.ts';
import { readReports } from '../../operations/reports/read-reports.ts';
import { dayFigures, dayTime } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import { refuse } from '../../domain/refusals.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { reportDays } from './report-period.ts';
import type { ReportDays } from './report-period.ts';
import { reportTableNames, reportTables } from './report-tables.ts';
import type { ReportTable } from './report-tables.ts';
import { writeCsv } from '../../web-kit/write-csv.ts';

/** The reports of a commission for a period: tables with a bar beside each row, each figure leading to its records. */
export async function reportsPage(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place, query } = visit;
  const days = reportDays(query, (await context.clock()).legal);
  const outcome = await readReports(context, actor, { commission: place.commission, ...days });
  if (!outcome.ok) return refused(outcome);
  const search = new URLSearchParams(days).toString();
  const asOf = dayTime(language, outcome.value.now);
  return {
    kind: 'page',
    view: 'reports/reports.njk',
    title: say(language, 'reports.title'),
    search,
    model: {
      commission: commissionName(language, place.commission),
      about: say(language, 'reports.about', {
        from: dayFigures(language, days.from),
        to: dayFigures(language, days.to),
        moment: asOf,
      }),
      form: {
        action: `/${language}/reports`,
        from: { name: 'from', type: 'date', label: say(language, 'reports.from'), value: days.from },
        to: { name: 'to', type: 'date', label: say(language, 'reports.to'), value: days.to },
      },
      tables: reportTables(language, outcome.value).map((table) => tableModel(language, table, days)),
    },
  };
}

function tableModel(language: Language, table: ReportTable, days: ReportDays) {
  return {
    ...table,
    csv: `/${language}/reports/table.csv?${new URLSearchParams({ table: table.name, ...days }).toString()}`,
    rows: table.rows.map((row) => ({
      ...row,
      figures: row.figures.map(({ text, open }) => ({ text, href: open && figureHref(language, days, open) })),
    })),
  };
}

function figureHref(language: Language, days: ReportDays, open: Record<string, string>): string {
  return `/${language}/reports/cases?${new URLSearchParams({ ...open, ...days }).toString()}`;
}

/** One table of the reports as CSV: the same figures, times in minutes, the period and the moment above. */
export async function reportCsv(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place, query } = visit;
  const name = reportTableNames.find((known) => known === query['table']);
  if (name === undefined) return refused(refuse('NOT_FOUND'));
  const days = reportDays(query, (await context.clock()).legal);
  const outcome = await readReports(context, actor, { commission: place.commission, ...days });
  if (!outcome.ok) return refused(outcome);
  const table = reportTables(language, outcome.value).find((one) => one.name === name);
  if (!table) return refused(refuse('NOT_FOUND'));
  const minutes = name === 'stages' ? ` (${say(language, 'reports.minutes')})` : '';
  return {
    kind: 'file',
    name: `shailoo-${name}-${days.from}-${days.to}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    bytes: writeCsv([
      [table.heading, commissionName(language, place.commission), days.from, days.to, outcome.value.now],
      table.columns.map((column, index) => (index > 1 ? `${column}${minutes}` : column)),
      ...table.rows.map((row) => [row.name, ...row.figures.map(({ value }) => value)]),
    ]),
  };
}
