import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** Seconds an expiry waits after the term is due: acts received before it may still be on their way to the lock. */
export const expiryGraceSeconds = 60;

/** Running terms that were due at least the grace period before `legalNow`, oldest first. */
export async function listDueTerms(
  database: Transaction,
  legalNow: Instant,
  limit: number,
): Promise<{ recordId: string; rule: string; dueAt: Instant }[]> {
  return database.query({
    name: 'due-terms',
    text: `select record_id as "recordId", rule, due_at as "dueAt" from deadline
      where state = 'running' and due_at is not null and due_at <= $1::timestamptz - make_interval(secs => $2)
      order by due_at limit $3`,
    values: [legalNow, expiryGraceSeconds, limit],
  });
}
