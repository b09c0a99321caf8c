import type { Commission } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listChosenRows } from '../../persistence/complaints/queue-page.ts';
import type { QueueRow } from '../../persistence/complaints/queue-page.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';
import { queueFilter } from './list-queue.ts';
import { readQueueWish } from './queue-filter.ts';

/** The open cases among the chosen ones that this commission may see; the others are left out. */
export async function listChosenCases(
  context: OperationContext,
  actor: PersonActor,
  { commission, ids }: { commission: Commission; ids: readonly string[] },
): Promise<Outcome<{ now: Instant; rows: readonly QueueRow[] }>> {
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const { legal: now } = await context.clock();
  const filter = queueFilter(now, { commissionId: commission.id, me: actor.personId, wish: readQueueWish({}) });
  return granted({ now, rows: await listChosenRows(context.database, filter, ids) });
}
