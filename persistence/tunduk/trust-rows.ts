import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** A certificate that is published and not trusted (`added`), or trusted and no longer published. */
export type TrustChangeRow = {
  change: 'added' | 'removed';
  use: 'authority' | 'time-stamps' | 'ocsp' | null;
  name: string | null;
  subject: string;
  /** SHA-256 in hex. */
  fingerprint: string;
  until: string;
};

/** One comparison of the published configuration with what is trusted; `digest` names the published certificates. */
export type TrustLookRow = { lookedAt: Instant; digest: string; changes: readonly TrustChangeRow[] };

export async function insertTrustLook(database: Transaction, row: TrustLookRow): Promise<void> {
  await database.query({
    text: `insert into registry_trust_look (looked_at, digest, changes) values ($1, $2, $3)`,
    values: [row.lookedAt, row.digest, JSON.stringify(row.changes)],
  });
}

/** The last comparison; undefined where there was none. */
export async function findLastTrustLook(database: Transaction): Promise<TrustLookRow | undefined> {
  const [row] = await database.query<TrustLookRow>({
    text: `select looked_at as "lookedAt", digest, changes from registry_trust_look order by id desc limit 1`,
  });
  return row;
}
