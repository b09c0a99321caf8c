import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** Seconds an expiry waits after the term is due: acts received before it may still be on their way to the lock. */
export const expiryGraceSeconds = 60;

/** Running terms of the rules that were due at least the grace period before `legalNow`, oldest first. */
export async function listDueTerms(
  database: Transaction,
  legalNow: Instant,
  query: { rules: readonly string[]; limit: number },
): Promise<{ recordId: string; subject: string; rule: string; term: string; dueAt: Instant }[]> {
  return database.query({
    name: 'due-terms',
    text: `select d.record_id as "recordId", r.subject, d.rule, d.term, d.due_at as "dueAt"
      from deadline d join record r on r.id = d.record_id
      where d.state = 'running' and d.due_at is not null and d.due_at <= $1::timestamptz - make_interval(secs => $2)
        and d.rule = any($4)
      order by d.due_at limit $3`,
    values: [legalNow, expiryGraceSeconds, query.limit, query.rules],
  });
}
