import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { endLeftover } from '../parts/end-process.ts';

/**
 * Ends the parts that an earlier start left behind. They notice by themselves that their parent is gone, so they get a moment first.
 * Returns how many were still there.
 */
export async function endLeftovers(home: string): Promise<number> {
  const run = join(home, 'run');
  const marks = readdirSync(run).filter((name) => name.startsWith('part-') && name.endsWith('.json'));
  const ended = await Promise.all(marks.map((name) => endLeftover(join(run, name), 'SIGTERM', 8_000)));
  return ended.filter(Boolean).length;
}
