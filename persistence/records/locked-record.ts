import type { RecordState } from '../../domain/records/subject.ts';
import type { Transaction } from '../database.ts';

/** A record as its row says, held under the transaction's lock. */
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

/** Locks the rows in id order in one statement, so that two batches never wait for each other in a circle. */
export async function lockRecords(tx: Transaction, ids: readonly string[]): Promise<Map<string, LockedRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<LockedRecord>({
    name: 'lock-records',
    text: `select id, subject, status, version, head_seq as "headSeq", head_hash as "headHash",
        commission_id as "commissionId", election_id as "electionId", pack, state
      from record where id = any($1::uuid[]) order by id for update`,
    values: [[...new Set(ids)]],
  });
  return new Map(rows.map((row) => [row.id, row]));
}
