import { idempotencyDays } from './idempotency.ts';
import type { Transaction } from '../database.ts';

/** Days a row of the outbox is kept after it is done. */
const outboxDays = 30;

/**
 * Deletes what is kept for a time only: idempotency keys, sessions, tries of receipt codes, file links, finished rows of
 * the outbox. Returns how many rows went.
 */
export async function deleteExpiredRows(database: Transaction): Promise<number> {
  const [row] = await database.query<{ n: number }>({
    text: `with keys as (
        delete from idempotency where created_at < clock_timestamp() - make_interval(days => $1) returning 1
      ), sessions as (
        delete from session where expires_at < clock_timestamp() returning 1
      ), attempts as (
        delete from receipt_attempt where at < clock_timestamp() - interval '1 day' returning 1
      ), links as (
        delete from file_link where expires_at < clock_timestamp() - interval '1 day' returning 1
      ), done as (
        delete from outbox where done_at < clock_timestamp() - make_interval(days => $2) returning 1
      )
      select (select count(*) from keys) + (select count(*) from sessions) + (select count(*) from attempts)
        + (select count(*) from links) + (select count(*) from done) as n`,
    values: [idempotencyDays, outboxDays],
  });
  return row?.n ?? 0;
}
