import type { QueueBand } from '../../domain/complaints/queue-band.ts';
import type { QueueView } from '../../domain/complaints/queue-view.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Database, Transaction } from '../database.ts';
import {
  bandColumn,
  filterParameters,
  inSight,
  inView,
  isOpen,
  queueFrom,
  viewCounts,
  wanted,
} from './queue-conditions.ts';
import type { QueueFilter } from './queue-conditions.ts';

/** How many open cases each view of a commission holds, whatever it is narrowed to. */
export async function countQueueViews(database: Database, filter: QueueFilter): Promise<Record<QueueView, number>> {
  const [row] = await database.queryAlone<Record<QueueView, number>>({
    name: 'desk-queue-views',
    text: `select ${viewCounts} ${queueFrom} where ${inSight}`,
    values: filterParameters(filter),
  });
  if (!row) throw new Error('a count gave no row');
  return row;
}

/** How many cases of the narrowed view are in each group. */
export async function countQueueBands(
  database: Database,
  filter: QueueFilter,
): Promise<{ band: QueueBand; n: number }[]> {
  const { condition, shape } = wanted(filter);
  return database.queryAlone({
    name: `desk-queue-bands-${shape}`,
    text: `select ${bandColumn} as band, count(*) as n ${queueFrom} where ${condition} group by 1`,
    values: filterParameters(filter),
  });
}

/** The cases of the whole view counted by status and kind, for the figures beside the filters. */
export async function countQueueFacets(
  database: Database,
  filter: QueueFilter,
): Promise<{ status: string; kind: string; n: number }[]> {
  return database.queryAlone({
    name: `desk-queue-facets-${filter.view}`,
    text: `select c.status, c.kind, count(*) as n ${queueFrom} where ${inView(filter.view)} group by 1, 2`,
    values: filterParameters(filter),
  });
}

/** Open cases of a commission that are due at once, and how many of them a person has not seen yet. */
export async function countAtOnce(
  database: Transaction,
  looker: { commissionId: string; personId: string },
): Promise<{ open: number; unseen: number }> {
  const [row] = await database.query<{ open: number; unseen: number }>({
    name: 'desk-at-once',
    text: `select count(*) as open,
        count(*) filter (where c.received_at > coalesce(l.looked_at, '-infinity')) as unseen
      from complaint c left join desk_look l on l.person_id = $2 and l.commission_id = $1
      where c.commission_id = $1 and c.decide_due_at is null and c.decided_at is null
        and c.status <> 'decided' and ${isOpen} and coalesce(c.decide_state, '') <> 'suspended'`,
    values: [looker.commissionId, looker.personId],
  });
  return row ?? { open: 0, unseen: 0 };
}

/** When a person last looked at the voting-day queue of a commission. */
export async function readDeskLook(
  database: Transaction,
  looker: { commissionId: string; personId: string },
): Promise<Instant | null> {
  const [row] = await database.query<{ at: Instant }>({
    name: 'read-desk-look',
    text: 'select looked_at as at from desk_look where person_id = $2 and commission_id = $1',
    values: [looker.commissionId, looker.personId],
  });
  return row?.at ?? null;
}

/** Keeps that a person has looked at the voting-day queue; never goes back. */
export async function writeDeskLook(
  database: Transaction,
  looker: { commissionId: string; personId: string; at: Instant },
): Promise<void> {
  await database.query({
    name: 'write-desk-look',
    text: `insert into desk_look (commission_id, person_id, looked_at) values ($1, $2, $3)
      on conflict (person_id, commission_id) do update set looked_at = greatest(desk_look.looked_at, excluded.looked_at)`,
    values: [looker.commissionId, looker.personId, looker.at],
  });
}
