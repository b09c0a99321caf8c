import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** The address of a person's calendar as the database knows it: never the secret itself. */
export type FeedRow = { madeAt: Instant; readAt: Instant | null };

export async function readFeedRow(database: Transaction, personId: string): Promise<FeedRow | undefined> {
  const [row] = await database.query<FeedRow>({
    name: 'calendar-feed',
    text: 'select made_at as "madeAt", read_at as "readAt" from calendar_feed where person_id = $1',
    values: [personId],
  });
  return row;
}

/** Puts a new secret in the place of the old one, which is worth nothing from then on. */
export async function writeFeedRow(
  database: Transaction,
  feed: { personId: string; tokenHash: Buffer; madeAt: Instant },
): Promise<void> {
  await database.query({
    text: `insert into calendar_feed (person_id, token_hash, made_at) values ($1, $2, $3)
      on conflict (person_id) do update set token_hash = excluded.token_hash, made_at = excluded.made_at, read_at = null`,
    values: [feed.personId, feed.tokenHash, feed.madeAt],
  });
}

export async function deleteFeedRow(database: Transaction, personId: string): Promise<void> {
  await database.query({ text: 'delete from calendar_feed where person_id = $1', values: [personId] });
}

/** The person behind a secret; notes that the address was read. */
export async function useFeedRow(database: Transaction, tokenHash: Buffer, at: Instant): Promise<string | undefined> {
  const [row] = await database.query<{ personId: string }>({
    name: 'use-calendar-feed',
    text: `update calendar_feed set read_at = $2 where token_hash = $1 returning person_id as "personId"`,
    values: [tokenHash, at],
  });
  return row?.personId;
}
