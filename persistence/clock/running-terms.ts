import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** Ends of running terms still ahead, with how many cases each one has; the next first. */
export async function listRunningEnds(
  database: Transaction,
  after: Instant,
  limit: number,
): Promise<{ dueAt: Instant; count: number }[]> {
  return database.query({
    name: 'running-term-ends',
    text: `select due_at as "dueAt", count(*) as count from deadline
      where state = 'running' and due_at > $1 group by due_at order by due_at limit $2`,
    values: [after, limit],
  });
}
