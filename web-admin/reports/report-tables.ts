import type { ReportCount } from '../../domain/reports/report-set.ts';
import type { Language } from '../../domain/language.ts';
import type { Counts, Reports } from '../../operations/reports/read-reports.ts';
import { duration } from '../../wording/durations.ts';
import { say } from '../../wording/say.ts';

/** The tables of the reports, by the name that stands in addresses. */
export const reportTableNames = ['load', 'kinds', 'oblasts', 'stages'] as const;
export type ReportTableName = (typeof reportTableNames)[number];

/** A figure with what opens its records; `bar` draws it, in hundredths of the greatest, red up to `over`. */
type Figure = { text: string; value: number; open: Record<string, string> | null };
type Row = { name: string; figures: readonly Figure[]; bar: { width: number; over: number } | null };

/** A table of a report in words. */
export type ReportTable = {
  name: ReportTableName;
  heading: string;
  definition: string;
  columns: readonly string[];
  barLabel: string;
  rows: readonly Row[];
};

const countsOf: Record<Exclude<ReportTableName, 'stages'>, readonly ReportCount[]> = {
  load: ['open', 'overdue', 'closed'],
  kinds: ['received', 'closed', 'closedLate', 'open', 'overdue', 'breached'],
  oblasts: ['received', 'closed', 'closedLate', 'open', 'overdue', 'breached'],
};

/** All tables of the reports. */
export function reportTables(language: Language, reports: Reports): ReportTable[] {
  const nobody = say(language, 'reports.nobody');
  const load = reports.load.map(({ personId, name, counts }) => ({
    name: personId === null ? nobody : name,
    counts,
    open: { holder: personId ?? 'nobody' },
  }));
  const kinds = reports.kinds.map(({ kind, counts }) => ({
    name: say(language, `complaints.kind.${kind}`),
    counts,
    open: { kind },
  }));
  const oblasts = reports.oblasts.map(({ oblast, counts }) => ({
    name: oblast === null ? say(language, 'desk.place-unknown') : say(language, `territories.${oblast}`),
    counts,
    open: { oblast: oblast ?? 'none' },
  }));
  return [
    countTable(language, 'load', load, reports.all),
    stageTable(language, reports),
    countTable(language, 'kinds', kinds, reports.all),
    countTable(language, 'oblasts', oblasts, reports.all),
  ];
}

type CountRow = { name: string; counts: Counts; open: Record<string, string> };

function countTable(
  language: Language,
  name: Exclude<ReportTableName, 'stages'>,
  rows: readonly CountRow[],
  all: Counts,
): ReportTable {
  const columns = countsOf[name];
  const drawn = name === 'load' ? 'open' : 'received';
  const most = Math.max(1, ...rows.map(({ counts }) => counts[drawn]));
  const red = (counts: Counts): number => (name === 'load' ? counts.overdue : 0);
  const figures = (counts: Counts, open: Record<string, string>): Figure[] =>
    columns.map((set) => ({
      text: String(counts[set]),
      value: counts[set],
      open: counts[set] === 0 ? null : { set, ...open },
    }));
  return {
    ...headOf(language, name),
    columns: [say(language, `reports.row.${name}`), ...columns.map((set) => say(language, `reports.count.${set}`))],
    barLabel: say(language, `reports.bar.${name}`),
    rows: [
      ...rows.map((row) => ({
        name: row.name,
        figures: figures(row.counts, row.open),
        bar: { width: (row.counts[drawn] / most) * 100, over: (red(row.counts) / most) * 100 },
      })),
      { name: say(language, 'reports.total'), figures: figures(all, {}), bar: null },
    ],
  };
}

function stageTable(language: Language, { stages }: Reports): ReportTable {
  const longest = Math.max(1, ...stages.map(({ p90 }) => p90 ?? 0));
  const time = (seconds: number | null): Figure => ({
    text: seconds === null ? say(language, 'reports.no-case') : duration(language, seconds * 1000),
    value: Math.round((seconds ?? 0) / 60),
    open: null,
  });
  return {
    ...headOf(language, 'stages'),
    columns: ['row.stages', 'stage-cases', 'median', 'p90'].map((key) => say(language, `reports.${key}`)),
    barLabel: say(language, 'reports.bar.stages'),
    rows: stages.map(({ stage, n, median, p90 }) => ({
      name: say(language, `reports.stage.${stage}`),
      figures: [{ text: String(n), value: n, open: n === 0 ? null : { set: stage } }, time(median), time(p90)],
      bar: median === null ? null : { width: (median / longest) * 100, over: 0 },
    })),
  };
}

function headOf(language: Language, name: ReportTableName) {
  return {
    name,
    heading: say(language, `reports.heading.${name}`),
    definition: say(language, `reports.definition.${name}`),
  };
}
