import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './environment.ts';

/** The database given, else that of a running `npm start`. Throws when there is neither. */
export function databaseUrl({ databaseUrl: given, home }: Environment): string {
  if (given !== undefined) return given;
  try {
    const kept = JSON.parse(readFileSync(join(home, 'run', 'environment.json'), 'utf8')) as Record<string, unknown>;
    if (typeof kept['DATABASE_URL'] === 'string') return kept['DATABASE_URL'];
  } catch {
    // Told below: there is none to read.
  }
  throw new Error('no database: set DATABASE_URL, or run it beside a running npm start');
}
