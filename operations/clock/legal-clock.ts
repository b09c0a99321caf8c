import type { Database } from '../../persistence/database.ts';
import { readLegalNow } from '../../persistence/clock/legal-clock.ts';
import type { LegalClock } from '../context.ts';

/** The clock of the running product: Postgres' clock plus the training offset, which is zero in production. */
export function legalClock(database: Database): LegalClock {
  const clock: LegalClock = (tx = database) => readLegalNow(tx);
  return Object.assign(clock, { isOfDatabase: true as const });
}
