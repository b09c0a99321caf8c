import type { RecordState } from '../../domain/records/subject.ts';
import type { Transaction } from '../database.ts';

/** A record as its row says, held under the transaction's lock where one is there. */
export type LockedRecord = {
  id: string;
  subject: string;
  status: string;
  version: number;
  headSeq: number;
  headHash: Buffer;
  commissionId: string;
  electionId: string;
  pack: string;
  state: RecordState;
};

/** The columns of a record, of the table `record` under its own name. */
export const recordColumns = `id, subject, status, version, head_seq as "headSeq", head_hash as "headHash",
  commission_id as "commissionId", election_id as "electionId", pack, state`;

/**
 * Locks the rows in id order in one statement, so that two batches never wait for each other in a circle. One row has a
 * statement of its own, which Postgres plans once: a list it plans anew each time.
 */
export async function lockRecords(tx: Transaction, ids: readonly string[]): Promise<Map<string, LockedRecord>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await tx.query<LockedRecord>(
    wanted.length === 1
      ? { name: 'lock-record', text: `select ${recordColumns} from record where id = $1 for update`, values: wanted }
      : {
          name: 'lock-records',
          text: `select ${recordColumns} from record where id = any($1::uuid[]) order by id for update`,
          values: [wanted],
        },
  );
  return new Map(rows.map((row) => [row.id, row]));
}
