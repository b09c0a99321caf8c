import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { expiryGraceSeconds } from './list-due-terms.ts';

/** Terms that are over by more than the grace period and not ended, and complaints that were not decided in time and still are not. */
export async function countOverdueTerms(
  database: Transaction,
  legalNow: Instant,
): Promise<{ unended: number; undecided: number }> {
  const [row] = await database.query<{ unended: number; undecided: number }>({
    name: 'count-overdue-terms',
    text: `select
        (select count(*) from deadline where state = 'running'
          and due_at <= $1::timestamptz - make_interval(secs => $2)) as unended,
        (select count(*) from complaint where decided_at is null and decide_due_at <= $1
          and decide_state in ('running', 'missed')) as undecided`,
    values: [legalNow, expiryGraceSeconds],
  });
  return row ?? { unended: 0, undecided: 0 };
}
