import { complaintKinds } from '../../domain/complaints/complaint.ts';
import type { ComplaintKind } from '../../domain/complaints/complaint.ts';
import { addDays, momentAt } from '../../domain/law/counting/calendar.ts';
import type { Commission } from '../../domain/people/role.ts';
import { territoryGroups } from '../../domain/places/territories.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { reportCounts } from '../../domain/reports/report-set.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listStaff } from '../../persistence/people/read-people.ts';
import type { ReportPeriod } from '../../persistence/reports/report-conditions.ts';
import {
  countAll,
  countByHolder,
  countByKind,
  countByTerritory,
  measureStages,
} from '../../persistence/reports/report-rows.ts';
import type { Counts, StageTime } from '../../persistence/reports/report-rows.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';

export type { Counts, StageTime } from '../../persistence/reports/report-rows.ts';

/** The figures of a commission: what is now, at `now`; what happened, from the first day through the last. */
export type Reports = {
  now: Instant;
  all: Counts;
  /** By name; everybody who holds a case or is a lawyer of the commission. `personId` null: held by nobody. */
  load: readonly { personId: string | null; name: string; counts: Counts }[];
  stages: readonly StageTime[];
  kinds: readonly { kind: ComplaintKind; counts: Counts }[];
  /** By unit of the first level; null for complaints without a place. */
  oblasts: readonly { oblast: string | null; counts: Counts }[];
};

type ReportRequest = { commission: Commission; from: CalendarDay; to: CalendarDay };

/** Counts the complaints of one commission, none below it, in days of Asia/Bishkek. */
export async function readReports(
  context: OperationContext,
  actor: PersonActor,
  { commission, from, to }: ReportRequest,
): Promise<Outcome<Reports>> {
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const { legal: now } = await context.clock();
  const { database } = context;
  const period = reportPeriod(now, { commission, from, to });
  const [all, holders, kinds, territories, stages, staff] = await Promise.all([
    countAll(database, period),
    countByHolder(database, period),
    countByKind(database, period),
    countByTerritory(database, period),
    measureStages(database, period),
    listStaff(database, commission.id, now),
  ]);
  const lawyers = staff.filter(({ role }) => role === 'lawyer');
  return granted({
    now,
    all,
    load: loadOf(holders, lawyers),
    stages,
    kinds: complaintKinds.flatMap((kind) =>
      kinds.filter((row) => row.kind === kind).map((counts) => ({ kind, counts })),
    ),
    oblasts: oblastsOf(territories),
  });
}

/** The period of a report as moments; its last day is included. */
export function reportPeriod(now: Instant, { commission, from, to }: ReportRequest): ReportPeriod {
  return { commissionId: commission.id, from: momentAt(from), until: momentAt(addDays(to, 1)), now };
}

function loadOf(
  holders: readonly (Counts & { holder: string | null; name: string | null })[],
  lawyers: readonly { personId: string; name: string }[],
): Reports['load'] {
  const idle = lawyers.filter(({ personId }) => holders.every(({ holder }) => holder !== personId));
  const rows = [
    ...holders.flatMap((row) =>
      row.holder === null ? [] : [{ personId: row.holder, name: row.name ?? '', counts: row }],
    ),
    ...[...new Map(idle.map((one) => [one.personId, one])).values()].map(({ personId, name }) => ({
      personId,
      name,
      counts: noCounts(),
    })),
  ];
  const nobody = holders.filter(({ holder }) => holder === null);
  return [
    ...rows.toSorted((one, other) => one.name.localeCompare(other.name, 'ky')),
    ...nobody.map((counts) => ({ personId: null, name: '', counts })),
  ];
}

function oblastsOf(territories: readonly (Counts & { territory: string | null })[]): Reports['oblasts'] {
  const sums = territoryGroups.map(({ key, parts }) => ({
    oblast: key,
    counts: sumOf(territories.filter(({ territory }) => territory === key || parts.includes(territory ?? ''))),
  }));
  const placeless = territories.filter(({ territory }) => territory === null);
  return [...sums, ...placeless.map((counts) => ({ oblast: null, counts }))].filter(({ counts }) =>
    reportCounts.some((name) => counts[name] > 0),
  );
}

function sumOf(rows: readonly Counts[]): Counts {
  const sum = noCounts();
  for (const row of rows) for (const name of reportCounts) sum[name] += row[name];
  return sum;
}

function noCounts(): Counts {
  return { open: 0, overdue: 0, received: 0, closed: 0, closedLate: 0, breached: 0 };
}
