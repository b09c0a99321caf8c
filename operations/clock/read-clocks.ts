import type { Instant } from '../../domain/time/instant.ts';
import { readLegalClock } from '../../persistence/clock/legal-clock.ts';
import { listRunningEnds } from '../../persistence/clock/running-terms.ts';
import type { OperationContext } from '../context.ts';

/** Both clocks at one moment, and the ends of running terms one may want to see. */
export type Clocks = {
  legal: Instant;
  real: Instant;
  isTraining: boolean;
  ends: readonly { dueAt: Instant; count: number }[];
};

/** Reads the training clock for its page. */
export async function readClocks(context: OperationContext): Promise<Clocks> {
  const { legal, real } = await context.clock();
  const { mode } = await readLegalClock(context.database);
  return { legal, real, isTraining: mode === 'training', ends: await listRunningEnds(context.database, legal, 30) };
}
