import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../persistence/database.ts';
import { deleteSession, insertSession, useSession } from '../../persistence/people/session-rows.ts';
import type { SessionLimits } from '../../persistence/people/session-rows.ts';

/** A living session: who signed in, the token of its forms, and a sign-in under way. */
export type BrowserSession = { personId: string | null; csrf: string; pending: unknown };

/** Sessions of one surface. A token is 256 random bits; the database keeps only its SHA-256. */
export type BrowserSessions = {
  start: (session: { personId: string | null; pending: unknown }) => Promise<{ token: string; csrf: string }>;
  use: (token: string) => Promise<BrowserSession | undefined>;
  end: (token: string) => Promise<void>;
};

/** Sessions in Postgres, in real time: they end when idle, when too old, and at once when `end` is called. */
export function browserSessions(database: Database, surface: string, limits: SessionLimits): BrowserSessions {
  const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
  return {
    start: async ({ personId, pending }) => {
      const token = randomBytes(32).toString('base64url');
      const csrf = randomBytes(32).toString('base64url');
      const { absoluteMinutes } = limits;
      await insertSession(database, { idHash: hashOf(token), surface, personId, csrf, pending, absoluteMinutes });
      return { token, csrf };
    },
    use: (token) => useSession(database, { idHash: hashOf(token), surface, idleMinutes: limits.idleMinutes }),
    end: (token) => deleteSession(database, { idHash: hashOf(token), surface }),
  };
}
