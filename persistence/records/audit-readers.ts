import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** Who looked at a record, and when last, in legal time. `actor` is written as in the audit. */
export type ReaderRow = { actor: string; lastAt: Instant; times: number };

/** The last readers of a record, the newest first. */
export async function listReaders(database: Transaction, recordId: string, limit = 12): Promise<ReaderRow[]> {
  return database.query({
    name: 'readers-of-record',
    text: `select actor, max(legal_at) as "lastAt", count(*) as times from audit
      where record_id = $1 and outcome = 'read' group by actor order by 2 desc, 1 limit $2`,
    values: [recordId, limit],
  });
}

/** The act done last on a record, to tell a repeated submit from a new one. */
export async function readLastDone(
  database: Transaction,
  recordId: string,
): Promise<{ actor: string; action: string } | undefined> {
  const [row] = await database.query<{ actor: string; action: string }>({
    name: 'last-done-on-record',
    text: `select actor, action from audit where record_id = $1 and outcome = 'done' order by id desc limit 1`,
    values: [recordId],
  });
  return row;
}
