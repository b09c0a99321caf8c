import { finishedStatuses } from '../../domain/complaints/complaint.ts';
import type { QueueEdges } from '../../domain/complaints/queue-band.ts';
import { queueViews } from '../../domain/complaints/queue-view.ts';
import type { QueueView } from '../../domain/complaints/queue-view.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** Who looks at which view and what it is narrowed to. An empty list and null mean all. */
export type QueueFilter = {
  commissionId: string;
  me: string;
  edges: QueueEdges;
  view: QueueView;
  statuses: readonly string[];
  kinds: readonly string[];
  territories: readonly string[];
  holder: string | null;
  isHeldByNobody: boolean;
  receivedFrom: Instant | null;
  /** Exclusive. */
  receivedUntil: Instant | null;
  /** Who is away and whose cases are this person's to look after. */
  absent: readonly string[];
  /** A draft needs the check of another lawyer before it goes on an agenda. */
  isCheckDemanded: boolean;
};

/** Complaints `c` with their commission `m` beside what is wanted, `w`: `$1` to `$15` of `filterParameters`. */
export const queueFrom = `from (select $1::uuid as commission, $2::uuid as me, $3::timestamptz as now,
    $4::timestamptz as today, $5::timestamptz as tomorrow, $6::timestamptz as week, $7::text[] as statuses,
    $8::text[] as kinds, $9::text[] as territories, $10::uuid as holder, $11::boolean as nobody,
    $12::timestamptz as received_from, $13::timestamptz as received_until,
    $14::uuid[] as absent, $15::boolean as checks) w
  cross join complaint c join commission m on m.id = c.commission_id`;

/** The case is not finished: the commission has still to decide or to publish. */
export const isOpen = `c.status not in (${finishedStatuses.map((status) => `'${status}'`).join(', ')})`;
const isSuspended = `coalesce(c.decide_state, '') = 'suspended'`;
const isUndecided = 'c.decided_at is null';
const isPressing = `${isUndecided} and not ${isSuspended}`;
const isOwn = 'c.commission_id = w.commission';
const isBelow = 'w.commission = any(m.ancestors)';

const viewConditions: Record<QueueView, string> = {
  mine: `${isOwn} and c.holder = w.me`,
  group: `${isOwn} and (c.rapporteur = w.me or c.working_group @> to_jsonb(w.me::text))`,
  absent: `${isOwn} and c.holder = any(w.absent)`,
  unassigned: `${isOwn} and c.holder is null`,
  toCheck: `${isOwn} and w.checks and c.status = 'admitted' and c.joined_to is null
    and exists (select from decision t where t.id = c.decision_id and not t.is_checked)`,
  toServe: `${isOwn} and c.owes_copy`,
  overdue: `${isOwn} and ${isPressing} and c.decide_due_at <= w.now`,
  today: `${isOwn} and ${isPressing} and c.decide_due_at > w.now and c.decide_due_at <= w.today`,
  votingDay: `${isOwn} and ${isPressing} and c.decide_due_at is null`,
  all: isOwn,
  below: isBelow,
};

/** One column for each view: how many open cases it holds. */
export const viewCounts = queueViews.map((view) => `count(*) filter (where ${isInView(view)}) as "${view}"`).join(', ');

/** The cases of a commission and of those below it that are open or owe a copy of their outcome. */
export const inSight = `(${isOpen} or c.owes_copy) and (${isOwn} or ${isBelow})`;

/** The cases of a view, before it is narrowed: open ones, but a copy is owed of a finished case too. */
export function inView(view: QueueView): string {
  const holder = holders[view];
  return holder === undefined ? isInView(view) : `${isInView(view)} and ${isHeld(holder)}`;
}

/** Whose cases a view has. */
const holders: Partial<Record<QueueView, string>> = { mine: '= w.me', absent: '= any(w.absent)' };

function isInView(view: QueueView): string {
  return view === 'toServe' ? viewConditions[view] : `${isOpen} and ${viewConditions[view]}`;
}

/** The cases of a holder are found by the table beside, which alone is indexed by holders. */
function isHeld(holder: string): string {
  return `c.id in (select h.id from complaint_holder h where h.holder ${holder})`;
}

/** What a view can be narrowed to: whether a filter does, and the condition. */
const narrowings: readonly { is: (filter: QueueFilter) => boolean; condition: string }[] = [
  { is: ({ statuses }) => statuses.length > 0, condition: 'c.status = any(w.statuses)' },
  { is: ({ kinds }) => kinds.length > 0, condition: 'c.kind = any(w.kinds)' },
  { is: ({ territories }) => territories.length > 0, condition: 'c.territory = any(w.territories)' },
  { is: ({ holder }) => holder !== null, condition: isHeld('= w.holder') },
  { is: ({ isHeldByNobody }) => isHeldByNobody, condition: 'c.holder is null' },
  { is: ({ receivedFrom }) => receivedFrom !== null, condition: 'c.received_at >= w.received_from' },
  { is: ({ receivedUntil }) => receivedUntil !== null, condition: 'c.received_at < w.received_until' },
];

/**
 * The cases of the filter's view and what it is narrowed to, with a short name of that shape for prepared statements: a
 * condition that is not wanted is left out, so that Postgres need not plan anew for each that asks.
 */
export function wanted(filter: QueueFilter): { condition: string; shape: string } {
  const isUsed = narrowings.map(({ is }) => is(filter));
  const used = narrowings.filter((_, place) => isUsed[place]).map(({ condition }) => condition);
  return {
    condition: [inView(filter.view), ...used].join(' and '),
    shape: `${filter.view}-${isUsed.map((is) => (is ? '1' : '0')).join('')}`,
  };
}

/** What presses stands before what waits for others, and that before what is decided. */
export const rankColumn = `case when not ${isUndecided} then 2 when ${isSuspended} then 1 else 0 end`;

/** The group of a case, as `queueBand` of the domain says it. */
export const bandColumn = `case when not ${isUndecided} then 'decided' when ${isSuspended} then 'waiting' when c.decide_due_at is null then 'atOnce'
  when c.decide_due_at <= w.now then 'overdue' when c.decide_due_at <= w.today then 'today'
  when c.decide_due_at <= w.tomorrow then 'tomorrow' when c.decide_due_at <= w.week then 'week' else 'later' end`;

/** `$1` to `$15`. */
export function filterParameters(filter: QueueFilter): unknown[] {
  const { commissionId, me, edges, statuses, kinds, territories } = filter;
  return [
    commissionId,
    me,
    edges.now,
    edges.today,
    edges.tomorrow,
    edges.week,
    statuses,
    kinds,
    territories,
    filter.holder,
    filter.isHeldByNobody,
    filter.receivedFrom,
    filter.receivedUntil,
    filter.absent,
    filter.isCheckDemanded,
  ];
}
