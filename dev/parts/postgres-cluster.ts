import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { endProcess } from './end-process.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { Identity } from './postgres-identity.ts';
import { startMoment } from './process-mark.ts';

/** The superuser of an embedded cluster. */
export const clusterOwner = 'shailoo';

const initdbFlags = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--data-checksums',
  '--auth=scram-sha-256',
];

/**
 * The password of the owner, random and kept in `file` for this user only. When the file was lost, the password is set anew in the
 * cluster without starting a server.
 */
export function clusterPassword(
  file: string,
  data: string,
  binaries: PostgresBinaries,
  identity: Identity | undefined,
): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = randomBytes(24).toString('base64url');
  if (existsSync(data)) setPassword(password, data, binaries, identity);
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Makes the cluster when it is not there; an initialisation that was cut off leaves nothing behind. */
export function initialiseCluster(
  data: string,
  password: string,
  binaries: PostgresBinaries,
  identity: Identity | undefined,
): void {
  if (existsSync(join(data, 'PG_VERSION'))) return;
  const unfinished = `${data}.unfinished`;
  const passwordFile = `${data}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (identity !== undefined) chownSync(passwordFile, identity.uid, identity.gid);
  try {
    const args = [`--pgdata=${unfinished}`, `--username=${clusterOwner}`, `--pwfile=${passwordFile}`, ...initdbFlags];
    const done = spawnSync(binaries.initdb, args, { ...identity, cwd: '/', encoding: 'utf8' });
    if (done.status !== 0)
      throw new Error(`the database could not be initialised: ${tail(done.stderr ?? done.error?.message)}`);
    renameSync(unfinished, data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * Ends a server that an earlier run left on this cluster, and removes a `postmaster.pid` whose number now belongs to another
 * process: PostgreSQL would take that one for itself and refuse to start.
 */
export async function endClusterLeftover(data: string): Promise<boolean> {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return false;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const command = Number.isInteger(pid) && pid > 1 ? commandOf(pid) : undefined;
  if (command === undefined) return false;
  if (!command.includes(data)) {
    rmSync(pidFile, { force: true });
    return false;
  }
  await endProcess({ pid, startedAt: startMoment(pid) ?? '' }, 'SIGINT', 15_000);
  return true;
}

function commandOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    const asked = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return asked.status === 0 ? asked.stdout : undefined;
  }
}

function setPassword(password: string, data: string, binaries: PostgresBinaries, identity: Identity | undefined): void {
  const input = `alter role ${clusterOwner} password '${password}'\n`;
  const done = spawnSync(binaries.postgres, ['--single', '-D', data, 'postgres'], {
    ...identity,
    cwd: '/',
    input,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`the database's password could not be set anew: ${tail(done.stderr)}`);
}

function tail(text: string | undefined): string {
  return (text ?? '').trim().split('\n').slice(-4).join(' / ');
}
