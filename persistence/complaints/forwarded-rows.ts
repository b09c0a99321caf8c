import type { Transaction } from '../database.ts';

/** Complaints that were forwarded to a commission and have not arrived there. */
export async function listForwardedOnTheWay(database: Transaction, limit: number): Promise<string[]> {
  const rows = await database.query<{ id: string }>({
    name: 'forwarded-on-the-way',
    text: `select id from complaint
      where status = 'forwarded' and forwarded_to = 'commission' and forwarded_case is null order by id limit $1`,
    values: [limit],
  });
  return rows.map(({ id }) => id);
}
