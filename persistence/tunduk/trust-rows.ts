import type { Instant } from '../../domain/time/instant.ts';
import type { Database, Transaction } from '../database.ts';

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

/** Certificates (PEM, one after the other) that are trusted from a moment until the next row. */
export type TrustRow = { id: string; digest: string; certificates: string };

/**
 * Keeps which certificates are trusted from now on and gives the id of the row; the same as before make no new one. Two
 * workers that start at once wait for each other.
 */
export async function keepTrust(database: Database, digest: string, certificates: string): Promise<string> {
  return database.transaction(async (tx) => {
    await tx.query({ text: `select pg_advisory_xact_lock(hashtextextended('registry trust', 0))` });
    const [last] = await tx.query<{ id: string; digest: string }>({
      text: `select id::text, digest from registry_trust order by registry_trust.id desc limit 1`,
    });
    if (last?.digest === digest) return last.id;
    const [row] = await tx.query<{ id: string }>({
      text: `insert into registry_trust (digest, certificates) values ($1, $2) returning id::text`,
      values: [digest, certificates],
    });
    if (row === undefined) throw new TypeError('the trust was not kept');
    return row.id;
  });
}

export async function findTrust(database: Transaction, id: string): Promise<TrustRow | undefined> {
  const [row] = await database.query<TrustRow>({
    text: `select id::text, digest, certificates from registry_trust where registry_trust.id = $1`,
    values: [id],
  });
  return row;
}
