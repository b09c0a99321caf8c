import type { Commission } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listQueueRows } from '../../persistence/complaints/queue-page.ts';
import type { QueueRow } from '../../persistence/complaints/queue-page.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';
import { queueFilterFor } from './queue-filter-for.ts';
import type { QueueWish } from './queue-filter.ts';

/** The most cases that a whole queue gives at once. */
export const mostInQueueFile = 5_000;

/** All cases of a narrowed queue in its order, up to `mostInQueueFile`; `isCut` when there are more. */
export async function listWholeQueue(
  context: OperationContext,
  actor: PersonActor,
  { commission, wish }: { commission: Commission; wish: QueueWish },
): Promise<Outcome<{ now: Instant; rows: readonly QueueRow[]; isCut: boolean }>> {
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const { legal: now } = await context.clock();
  const filter = await queueFilterFor(context, actor, { commission, wish, now });
  const page = { sort: wish.sort ?? 'pressing', after: null, limit: mostInQueueFile + 1 } as const;
  const rows = await listQueueRows(context.database, filter, page);
  return granted({ now, rows: rows.slice(0, mostInQueueFile), isCut: rows.length > mostInQueueFile });
}
