import { Pool } from 'pg';
import type { Probe } from './health.ts';

/** A probe that asks the database over one connection of its own. */
export function probeDatabase(databaseUrl: string | undefined): { ask: Probe; end: () => Promise<void> } {
  if (databaseUrl === undefined)
    return { ask: () => Promise.reject(new Error('no DATABASE_URL')), end: () => Promise.resolve() };
  const pool = new Pool({ connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 2_000 });
  pool.on('error', () => undefined);
  return { ask: () => pool.query('select 1'), end: () => pool.end() };
}
