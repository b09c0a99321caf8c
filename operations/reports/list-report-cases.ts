import { z } from 'zod';
import { complaintKinds } from '../../domain/complaints/complaint.ts';
import type { Commission } from '../../domain/people/role.ts';
import { territoryGroups } from '../../domain/places/territories.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { reportSets } from '../../domain/reports/report-set.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { countReportCases, listReportCases as listRows } from '../../persistence/reports/report-rows.ts';
import type { ReportCase, ReportPart } from '../../persistence/reports/report-rows.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';
import { reportPeriod } from './read-reports.ts';

export type { ReportCase } from '../../persistence/reports/report-rows.ts';

const oblasts = territoryGroups.map(({ key }) => key);

/** Which figure is opened: its set, and the row of the table it stands in. An unknown word opens nothing. */
export const reportFigureSchema = z.object({
  set: z.enum(reportSets),
  holder: z.union([z.uuid(), z.literal('nobody')]).optional(),
  kind: z.enum(complaintKinds).optional(),
  oblast: z.enum([...oblasts, 'none']).optional(),
});
export type ReportFigure = z.output<typeof reportFigureSchema>;

const pageLength = 100;

/** A page of the records behind a figure; `count` is the figure. */
export type ReportCases = { now: Instant; rows: readonly ReportCase[]; count: number; next: string | null };

type CasesRequest = {
  commission: Commission;
  from: CalendarDay;
  to: CalendarDay;
  figure: ReportFigure;
  after?: string | undefined;
};

/** The records behind a figure of a report, the newest first: the same condition that counted them. */
export async function listReportCases(
  context: OperationContext,
  actor: PersonActor,
  { figure, after, ...request }: CasesRequest,
): Promise<Outcome<ReportCases>> {
  if (!mayReadLists(actor, request.commission)) return refuse('NOT_ALLOWED');
  const { legal: now } = await context.clock();
  const period = reportPeriod(now, request);
  const chosen = { set: figure.set, part: partOf(figure) };
  const [rows, count] = await Promise.all([
    listRows(context.database, period, { ...chosen, after: placeOf(after), limit: pageLength + 1 }),
    countReportCases(context.database, period, chosen),
  ]);
  const shown = rows.slice(0, pageLength);
  const last = rows.length > pageLength ? shown.at(-1) : undefined;
  const next = last === undefined ? null : Buffer.from(`${last.receivedAt}|${last.id}`).toString('base64url');
  return granted({ now, rows: shown, count, next });
}

function partOf({ holder, kind, oblast }: ReportFigure): ReportPart {
  const parts = territoryGroups.find(({ key }) => key === oblast)?.parts ?? [];
  return {
    holder: holder === undefined || holder === 'nobody' ? null : holder,
    isHeldByNobody: holder === 'nobody',
    kind: kind ?? null,
    territories: oblast === undefined || oblast === 'none' ? [] : [oblast, ...parts],
    isPlaceless: oblast === 'none',
  };
}

const placeShape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function placeOf(cursor: string | undefined): { receivedAt: Instant; id: string } | null {
  const [, receivedAt, id] = placeShape.exec(Buffer.from(cursor ?? '', 'base64url').toString()) ?? [];
  return receivedAt === undefined || id === undefined ? null : { receivedAt: receivedAt as Instant, id };
}
