import type { Commission } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listChosenRows } from '../../persistence/complaints/queue-page.ts';
import type { QueueRow } from '../../persistence/complaints/queue-page.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';
import { queueFilterFor } from './queue-filter-for.ts';
import { readQueueWish } from './queue-filter.ts';

/**
 * What became of one case: given now, with that lawyer already, or refused with the reason. `awayUntil` warns of a lawyer
 * who is away: the exclusive end of the absence.
 */
export type Assigned = { row: QueueRow; answer: 'done' | 'already' | Refusal['refusal']; awayUntil: Instant | null };

/** Chosen cases, each with the version that the page showed. */
export type ChosenCases = {
  commission: Commission;
  cases: readonly { id: string; version: number }[];
};

type Give = (row: QueueRow, expectedVersion: number) => Promise<Outcome<unknown>>;

/**
 * Brings several cases to one holder, each judged by itself: one that is refused stops no other. A case that the lawyer
 * holds already is left as it is, so that two clicks are one act. Cases out of sight are left out. Refuses NOT_ALLOWED.
 */
export async function giveCases(
  context: OperationContext,
  actor: PersonActor,
  { commission, holder, cases }: ChosenCases & { holder: string },
  give: Give,
): Promise<Outcome<readonly Assigned[]>> {
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const { legal: now } = await context.clock();
  const filter = await queueFilterFor(context, actor, { commission, wish: readQueueWish({}), now });
  const ids = cases.map(({ id }) => id);
  const versions = new Map(cases.map(({ id, version }) => [id, version]));
  const assigned: Omit<Assigned, 'awayUntil'>[] = [];
  for (const row of await listChosenRows(context.database, filter, ids)) {
    if (row.holder === holder) {
      assigned.push({ row, answer: 'already' });
      continue;
    }
    const outcome = await give(row, versions.get(row.id) ?? row.version);
    assigned.push({ row, answer: outcome.ok ? 'done' : outcome.refusal });
  }
  const after = await listChosenRows(context.database, filter, ids);
  const isHeld = (id: string): boolean => after.some((row) => row.id === id && row.holder === holder);
  const awayUntil = after.find((row) => row.holder === holder)?.holderAwayUntil ?? null;
  return granted(
    assigned.map(({ row, answer }) => ({
      row,
      answer: typeof answer === 'object' && isHeld(row.id) ? 'already' : answer,
      awayUntil: isHeld(row.id) ? awayUntil : null,
    })),
  );
}
