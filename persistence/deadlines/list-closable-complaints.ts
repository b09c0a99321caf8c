import type { Transaction } from '../database.ts';

/** Complaints with an outcome that nobody can contest any more and nobody does. */
export async function listClosableComplaints(database: Transaction, limit: number): Promise<string[]> {
  const rows = await database.query<{ id: string }>({
    name: 'closable-complaints',
    text: `select id from complaint
      where status in ('published', 'leftUnexamined') and contest_until is null and open_appeals = 0
      order by id limit $1`,
    values: [limit],
  });
  return rows.map(({ id }) => id);
}
