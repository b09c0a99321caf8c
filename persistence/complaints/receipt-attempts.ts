import type { Transaction } from '../database.ts';

/** Wrong codes tried for a case from an address in the last 15 minutes; later tries of the same pair wait for this one. */
export async function lockReceiptAttempts(tx: Transaction, recordId: string, addressHash: Buffer): Promise<number> {
  await tx.query({
    text: `select pg_advisory_xact_lock(hashtextextended($1 || encode($2, 'hex'), 0))`,
    values: [recordId, addressHash],
  });
  const [row] = await tx.query<{ n: number }>({
    text: `select count(*) as n from receipt_attempt
      where record_id = $1 and address_hash = $2 and at > clock_timestamp() - interval '15 minutes'`,
    values: [recordId, addressHash],
  });
  return row?.n ?? 0;
}

/** Remembers a wrong code. */
export async function insertReceiptAttempt(tx: Transaction, recordId: string, addressHash: Buffer): Promise<void> {
  await tx.query({
    text: `insert into receipt_attempt (record_id, address_hash) values ($1, $2)`,
    values: [recordId, addressHash],
  });
}
