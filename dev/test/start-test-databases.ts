import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../parts/postgres-server.ts';

const fastAndForgetful = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'max_connections=400',
  'log_min_messages=panic',
  'log_min_error_statement=panic',
];

/**
 * Starts a PostgreSQL for tests in the new folder `home` and tells this process and those it starts by `SHAILOO_TEST_DATABASE_URL`.
 * What it keeps is gone after a power failure.
 */
export async function startTestDatabases(home: string): Promise<{ databaseUrl: string; stop: () => Promise<void> }> {
  const place = join(home, 'postgres');
  mkdirSync(place, { recursive: true });
  for (const folder of [home, place]) chmodSync(folder, 0o755);
  const server = await startPostgres({
    home: place,
    database: 'tests',
    settings: fastAndForgetful,
    note: () => undefined,
  });
  process.env['SHAILOO_TEST_DATABASE_URL'] = server.databaseUrl;
  return server;
}
