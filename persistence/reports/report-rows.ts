import type { ComplaintKind } from '../../domain/complaints/complaint.ts';
import { reportStages } from '../../domain/reports/report-set.ts';
import type { ReportCount, ReportSet, ReportStage } from '../../domain/reports/report-set.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { caseHead } from '../complaints/case-head.ts';
import type { CaseHead } from '../complaints/case-head.ts';
import type { Transaction } from '../database.ts';
import { countColumns, inSet, isStage, periodParameters, reportFrom, stageSeconds } from './report-conditions.ts';
import type { ReportPeriod } from './report-conditions.ts';

export type Counts = Record<ReportCount, number>;

/** The counts of a commission as a whole. */
export async function countAll(database: Transaction, period: ReportPeriod): Promise<Counts> {
  const [row] = await database.query<Counts>({
    name: 'report-all',
    text: `select ${countColumns} ${reportFrom}`,
    values: periodParameters(period),
  });
  if (!row) throw new Error('a count gave no row');
  return row;
}

/** The counts by who holds the cases now; null for those that nobody holds. */
export async function countByHolder(
  database: Transaction,
  period: ReportPeriod,
): Promise<(Counts & { holder: string | null; name: string | null })[]> {
  return database.query({
    name: 'report-by-holder',
    text: `select c.holder, p.name, ${countColumns} ${reportFrom}
      left join private.person p on p.id = c.holder group by c.holder, p.name`,
    values: periodParameters(period),
  });
}

export async function countByKind(
  database: Transaction,
  period: ReportPeriod,
): Promise<(Counts & { kind: ComplaintKind })[]> {
  return database.query({
    name: 'report-by-kind',
    text: `select c.kind, ${countColumns} ${reportFrom} group by c.kind`,
    values: periodParameters(period),
  });
}

export async function countByTerritory(
  database: Transaction,
  period: ReportPeriod,
): Promise<(Counts & { territory: string | null })[]> {
  return database.query({
    name: 'report-by-territory',
    text: `select c.territory, ${countColumns} ${reportFrom} group by c.territory`,
    values: periodParameters(period),
  });
}

/** Half of the cases took no longer than the median, nine of ten no longer than `p90`; null without a case. Seconds. */
export type StageTime = { stage: ReportStage; n: number; median: number | null; p90: number | null };

export async function measureStages(database: Transaction, period: ReportPeriod): Promise<StageTime[]> {
  const parts = reportStages.map(
    (stage) => `select '${stage}' as stage, count(*) as n,
      percentile_cont(0.5) within group (order by ${stageSeconds(stage)}) as median,
      percentile_cont(0.9) within group (order by ${stageSeconds(stage)}) as p90
      ${reportFrom} where ${inSet(stage)}`,
  );
  return database.query({
    name: 'report-stages',
    text: parts.join(' union all '),
    values: periodParameters(period),
  });
}

/** What a set is narrowed to: one holder, `nobody`, one kind, some territories or none given. */
export type ReportPart = {
  holder: string | null;
  isHeldByNobody: boolean;
  kind: string | null;
  territories: readonly string[];
  isPlaceless: boolean;
};

export type ReportCase = CaseHead & {
  receivedAt: Instant;
  decidedAt: Instant | null;
  dueAt: Instant | null;
  holderName: string | null;
  seconds: number | null;
};

const isPart = `($5::uuid is null or c.holder = $5) and (not $6::boolean or c.holder is null)
  and ($7::text is null or c.kind = $7) and (cardinality($8::text[]) = 0 or c.territory = any($8))
  and (not $9::boolean or c.territory is null)`;

function partParameters({ holder, isHeldByNobody, kind, territories, isPlaceless }: ReportPart): unknown[] {
  return [holder, isHeldByNobody, kind, territories, isPlaceless];
}

/** The records behind a figure, the newest first, from behind `after` on. */
export async function listReportCases(
  database: Transaction,
  period: ReportPeriod,
  request: { set: ReportSet; part: ReportPart; after: { receivedAt: Instant; id: string } | null; limit: number },
): Promise<ReportCase[]> {
  const { set, part, after, limit } = request;
  return database.query({
    name: `report-cases-${set}`,
    text: `select ${caseHead}, c.received_at as "receivedAt",
        c.decided_at as "decidedAt", c.decide_due_at as "dueAt", p.name as "holderName",
        ${isStage(set) ? stageSeconds(set) : 'null'} as seconds
      ${reportFrom} left join private.person p on p.id = c.holder
      where ${inSet(set)} and ${isPart} and ($10::timestamptz is null or (c.received_at, c.id) < ($10, $11::uuid))
      order by c.received_at desc, c.id desc limit $12`,
    values: [...periodParameters(period), ...partParameters(part), after?.receivedAt ?? null, after?.id ?? null, limit],
  });
}

/** How many records are behind a figure. */
export async function countReportCases(
  database: Transaction,
  period: ReportPeriod,
  { set, part }: { set: ReportSet; part: ReportPart },
): Promise<number> {
  const [row] = await database.query<{ n: number }>({
    name: `report-count-${set}`,
    text: `select count(*) as n ${reportFrom} where ${inSet(set)} and ${isPart}`,
    values: [...periodParameters(period), ...partParameters(part)],
  });
  return row?.n ?? 0;
}
