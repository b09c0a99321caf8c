import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { ProductProcesses } from '../support/product-processes.ts';

/** A base backup, the log archived since, and the files that are no rows, as docs/operations.md keeps them. */
export type Backup = { base: string; archive: string; files: string };

/** Files of a home that belong to a backup beside the database. */
const filesOfAHome = ['documents', 'ledger', 'keys'];

/** Makes the folders of a backup and lets PostgreSQL archive its log there from now on. */
export async function beginArchiving(product: ProductProcesses, folder: string): Promise<Backup> {
  const backup = { base: join(folder, 'base'), archive: join(folder, 'archive'), files: join(folder, 'files') };
  for (const each of [folder, backup.archive, backup.files]) mkdirSync(each, { recursive: true });
  for (const each of [folder, backup.archive]) chmodSync(each, 0o777);
  const copy = `test ! -f ${backup.archive}/%f && cp %p ${backup.archive}/%f`;
  await asAdministrator(product, async (client) => {
    await client.query(`alter system set archive_mode = 'on'`);
    await client.query(`alter system set archive_command = '${copy}'`);
  });
  product.parts.get('postgres')?.kill();
  await until(() => asAdministrator(product, (client) => tells(client, 'show archive_mode', 'on')));
  return backup;
}

/** Copies the cluster while it works, between the start and the stop of a backup. PostgreSQL, “Making a Base Backup”. */
export async function takeBaseBackup(product: ProductProcesses, { base }: Backup): Promise<void> {
  await asAdministrator(product, async (client) => {
    const { rows: shown } = await client.query<{ data_directory: string }>('show data_directory');
    const data = shown[0]?.data_directory ?? '';
    mkdirSync(base);
    await client.query(`select pg_backup_start('nightly', true)`);
    copyWhileItChanges(data, base);
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()');
    const copy = join(base, basename(data));
    for (const name of ['postmaster.pid', 'postmaster.opts']) rmSync(join(copy, name), { force: true });
    execFileSync('find', [join(copy, 'pg_wal'), '-type', 'f', '-delete']);
    writeFileSync(join(copy, 'backup_label'), rows[0]?.labelfile ?? '');
  });
}

/** Gives this moment a name to which the database can be restored. */
export async function nameThisMoment(product: ProductProcesses, name: string): Promise<void> {
  await asAdministrator(product, (client) => client.query('select pg_create_restore_point($1)', [name]));
}

/** Ends the present file of the log and waits until it is archived; then copies what is no row. */
export async function completeBackup(product: ProductProcesses, home: string, { files }: Backup): Promise<void> {
  await asAdministrator(product, async (client) => {
    const { rows } = await client.query<{ last: string }>('select pg_walfile_name(pg_switch_wal()) as last');
    const isArchived = `select (last_archived_wal >= '${rows[0]?.last}')::text as archived from pg_stat_archiver`;
    await until(() => tells(client, isArchived, 'true'));
  });
  for (const name of filesOfAHome) execFileSync('cp', ['-a', join(home, name), files]);
  execFileSync('cp', ['-a', join(home, 'run', 'postgres-password'), files]);
}

async function asAdministrator<T>(product: ProductProcesses, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: product.environment['DATABASE_URL'] });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function tells(client: Client, question: string, answer: string): Promise<boolean> {
  const { rows } = await client.query<Record<string, string>>(question);
  return Object.values(rows[0] ?? {})[0] === answer;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isSo().catch(() => false)) return;
    await sleep(100);
  }
  throw new Error('it did not come to pass within a minute');
}

/** A file that goes away while it is copied is no fault: the log has what became of it. */
function copyWhileItChanges(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
  const others = stderr.split('\n').filter((line) => line !== '' && !line.endsWith('No such file or directory'));
  if (status !== 0 && others.length > 0) throw new Error(others.join('; '));
}
