import type { ComplainantKind, RespondentKind } from '../../domain/complaints/complaint.ts';
import type { QueueBand } from '../../domain/complaints/queue-band.ts';
import type { QueueSort } from '../../domain/complaints/queue-view.ts';
import type { DecisionState, DecisionStatus } from '../../domain/decisions/decision.ts';
import type { TermState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { isAway } from '../people/in-force.ts';
import { caseHead } from './case-head.ts';
import type { CaseHead } from './case-head.ts';
import { bandColumn, filterParameters, inSight, queueFrom, rankColumn, wanted } from './queue-conditions.ts';
import type { QueueFilter } from './queue-conditions.ts';

/** A row of the desk's queue: an open complaint with who holds it and where its decision stands. */
export type QueueRow = CaseHead & {
  version: number;
  complainantKind: ComplainantKind;
  respondentKind: RespondentKind;
  commissionId: string;
  commissionKy: string;
  commissionRu: string;
  commissionEn: string;
  receivedAt: Instant;
  dueAt: Instant | null;
  dueRule: string | null;
  dueState: TermState['state'] | null;
  holder: string | null;
  holderName: string | null;
  decisionId: string | null;
  decisionStatus: DecisionStatus | null;
  /** The draft may go on an agenda as far as its check is concerned. */
  isChecked: boolean;
  /** What the next step depends on, while the decision is a draft or its public text is proposed; else null. */
  draft:
    (Pick<DecisionState, 'drafter' | 'textHash' | 'check' | 'openPlaceholders'> & { publicTextBy?: string }) | null;
  /** The exclusive end of the holder's absence, while they are away. */
  holderAwayUntil: Instant | null;
  sittingId: string | null;
  sittingAt: Instant | null;
  lastKind: string;
  lastAt: Instant;
  /** The case with which this one is considered. */
  joinedTo: string | null;
  band: QueueBand;
  /** Pressing, waiting for others, decided: 0, 1, 2. */
  rank: number;
};

/** The last row of the page before; `dueAt` counts only where terms order the list. */
export type QueuePlace = { rank: number; dueAt: Instant | null; receivedAt: Instant; id: string };

const columns = `${caseHead}, r.version, c.complainant_kind as "complainantKind",
  c.respondent_kind as "respondentKind", c.commission_id as "commissionId",
  m.name_ky as "commissionKy", m.name_ru as "commissionRu", m.name_en as "commissionEn",
  c.received_at as "receivedAt", c.decide_due_at as "dueAt", c.decide_rule as "dueRule",
  c.decide_state as "dueState", c.holder, h.name as "holderName", c.decision_id as "decisionId",
  d.status as "decisionStatus", not w.checks or coalesce(d.is_checked, false) as "isChecked",
  case when d.status in ('draft', 'publicTextProposed') then (select json_strip_nulls(row_to_json(f)) from record g,
    json_to_record(g.state) as f (drafter uuid, "textHash" text, "check" json, "openPlaceholders" integer, "publicTextBy" uuid)
    where g.id = c.decision_id) end as draft,
  (select b.away_until from absence b where b.person_id = c.holder and b.commission_id = c.commission_id
    and ${isAway('b', 'w.now')} limit 1) as "holderAwayUntil", c.sitting_id as "sittingId", s.starts_at as "sittingAt",
  e.kind as "lastKind", e.legal_at as "lastAt", c.joined_to as "joinedTo", ${bandColumn} as band, ${rankColumn} as rank`;

const joins = `join record r on r.id = c.id
  join lateral (
    select kind, legal_at from event where record_id = c.id and not starts_with(kind, 'TERM_')
    order by seq desc limit 1
  ) e on true
  left join private.person h on h.id = c.holder
  left join decision d on d.id = c.decision_id
  left join sitting s on s.id = c.sitting_id`;

const due = `coalesce(c.decide_due_at, '-infinity')`;

/** How each order sorts, and what comes behind a place: `$16` rank, `$17` due, `$18` received, `$19` id. */
const orders: Record<QueueSort, { by: string; behind: string }> = {
  pressing: {
    by: `${rankColumn}, ${due}, c.received_at, c.id`,
    behind: `(${rankColumn}, ${due}, c.received_at, c.id) > (p.rank, coalesce(p.due, '-infinity'), p.received, p.id)`,
  },
  newest: { by: 'c.received_at desc, c.id desc', behind: '(c.received_at, c.id) < (p.received, p.id)' },
  oldest: { by: 'c.received_at, c.id', behind: '(c.received_at, c.id) > (p.received, p.id)' },
};

const place = `cross join (select $16::integer as rank, $17::timestamptz as due, $18::timestamptz as received,
  $19::uuid as id) p`;

function placeParameters(after: QueuePlace | null): unknown[] {
  return after === null ? [null, null, null, null] : [after.rank, after.dueAt, after.receivedAt, after.id];
}

/**
 * A page of the queue in the wanted order, from behind `after` on. What a row shows is read for the rows of the page only. The
 * limit stands in the text: a plan that does not know it is planned anew for each that asks.
 */
export async function listQueueRows(
  database: Transaction,
  filter: QueueFilter,
  page: { sort: QueueSort; after: QueuePlace | null; limit: number },
): Promise<QueueRow[]> {
  const { by, behind } = orders[page.sort];
  const { condition, shape } = wanted(filter);
  const isFirst = page.after === null;
  return database.query({
    name: `desk-queue-${shape}-${page.sort}-${String(page.limit)}${isFirst ? '' : '-on'}`,
    text: `with chosen as materialized (
        select c.id ${queueFrom} ${place}
        where ${condition} ${isFirst ? '' : `and ${behind}`} order by ${by} limit ${String(Math.trunc(page.limit))}
      )
      select ${columns} ${queueFrom} ${joins} where c.id in (select id from chosen) order by ${by}`,
    values: [...filterParameters(filter), ...placeParameters(page.after)],
  });
}

/** How many cases of the queue come behind a row. */
export async function countQueueBehind(
  database: Transaction,
  filter: QueueFilter,
  page: { sort: QueueSort; after: QueuePlace },
): Promise<number> {
  const { condition, shape } = wanted(filter);
  const [row] = await database.query<{ n: number }>({
    name: `desk-queue-behind-${shape}-${page.sort}`,
    text: `select count(*) as n ${queueFrom} ${place} where ${condition} and ${orders[page.sort].behind}`,
    values: [...filterParameters(filter), ...placeParameters(page.after)],
  });
  return row?.n ?? 0;
}

/** The rows of chosen cases that are open and in sight of the commission, in the order in which they press. */
export async function listChosenRows(
  database: Transaction,
  filter: QueueFilter,
  ids: readonly string[],
): Promise<QueueRow[]> {
  return database.query({
    name: 'desk-queue-chosen',
    text: `select ${columns} ${queueFrom} ${joins}
      where ${inSight} and c.id = any($16::uuid[]) order by ${orders.pressing.by}`,
    values: [...filterParameters(filter), ids],
  });
}
