import { countOverdueTerms } from '../../persistence/deadlines/count-overdue-terms.ts';
import { readOutboxAges } from '../../persistence/records/outbox.ts';
import type { OutboxAge } from '../../persistence/records/outbox.ts';
import type { OperationContext } from '../context.ts';

/** What tells whether the worker keeps up: what waits in the outbox, terms not ended in time, complaints still undecided. */
export type WorkerMeasures = { outbox: readonly OutboxAge[]; unendedTerms: number; undecidedComplaints: number };

export async function measureWorker(context: OperationContext): Promise<WorkerMeasures> {
  const { legal } = await context.clock();
  const [outbox, { unended, undecided }] = await Promise.all([
    readOutboxAges(context.database),
    countOverdueTerms(context.database, legal),
  ]);
  return { outbox, unendedTerms: unended, undecidedComplaints: undecided };
}
