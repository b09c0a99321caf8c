import type { Transaction } from '../database.ts';

/** What a browser's cookie stands for; the cookie's value itself is kept only as a hash. */
export type SessionRow = { personId: string | null; csrf: string; pending: unknown };

/** How long a session lives in real time: without a request, and at most. */
export type SessionLimits = { idleMinutes: number; absoluteMinutes: number };

export async function insertSession(
  database: Transaction,
  row: SessionRow & { idHash: Buffer; surface: string; absoluteMinutes: number },
): Promise<void> {
  await database.query({
    text: `insert into session (id_hash, surface, person_id, csrf, pending, expires_at)
      values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(mins => $6))`,
    values: [
      row.idHash,
      row.surface,
      row.personId,
      row.csrf,
      row.pending === null ? null : JSON.stringify(row.pending),
      row.absoluteMinutes,
    ],
  });
}

/** The living session of a surface; reading it counts as use. An idle or expired one is not found. */
export async function useSession(
  database: Transaction,
  key: { idHash: Buffer; surface: string; idleMinutes: number },
): Promise<SessionRow | undefined> {
  const [row] = await database.query<SessionRow>({
    name: 'use-session',
    text: `update session set seen_at = clock_timestamp()
      where id_hash = $1 and surface = $2 and expires_at > clock_timestamp()
        and seen_at > clock_timestamp() - make_interval(mins => $3)
      returning person_id as "personId", csrf, pending`,
    values: [key.idHash, key.surface, key.idleMinutes],
  });
  return row;
}

export async function deleteSession(
  database: Transaction,
  { idHash, surface }: { idHash: Buffer; surface: string },
): Promise<void> {
  await database.query({ text: `delete from session where id_hash = $1 and surface = $2`, values: [idHash, surface] });
}
