import type { Commission } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listSittingRows } from '../../persistence/sittings/sitting-rows.ts';
import type { SittingRow } from '../../persistence/sittings/sitting-rows.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';

export type { SittingRow } from '../../persistence/sittings/sitting-rows.ts';

/** Sittings of a commission: those still to come with the next one first, then those that were. */
export async function listSittings(
  context: OperationContext,
  actor: PersonActor,
  request: { commission: Commission },
): Promise<Outcome<{ now: Instant; ahead: readonly SittingRow[]; past: readonly SittingRow[] }>> {
  if (!mayReadLists(actor, request.commission)) return refuse('NOT_ALLOWED');
  const { legal: now } = await context.clock();
  const rows = await listSittingRows(context.database, request.commission.id);
  return granted({
    now,
    ahead: rows.filter((row) => row.status !== 'closed').toReversed(),
    past: rows.filter((row) => row.status === 'closed'),
  });
}
