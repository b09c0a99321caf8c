import { isOpen } from '../complaints/queue-conditions.ts';
import type { ReportCount, ReportSet, ReportStage } from '../../domain/reports/report-set.ts';
import { reportCounts, reportStages } from '../../domain/reports/report-set.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** The commission, the period (until is exclusive) and the moment of the report. */
export type ReportPeriod = { commissionId: string; from: Instant; until: Instant; now: Instant };

/** The complaints `c` of a commission beside what is asked, `w`: `$1` to `$4` of `periodParameters`. */
export const reportFrom = `from (select $1::uuid as commission, $2::timestamptz as start, $3::timestamptz as until,
    $4::timestamptz as now) w
  join complaint c on c.commission_id = w.commission`;

/** When the commission was done with the matter: decided, left, forwarded, or the complaint was withdrawn. */
const closedAt = 'coalesce(c.decided_at, c.closed_at)';
const isClosed = `${closedAt} >= w.start and ${closedAt} < w.until`;

const countConditions: Record<ReportCount, string> = {
  open: isOpen,
  overdue: `${isOpen} and c.status <> 'decided' and c.decide_state <> 'suspended' and c.decide_due_at <= w.now`,
  received: 'c.received_at >= w.start and c.received_at < w.until',
  closed: isClosed,
  closedLate: `${isClosed} and ${closedAt} >= c.decide_due_at`,
  breached: `c.decide_due_at >= w.start and c.decide_due_at < w.until and c.decide_due_at <= w.now
    and c.decide_state <> 'suspended' and (${closedAt} is null or ${closedAt} >= c.decide_due_at)`,
};

/** Both ends of a stretch, and which cases have it. */
const stages: Record<ReportStage, { from: string; to: string; only: string }> = {
  registration: { from: 'c.received_at', to: 'c.registered_at', only: 'true' },
  admission: { from: 'c.registered_at', to: 'c.admitted_at', only: 'true' },
  merits: { from: 'c.admitted_at', to: 'c.decided_at', only: 'c.ground is null' },
  whole: { from: 'c.received_at', to: 'c.decided_at', only: 'c.ground is null' },
  publication: { from: 'c.decided_at', to: 'c.published_at', only: 'true' },
};

/** The length of a stretch in seconds. */
export function stageSeconds(stage: ReportStage): string {
  return `extract(epoch from ${stages[stage].to} - ${stages[stage].from})::float8`;
}

/** Which complaints belong to a set. */
export function inSet(set: ReportSet): string {
  if (isCount(set)) return countConditions[set];
  const { from, to, only } = stages[set];
  return `${from} is not null and ${to} >= w.start and ${to} < w.until and ${only}`;
}

function isCount(set: ReportSet): set is ReportCount {
  return (reportCounts as readonly string[]).includes(set);
}

/** Whether a set has a length beside each case. */
export function isStage(set: ReportSet): set is ReportStage {
  return (reportStages as readonly string[]).includes(set);
}

/** One column for each count. */
export const countColumns = reportCounts
  .map((set) => `count(*) filter (where ${countConditions[set]}) as "${set}"`)
  .join(', ');

/** `$1` to `$4`. */
export function periodParameters({ commissionId, from, until, now }: ReportPeriod): unknown[] {
  return [commissionId, from, until, now];
}
