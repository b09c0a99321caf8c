import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { keepPostgres } from '../support/kept-processes.ts';
import type { Backup } from './base-backup.ts';

/**
 * Restores a backup into a new home, to the end of the archived log or to a moment that was named. The database is brought
 * up alone and goes through the log; only then may anything else start.
 */
export async function restoreBackup({ base, archive, files }: Backup, home: string, moment?: string): Promise<void> {
  for (const folder of [home, join(home, 'postgres'), join(home, 'run')]) mkdirSync(folder, { recursive: true });
  chmodSync(home, 0o755);
  const [cluster = ''] = readdirSync(base);
  const data = join(home, 'postgres', cluster);
  execFileSync('cp', ['-a', join(base, cluster), data]);
  for (const name of readdirSync(files)) {
    const folder = name === 'postgres-password' ? join(home, 'run') : home;
    execFileSync('cp', ['-a', join(files, name), folder]);
  }
  writeFileSync(join(data, 'recovery.signal'), '');
  const settings = [
    `archive_mode = 'off'`,
    `restore_command = 'cp ${archive}/%f %p'`,
    `recovery_target_action = 'promote'`,
    ...(moment === undefined ? [] : [`recovery_target_name = '${moment}'`]),
  ];
  appendFileSync(join(data, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
  const { part, databaseUrl } = await keepPostgres(home);
  await untilItIsPastTheLog(databaseUrl);
  await part.stop();
}

async function untilItIsPastTheLog(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (let tries = 0; tries < 600; tries += 1) {
      const { rows } = await client.query<{ goes: boolean }>('select pg_is_in_recovery() as goes');
      if (rows[0]?.goes === false) return;
      await sleep(100);
    }
    throw new Error('the database did not come to the end of its log within a minute');
  } finally {
    await client.end();
  }
}
