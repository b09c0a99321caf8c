import { queueBand, queueBands } from '../../domain/complaints/queue-band.ts';
import type { QueueBand } from '../../domain/complaints/queue-band.ts';
import type { Commission } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listQueueRows } from '../../persistence/complaints/queue-page.ts';
import type { QueueRow } from '../../persistence/complaints/queue-page.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';

/** Whose cases: those I hold, those nobody holds, all of my commission, or those of the commissions below it. */
export const queueViews = ['mine', 'unassigned', 'all', 'below'] as const;
export type QueueView = (typeof queueViews)[number];

export type { QueueRow } from '../../persistence/complaints/queue-page.ts';

export type Queue = {
  now: Instant;
  view: QueueView;
  counts: Record<QueueView, number>;
  groups: readonly { band: QueueBand; rows: readonly QueueRow[] }[];
};

/** The open complaints as work: grouped by how their term presses. Without a wish: mine if I hold any, else all. */
export async function listQueue(
  context: OperationContext,
  actor: PersonActor,
  request: { commission: Commission; view: QueueView | undefined; stage: string | undefined },
): Promise<Outcome<Queue>> {
  if (!mayReadLists(actor, request.commission)) return refuse('NOT_ALLOWED');
  const { legal: now } = await context.clock();
  const rows = await listQueueRows(context.database, request.commission.id);
  const own = rows.filter((row) => row.commissionId === request.commission.id);
  const views: Record<QueueView, readonly QueueRow[]> = {
    mine: own.filter((row) => row.holder === actor.personId),
    unassigned: own.filter((row) => row.holder === null),
    all: own,
    below: rows.filter((row) => row.commissionId !== request.commission.id),
  };
  const view = request.view ?? (views.mine.length > 0 ? 'mine' : 'all');
  const shown = views[view].filter((row) => request.stage === undefined || row.status === request.stage);
  const bandOf = (row: QueueRow): QueueBand =>
    queueBand(now, { dueAt: row.dueAt, isDecided: row.status === 'decided' });
  const counts = Object.fromEntries(queueViews.map((name) => [name, views[name].length])) as Queue['counts'];
  const groups = queueBands.map((band) => ({ band, rows: shown.filter((row) => bandOf(row) === band) }));
  return granted({ now, view, counts, groups: groups.filter((group) => group.rows.length > 0) });
}
