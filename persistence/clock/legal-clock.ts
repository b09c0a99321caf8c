import type { Instant } from '../../domain/time/instant.ts';
import type { Database, Transaction } from '../database.ts';

/** Legal and real time of the same reading of Postgres' clock. */
export async function readLegalNow(database: Transaction): Promise<{ legal: Instant; real: Instant }> {
  const [row] = await database.query<{ legal: Instant; real: Instant }>({
    name: 'legal-now',
    text: `select real, real + offset_microseconds * interval '1 microsecond' as legal
      from legal_clock, (select clock_timestamp() as real offset 0) as reading`,
  });
  if (!row) throw new Error('the legal clock has no row');
  return row;
}

export type LegalClockRow = { mode: 'real' | 'training'; offsetMicroseconds: number; lastLegalAt: Instant };

export async function readLegalClock(database: Transaction): Promise<LegalClockRow> {
  const [row] = await database.query<LegalClockRow>({
    text: `select mode, offset_microseconds as "offsetMicroseconds", last_legal_at as "lastLegalAt" from legal_clock`,
  });
  if (!row) throw new Error('the legal clock has no row');
  return row;
}

/** Starts training time at the given legal instant, or goes on from where the clock stood when it stopped. Never back. */
export async function startTrainingClock(database: Database, startAt: Instant): Promise<void> {
  await database.query({
    text: `update legal_clock set mode = 'training',
      offset_microseconds = (extract(epoch from
        (case when mode = 'training' then greatest(last_legal_at, $1::timestamptz) else $1::timestamptz end)
        - clock_timestamp()) * 1000000)::bigint,
      last_legal_at = case when mode = 'training' then greatest(last_legal_at, $1::timestamptz) else $1::timestamptz end`,
    values: [startAt],
  });
}

/** Remembers how far legal time has come, so that it stands still while the product is stopped. */
export async function rememberLegalTime(database: Transaction): Promise<void> {
  await database.query({
    text: `update legal_clock set last_legal_at = greatest(last_legal_at, legal_now())`,
  });
}

/** Moves training time forward to the given instant; returns false when that would go back or the clock is real. */
export async function moveTrainingClock(database: Transaction, target: Instant): Promise<boolean> {
  const rows = await database.query<{ id: number }>({
    text: `update legal_clock set
        offset_microseconds = (extract(epoch from ($1::timestamptz - clock_timestamp())) * 1000000)::bigint,
        last_legal_at = $1::timestamptz
      where mode = 'training' and $1::timestamptz > legal_now() returning id`,
    values: [target],
  });
  return rows.length > 0;
}
