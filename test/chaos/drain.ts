import { setTimeout as sleep } from 'node:timers/promises';
import type { ProductProcesses } from '../support/product-processes.ts';

/** Without anything being worked off: how long all of it takes depends on how much waits. */
const patienceMs = 120_000;

type Left = { outbox: number; ledger: number; terms: number };

/**
 * Waits until every part is up and the worker has worked off what waits: wakes and notices, places in the ledger, terms
 * that are over. Returns the seconds that took; rejects with what is left when it has not become less for two minutes.
 */
export async function drain({ parts, context }: ProductProcesses): Promise<number> {
  const startedAt = Date.now();
  for (const part of parts.values()) await part.ready();
  let fewest = Number.POSITIVE_INFINITY;
  let lessAt = Date.now();
  for (;;) {
    const left = await context.database.query<Left>({
      text: `select (select count(*)::int from outbox where done_at is null) as outbox,
        (select count(*)::int from ledger_waiting) as ledger,
        (select count(*)::int from deadline
          where state = 'running' and due_at <= legal_now() - interval '60 seconds') as terms`,
    });
    const [{ outbox, ledger, terms } = { outbox: 1, ledger: 1, terms: 1 }] = left;
    const sum = outbox + ledger + terms;
    if (sum === 0) return (Date.now() - startedAt) / 1_000;
    if (sum < fewest) [fewest, lessAt] = [sum, Date.now()];
    if (Date.now() - lessAt > patienceMs)
      throw new Error(`not worked off: ${outbox} rows of the outbox, ${ledger} events, ${terms} terms`);
    await sleep(200);
  }
}
