import { existsSync } from 'node:fs';
import { runProcess } from './run-process.ts';

type Migrations = { migrate: (databaseUrl: string) => Promise<void> };

await runProcess('migrate', async ({ environment, log }) => {
  const { databaseUrl } = environment;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set: there is no database to migrate');
  const module = new URL('../persistence/migrate.ts', import.meta.url);
  if (existsSync(module)) {
    const { migrate } = (await import(module.href)) as Migrations;
    await migrate(databaseUrl);
  }
  log.info('migrated');
  return 'done';
});
