import type { Language } from '../../domain/language.ts';
import { refuse } from '../../domain/refusals.ts';
import { listReportCases, reportFigureSchema } from '../../operations/reports/list-report-cases.ts';
import type { ReportCase, ReportFigure } from '../../operations/reports/list-report-cases.ts';
import { reportStages } from '../../domain/reports/report-set.ts';
import { statusTag } from '../../web-kit/complaints/status-tag.ts';
import { dayFigures, dayTimeShort, deadlineMomentShort } from '../../wording/dates.ts';
import { duration } from '../../wording/durations.ts';
import { say } from '../../wording/say.ts';
import { deskPlaceWords, kindInWords } from '../cases/case-words.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { reportDays } from './report-period.ts';

/** The records behind a figure of a report. */
export async function reportCasesPage(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place, query } = visit;
  const figure = reportFigureSchema.safeParse(query);
  if (!figure.success) return refused(refuse('NOT_FOUND'));
  const days = reportDays(query, (await context.clock()).legal);
  const after = typeof query['after'] === 'string' ? query['after'] : undefined;
  const request = { commission: place.commission, ...days, figure: figure.data, after };
  const outcome = await listReportCases(context, actor, request);
  if (!outcome.ok) return refused(outcome);
  const { rows, count, next } = outcome.value;
  const title = setInWords(language, figure.data);
  const search = new URLSearchParams({ ...definedOf(figure.data), ...days });
  return {
    kind: 'page',
    view: 'reports/report-cases.njk',
    title,
    search: search.toString(),
    crumbs: [
      { text: say(language, 'reports.title'), href: `/${language}/reports?${new URLSearchParams(days).toString()}` },
      { text: title, href: '', current: true },
    ],
    model: {
      about: say(language, 'reports.cases-about', {
        n: count,
        from: dayFigures(language, days.from),
        to: dayFigures(language, days.to),
      }),
      hasTime: isStage(figure.data),
      rows: rows.map((row) => rowModel(language, row)),
      shown: say(language, 'reports.cases-shown', { n: rows.length, count }),
      first: after === undefined ? null : `/${language}/reports/cases?${search.toString()}`,
      next: next === null ? null : `/${language}/reports/cases?${search.toString()}&after=${next}`,
    },
  };
}

function isStage({ set }: ReportFigure): boolean {
  return (reportStages as readonly string[]).includes(set);
}

function setInWords(language: Language, figure: ReportFigure): string {
  const { set, kind, oblast, holder } = figure;
  const name = isStage(figure) ? say(language, `reports.stage.${set}`) : say(language, `reports.count.${set}`);
  const parts = [
    ...(kind === undefined ? [] : [kindInWords(language, kind)]),
    ...(oblast === undefined
      ? []
      : [oblast === 'none' ? say(language, 'desk.place-unknown') : say(language, `territories.${oblast}`)]),
    ...(holder === 'nobody' ? [say(language, 'reports.nobody')] : []),
  ];
  return [name, ...parts].join(': ');
}

function definedOf(figure: ReportFigure): Record<string, string> {
  return Object.fromEntries(Object.entries(figure).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}

function rowModel(language: Language, row: ReportCase) {
  return {
    number: row.number,
    href: `/${language}/cases/${row.id}`,
    subject: kindInWords(language, row.kind),
    place: deskPlaceWords(language, row),
    received: dayTimeShort(language, row.receivedAt),
    due: row.dueAt === null ? '' : deadlineMomentShort(language, row.dueAt),
    decided: row.decidedAt === null ? '' : dayTimeShort(language, row.decidedAt),
    holder: row.holderName ?? say(language, 'desk.holder.none'),
    status: statusTag(language, { status: row.status }),
    time: row.seconds === null ? '' : duration(language, row.seconds * 1000),
  };
}
