import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 12);
const incomingName = /^([0-9a-f]{12})\.(\d+)\.[0-9a-f-]{36}\.part$/;
const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** A new name for a file that is still being written; it tells by whom. */
export function incomingPath(folder: string): string {
  return join(folder, `${host}.${process.pid}.${randomUUID()}.part`);
}

/**
 * Deletes what killed processes left half written: files of dead processes of this host, and any that
 * nobody has written to for 24 hours. Files of living processes stay.
 */
export async function sweepIncoming(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (await isAbandoned(name, path)) {
      await rm(path, { force: true });
    }
  }
}

async function isAbandoned(name: string, path: string): Promise<boolean> {
  const parts = incomingName.exec(name);
  if (parts === null) {
    return false;
  }
  if (parts[1] === host && !isAlive(Number(parts[2]))) {
    return true;
  }
  const facts = await stat(path).catch(() => undefined);
  return facts !== undefined && Date.now() - facts.mtimeMs > abandonedAfterMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Error.isError(error) && 'code' in error && error.code === 'EPERM';
  }
}

/** Writes the pieces to a new file that only the owner may read, and returns when the disk has them. */
export async function writeIncoming(path: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const piece of pieces) {
      await file.appendFile(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder survive a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
