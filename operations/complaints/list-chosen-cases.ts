import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { actorText } from '../../domain/people/role.ts';
import type { Commission } from '../../domain/people/role.ts';
import { writeReads } from '../../persistence/records/audit.ts';
import { listChosenRows } from '../../persistence/complaints/queue-page.ts';
import type { QueueRow } from '../../persistence/complaints/queue-page.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';
import { queueFilterFor } from './queue-filter-for.ts';
import { readQueueWish } from './queue-filter.ts';

/** The open cases among the chosen ones that this commission may see; the others are left out. The look is kept for each. */
export async function listChosenCases(
  context: OperationContext,
  actor: PersonActor,
  { commission, ids }: { commission: Commission; ids: readonly string[] },
): Promise<Outcome<{ now: Instant; rows: readonly QueueRow[] }>> {
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const { legal: now } = await context.clock();
  const filter = await queueFilterFor(context, actor, { commission, wish: readQueueWish({}), now });
  const rows = await listChosenRows(context.database, filter, ids);
  const entry = {
    legalAt: now,
    actor: actorText(actor),
    action: 'complaint.listChosenCases',
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  };
  await writeReads(
    context.database,
    entry,
    rows.map(({ id }) => id),
  );
  return granted({ now, rows });
}
