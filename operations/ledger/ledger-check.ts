import type { Instant } from '../../domain/time/instant.ts';
import { readLedgerCheckRow, writeLedgerCheckRow } from '../../persistence/ledger/ledger-check-row.ts';
import type { OperationContext } from '../context.ts';
import type { FaultKind } from '../records/fault.ts';

/** How often each kind of fault was found. */
export type FaultCounts = Partial<Record<FaultKind, number>>;

/** A way through everything from the first record to the last entry, as far as it has come. Hashes are hex. */
export type CheckPass = {
  startedAt: Instant;
  /** The record after which it goes on; undefined when all records are checked. */
  after: string | null | undefined;
  records: number;
  events: number;
  /** The published text after which it goes on; undefined when all are checked. */
  afterText: string | null | undefined;
  /** Entries checked so far. */
  place: number;
  /** The checkpoint that the entries have to lead to, and what is kept of those before `place`. */
  target: { size: number; root: string } | null;
  hashes: readonly string[];
  faults: FaultCounts;
};

/** What the check of the ledger has found so far, in real time. */
export type LedgerCheck = {
  v: 1;
  checkedAt: Instant;
  entries: number;
  /** The newest checkpoint that it has seen and found to continue the one before. */
  published: { size: number; root: string } | null;
  /** Entries below this place were checked as new ones. */
  newest: number;
  /** Faults that a round sees at once, those of new events since the pass began, and those of the pass before. */
  now: FaultCounts;
  recent: FaultCounts;
  earlier: FaultCounts;
  pass: CheckPass | null;
  /** The last pass that came to its end. */
  whole: { startedAt: Instant; finishedAt: Instant; records: number; events: number; faults: FaultCounts } | null;
};

/** What is kept: nothing yet, something that the house did not write, or the last result. */
export type KeptLedgerCheck = { kept: 'nothing' } | { kept: 'edited' } | { kept: 'check'; check: LedgerCheck };

/**
 * Reads the last result. It carries a mark under the house's key, which is not in the database: who can change the
 * database and nothing else can remove a result or put an old one back, whose instant shows, but cannot write one.
 */
export async function readLedgerCheck({
  database,
  keyRing,
}: Pick<OperationContext, 'database' | 'keyRing'>): Promise<KeptLedgerCheck> {
  const row = await readLedgerCheckRow(database);
  if (row === undefined) return { kept: 'nothing' };
  if (keyRing.noteMark(row.body) !== row.mark) return { kept: 'edited' };
  return { kept: 'check', check: JSON.parse(row.body) as LedgerCheck };
}

export async function writeLedgerCheck({ database, keyRing }: OperationContext, check: LedgerCheck): Promise<void> {
  const body = JSON.stringify(check);
  await writeLedgerCheckRow(database, { body, mark: keyRing.noteMark(body) });
}

/** Everything that was found and not yet found mended, by kind. */
export function faultsOfCheck({ now, recent, earlier, pass, whole }: LedgerCheck): FaultCounts {
  const all: FaultCounts = {};
  for (const counts of [now, recent, earlier, pass?.faults ?? {}, whole?.faults ?? {}])
    for (const [kind, n] of Object.entries(counts) as [FaultKind, number][]) all[kind] = Math.max(all[kind] ?? 0, n);
  return all;
}
