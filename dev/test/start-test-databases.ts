import { join } from 'node:path';
import { startPostgres } from '../parts/postgres-server.ts';

const fastAndForgetful = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=200'];

/** Starts the one PostgreSQL of a test run in `home` and tells every test file of it by `SHAILOO_TEST_DATABASE_URL`. */
export async function startTestDatabases(home: string): Promise<{ databaseUrl: string; stop: () => Promise<void> }> {
  const notes: string[] = [];
  const note = (sentence: string) => void notes.push(sentence);
  const server = await startPostgres({
    home: join(home, 'postgres'),
    database: 'tests',
    settings: fastAndForgetful,
    note,
  });
  process.env['SHAILOO_TEST_DATABASE_URL'] = server.databaseUrl;
  return server;
}
