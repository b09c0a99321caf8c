import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import type { ConsistencyGroup } from './consistency-rows.ts';

/** Groups as they were counted at the legal moment `countedAt`, and how long that took. */
export type KeptConsistencyRow = {
  countedAt: Instant;
  tookMs: number;
  body: { groups: readonly ConsistencyGroup[]; withoutArticle: number };
};

export async function readKeptConsistencyRow(database: Transaction): Promise<KeptConsistencyRow | undefined> {
  const [row] = await database.query<KeptConsistencyRow>({
    name: 'read-kept-consistency',
    text: 'select counted_at as "countedAt", took_ms as "tookMs", body from kept_consistency',
  });
  return row;
}

/** Puts a count in the place of the one before. */
export async function writeKeptConsistencyRow(
  database: Transaction,
  { countedAt, tookMs, body }: KeptConsistencyRow,
): Promise<void> {
  await database.query({
    name: 'write-kept-consistency',
    text: `insert into kept_consistency (id, counted_at, took_ms, body) values (1, $1, $2, $3)
      on conflict (id) do update set counted_at = excluded.counted_at, took_ms = excluded.took_ms, body = excluded.body`,
    values: [countedAt, Math.ceil(tookMs), JSON.stringify(body)],
  });
}
