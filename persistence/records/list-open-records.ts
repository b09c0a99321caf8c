import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** Days after a decision in which its outcome may still be contested at most; only the first sieve. */
const contestableDays = 30;

/**
 * Complaints whose procedure may still run at `now`: not decided, not published, or decided a short while ago. By id, so
 * that a page can go on from `after`.
 */
export async function listOpenComplaintIds(
  database: Transaction,
  now: Instant,
  page: { after: string | null; limit: number },
): Promise<string[]> {
  const rows = await database.query<{ id: string }>({
    name: 'open-complaints',
    text: `select id from complaint
      where (decided_at is null or (published_at is null and status <> 'leftUnexamined')
          or decided_at > $1::timestamptz - make_interval(days => $2))
        and ($3::uuid is null or id > $3) order by id limit $4`,
    values: [now, contestableDays, page.after, page.limit],
  });
  return rows.map((row) => row.id);
}
