import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folder a start works in: an empty start has one of its own inside, so that it never meets the demonstration's cases. */
export function homeFor(root: string, isEmpty: boolean): string {
  return isEmpty ? join(root, 'empty') : root;
}

/** The file that says which process runs shailoo from this root. */
export function runningMarkFile(root: string): string {
  return join(root, 'run', 'shailoo.json');
}

/**
 * Makes the folders of a home, whatever the umask: the home itself may be entered (the database's user must pass), what is secret
 * may not. A home that was there before keeps its mode.
 */
export function prepareHome(home: string): void {
  if (!existsSync(home)) {
    mkdirSync(home, { recursive: true });
    chmodSync(home, 0o755);
  }
  for (const folder of ['run', 'log', 'keys', 'documents']) {
    mkdirSync(join(home, folder), { recursive: true });
    chmodSync(join(home, folder), 0o700);
  }
}
