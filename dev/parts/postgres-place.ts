import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canReach } from './postgres-identity.ts';
import type { Identity } from './postgres-identity.ts';

export type PostgresPlace = {
  /** The folder that holds the cluster; belongs to the identity. */
  folder: string;
  /** Set when the home cannot be entered by the database's user. */
  isOutsideHome: boolean;
};

/**
 * Where the cluster of a home lives: in the home itself, or, when the database's user cannot enter it (root with a closed folder),
 * in a folder of its own under /var/lib or the temporary folder. The choice is remembered in the home.
 */
export function postgresPlace(home: string, identity: Identity | undefined): PostgresPlace {
  const remembered = join(home, 'postgres-place.txt');
  const inside = join(home, 'postgres');
  if (existsSync(remembered))
    return { folder: prepare(readFileSync(remembered, 'utf8').trim(), identity), isOutsideHome: true };
  if (identity === undefined || canReach(identity, '-x', home))
    return { folder: prepare(inside, identity), isOutsideHome: false };
  const folder = prepare(join(reachableBase(identity), nameFor(home)), identity);
  writeFileSync(remembered, `${folder}\n`);
  return { folder, isOutsideHome: true };
}

/** A folder that every user can enter, for files that do not fit into a closed home. */
export function reachableBase(identity: Identity): string {
  for (const base of ['/var/lib/shailoo', join(tmpdir(), 'shailoo')]) {
    try {
      mkdirSync(base, { recursive: true });
      chmodSync(base, 0o755);
      if (canReach(identity, '-x', base)) return base;
    } catch {
      // A read-only system folder: the next one.
    }
  }
  throw new Error('there is no folder that both this process and the user of the database can enter');
}

function nameFor(home: string): string {
  return `${createHash('sha256').update(home).digest('hex').slice(0, 12)}-${randomBytes(4).toString('hex')}`;
}

function prepare(folder: string, identity: Identity | undefined): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (identity !== undefined && statSync(folder).uid !== identity.uid) {
    execFileSync('chown', ['-R', `${identity.uid}:${identity.gid}`, folder]);
  }
  chmodSync(folder, 0o700);
  if (identity !== undefined && !canReach(identity, '-w', folder)) {
    throw new Error(
      `the user of the database cannot write to ${folder}; open ${dirname(folder)} for it or remove the folder`,
    );
  }
  return folder;
}
