import type { Transaction } from '../database.ts';

/** Complaints whose procedure may still run, by id, so that a page can go on from `after`. */
export async function listOpenComplaintIds(
  database: Transaction,
  page: { after: string | null; limit: number },
): Promise<string[]> {
  const rows = await database.query<{ id: string }>({
    name: 'open-complaints',
    text: `select id from complaint
      where status not in ('closed', 'forwarded', 'withdrawn') and ($1::uuid is null or id > $1) order by id limit $2`,
    values: [page.after, page.limit],
  });
  return rows.map((row) => row.id);
}
