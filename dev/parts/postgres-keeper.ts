import { startPostgres } from './postgres-server.ts';
import { runKeeper } from './run-keeper.ts';

const [home, database] = process.argv.slice(2);
if (home === undefined || database === undefined)
  throw new Error('postgres-keeper needs a home and the name of a database');

await runKeeper(async (note) => {
  const server = await startPostgres({ home, database, note });
  return {
    report: { databaseUrl: server.databaseUrl, version: server.version },
    ended: server.ended,
    stop: server.stop,
  };
});
