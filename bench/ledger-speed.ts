import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkLedger } from '../operations/ledger/check-ledger.ts';
import type { LedgerCheck } from '../operations/ledger/ledger-check.ts';
import { publishLedger } from '../operations/ledger/publish-ledger.ts';
import { aLedger } from '../test/support/ledger.ts';
import type { BenchedProduct } from './benched-product.ts';

/** A second: events that got a place, were published and signed; records checked whole, and the events they have. */
export type LedgerFigure = { placed: number; records: number; events: number };

/**
 * How fast events get their places in the ledger, and how fast the check that `npm run verify` is goes through records, each for
 * so many seconds or until nothing is left. The records of the bench have faults, which are found and not counted.
 */
export async function ledgerSpeed({ context, as }: BenchedProduct, seconds: number): Promise<LedgerFigure> {
  const folder = mkdtempSync(join(tmpdir(), 'shailoo-bench-ledger-'));
  try {
    const ledger = await aLedger(folder);
    const startedAt = performance.now();
    let size = 0;
    for (let placed = 1; placed > 0 && performance.now() - startedAt < seconds * 1_000;)
      ({ placed, size } = await publishLedger(context, ledger));
    const placed = size / secondsSince(startedAt);
    const worker = as('shailoo_worker');
    const check = (budgetMs: number): Promise<LedgerCheck> =>
      checkLedger(worker, ledger.files, { budgetMs, wholeEveryMs: 0, tell: () => undefined });
    const before = wayOf(await check(0));
    const checkedFrom = performance.now();
    const after = wayOf(await check(seconds * 1_000));
    const took = secondsSince(checkedFrom);
    return { placed, records: (after.records - before.records) / took, events: (after.events - before.events) / took };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How far the way through everything has come. */
function wayOf({ pass, whole }: LedgerCheck): { records: number; events: number } {
  return pass ?? whole ?? { records: 0, events: 0 };
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1_000;
}
