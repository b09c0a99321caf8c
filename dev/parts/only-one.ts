import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeMark } from './process-mark.ts';

/**
 * Does `work` while holding `file`, so that two checkouts do not build the same thing at once. Waits while another living process
 * holds it; a file left by a dead process is taken over.
 */
export async function onlyOne<T>(file: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  while (takeMark(file) !== undefined) await sleep(500, undefined, { signal });
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
