import { execFileSync, spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';

export type Identity = { uid: number; gid: number };

/**
 * Who the database server runs as. PostgreSQL refuses root, so root hands it to the user `postgres`, which is made when it is
 * missing, else to `nobody`. Everybody else runs it themselves: undefined.
 */
export function postgresIdentity(): Identity | undefined {
  if (userInfo().uid !== 0) return undefined;
  const found = identityOf('postgres') ?? makeUser() ?? identityOf('nobody');
  if (found === undefined)
    throw new Error('started as root, and there is no user postgres or nobody to run the database as');
  return found;
}

/** Whether that user can do `test <flag> <path>`, asked of the system itself: every folder above the path counts. */
export function canReach(identity: Identity, flag: '-r' | '-w' | '-x', path: string): boolean {
  return spawnSync('/bin/sh', ['-c', `test ${flag} "$1"`, 'sh', path], { ...identity, cwd: '/' }).status === 0;
}

function identityOf(name: string): Identity | undefined {
  try {
    const ask = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}

function makeUser(): Identity | undefined {
  const args = ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres'];
  return spawnSync('useradd', args).status === 0 ? identityOf('postgres') : undefined;
}
