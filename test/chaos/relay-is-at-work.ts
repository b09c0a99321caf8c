import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../persistence/database.ts';

/** A worker that was just killed needs its start and the bundle of procedures first. */
const patienceMs = 30_000;

/**
 * Waits until the worker's relay has locked wakes and is handing them to the engine; false when that was not seen for
 * half a minute. The relay holds its transaction open meanwhile: that is what is looked for.
 */
export async function relayIsAtWork(database: Database): Promise<boolean> {
  for (const until = Date.now() + patienceMs; Date.now() < until;) {
    const rows = await database
      .query({
        text: `select 1 from pg_stat_activity where state = 'idle in transaction' and query like '%topic = ''wake''%for update%'`,
      })
      .catch(() => []);
    if (rows.length > 0) return true;
    await sleep(5);
  }
  return false;
}
