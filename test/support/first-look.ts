import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const seenHere = new Set<string>();

/** Whether nothing of this description was looked at in this run of the tests, by whatever file of it; true once. */
export function isFirstLook(description: string): boolean {
  const runHome = process.env['SHAILOO_TEST_RUN_HOME'];
  if (runHome === undefined) return seenHere.size < seenHere.add(description).size;
  const folder = join(runHome, 'looked');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(join(folder, createHash('sha256').update(description).digest('hex')), '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (Error.isError(error) && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
