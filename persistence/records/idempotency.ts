import type { Transaction } from '../database.ts';

export type IdempotencyRow = { requestHash: Buffer; recordId: string };

/** Days a key is remembered. */
export const idempotencyDays = 30;

export async function readIdempotency(
  database: Transaction,
  client: string,
  key: string,
): Promise<IdempotencyRow | undefined> {
  const [row] = await database.query<IdempotencyRow>({
    text: `select request_hash as "requestHash", record_id as "recordId" from idempotency
      where client = $1 and key = $2 and created_at > clock_timestamp() - make_interval(days => $3)`,
    values: [client, key, idempotencyDays],
  });
  return row;
}

/**
 * Remembers a key in the filing's transaction. False when the key is already taken: a second filing with the same key
 * waits here for the first one's end.
 */
export async function insertIdempotency(
  tx: Transaction,
  row: { client: string; key: string; requestHash: Buffer; recordId: string },
): Promise<boolean> {
  const rows = await tx.query<{ key: string }>({
    text: `insert into idempotency (client, key, request_hash, record_id) values ($1, $2, $3, $4)
      on conflict (client, key) do update set request_hash = excluded.request_hash, record_id = excluded.record_id,
        created_at = clock_timestamp()
      where idempotency.created_at <= clock_timestamp() - make_interval(days => $5) returning key`,
    values: [row.client, row.key, row.requestHash, row.recordId, idempotencyDays],
  });
  return rows.length > 0;
}
