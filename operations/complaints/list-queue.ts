import { queueBands } from '../../domain/complaints/queue-band.ts';
import type { QueueBand } from '../../domain/complaints/queue-band.ts';
import type { QueueSort, QueueView } from '../../domain/complaints/queue-view.ts';
import type { Commission } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { countQueueBands, countQueueFacets, countQueueViews } from '../../persistence/complaints/queue-counts.ts';
import { countQueueBehind, listQueueRows } from '../../persistence/complaints/queue-page.ts';
import type { QueuePlace, QueueRow } from '../../persistence/complaints/queue-page.ts';
import type { QueueFilter } from '../../persistence/complaints/queue-conditions.ts';
import type { Database } from '../../persistence/database.ts';
import { listAway } from '../../persistence/people/absence-rows.ts';
import { listStaff } from '../../persistence/people/read-people.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';
import { isLargeInGroups, KeptCounts, largeSelection } from './kept-counts.ts';
import { queueFilterFor } from './queue-filter-for.ts';
import type { QueueWish } from './queue-filter.ts';

export type { QueueRow } from '../../persistence/complaints/queue-page.ts';

/** How many cases a page of a queue shows. */
export const queuePageLength = 50;

/**
 * A page of a queue. `total` counts the whole narrowed view, `behind` what comes after this page; `next` is where the
 * next page goes on. `staff` are the people of the commission by name, each once.
 */
export type Queue = {
  now: Instant;
  view: QueueView;
  sort: QueueSort;
  counts: Record<QueueView, number>;
  bands: readonly { band: QueueBand; n: number }[];
  facets: { status: Readonly<Record<string, number>>; kind: Readonly<Record<string, number>> };
  rows: readonly QueueRow[];
  total: number;
  behind: number;
  next: string | null;
  staff: readonly { personId: string; name: string }[];
  /** `awayUntil` is the exclusive end of an absence that runs. */
  lawyers: readonly { personId: string; name: string; awayUntil: Instant | null }[];
};

type QueueRequest = { commission: Commission; wish: QueueWish; after?: string | undefined };

const keptViews = new KeptCounts<Record<QueueView, number>>(({ all, below }) => all + below > largeSelection);
const keptGroups = new KeptCounts<QueueGroups>(({ bands }) => isLargeInGroups(bands));

type QueueGroups = {
  bands: readonly { band: QueueBand; n: number }[];
  facets: readonly { status: string; kind: string; n: number }[];
};

async function countGroups(database: Database, filter: QueueFilter): Promise<QueueGroups> {
  const [bands, facets] = await Promise.all([countQueueBands(database, filter), countQueueFacets(database, filter)]);
  return { bands, facets };
}

/**
 * The open complaints as work, a page at a time. The figures of a queue of thousands may be some seconds old, its rows never
 * are. Without a wish for a view: mine if I hold any, else all.
 */
export async function listQueue(
  context: OperationContext,
  actor: PersonActor,
  { commission, wish, after }: QueueRequest,
): Promise<Outcome<Queue>> {
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const { legal: now } = await context.clock();
  const { database } = context;
  const sort = wish.sort ?? 'pressing';
  const asksAway = listAway(database, commission.id, now);
  const [asked, away, staff] = await Promise.all([
    queueFilterFor(context, actor, { commission, wish, now, away: asksAway }),
    asksAway,
    listStaff(database, commission.id, now),
  ]);
  const who = `${commission.id}/${actor.personId}`;
  const counts = await keptViews.read(database.home, who, () => countQueueViews(database, asked));
  const view = wish.view ?? (counts.mine > 0 ? 'mine' : 'all');
  const filter = { ...asked, view };
  const [rows, { bands, facets }] = await Promise.all([
    listQueueRows(database, filter, { sort, after: placeOf(after), limit: queuePageLength + 1 }),
    keptGroups.read(database.home, JSON.stringify({ ...filter, edges: null }), () => countGroups(database, filter)),
  ]);
  const shown = rows.slice(0, queuePageLength);
  const last = rows.length > queuePageLength ? shown.at(-1) : undefined;
  const total = sumOf(bands);
  return granted({
    now,
    view,
    sort,
    counts,
    bands: queueBands.flatMap((band) => bands.filter((one) => one.band === band)),
    facets: { status: sumBy(facets, 'status'), kind: sumBy(facets, 'kind') },
    rows: shown,
    total,
    behind:
      last === undefined
        ? 0
        : after === undefined
          ? total - shown.length
          : await countQueueBehind(database, filter, { sort, after: queuePlace(last) }),
    next: last === undefined ? null : cursorOf(queuePlace(last)),
    staff: eachOnce(staff),
    lawyers: eachOnce(staff.filter(({ role }) => role === 'lawyer')).map((lawyer) => ({
      ...lawyer,
      awayUntil: away.find(({ personId }) => personId === lawyer.personId)?.until ?? null,
    })),
  });
}

function eachOnce(staff: readonly { personId: string; name: string }[]): Queue['staff'] {
  return [...new Map(staff.map(({ personId, name }) => [personId, { personId, name }])).values()];
}

function sumOf(groups: readonly { n: number }[]): number {
  return groups.reduce((sum, { n }) => sum + n, 0);
}

function sumBy(
  facets: readonly { status: string; kind: string; n: number }[],
  by: 'status' | 'kind',
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const facet of facets) sums[facet[by]] = (sums[facet[by]] ?? 0) + facet.n;
  return sums;
}

function queuePlace({ rank, dueAt, receivedAt, id }: QueueRow): QueuePlace {
  return { rank, dueAt, receivedAt, id };
}

function cursorOf({ rank, dueAt, receivedAt, id }: QueuePlace): string {
  return Buffer.from([String(rank), dueAt ?? '', receivedAt, id].join('|')).toString('base64url');
}

const moment = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z`;
const placeShape = new RegExp(
  String.raw`^([0-2])\|(${moment})?\|(${moment})\|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`,
);

/** A cursor that is none shows the first page. */
function placeOf(cursor: string | undefined): QueuePlace | null {
  const [, rank, dueAt, receivedAt, id] = placeShape.exec(Buffer.from(cursor ?? '', 'base64url').toString()) ?? [];
  if (receivedAt === undefined || id === undefined) return null;
  return {
    rank: Number(rank),
    dueAt: dueAt === undefined ? null : (dueAt as Instant),
    receivedAt: receivedAt as Instant,
    id,
  };
}
