import { measureWaitingEvents } from '../../persistence/ledger/ledger-rows.ts';
import { instant, millisecondsBetween } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { cosignaturesOf } from '../../integrations/ledger/cosignature.ts';
import type { OperationContext } from '../context.ts';
import { readPublishedLedger } from './ledger.ts';
import type { LedgerReader, LedgerWitnesses, PublishedLedger } from './ledger.ts';
import { faultsOfCheck, readLedgerCheck } from './ledger-check.ts';
import type { FaultCounts, LedgerCheck } from './ledger-check.ts';

/** What everybody sees of the check. `stale`: it has not run for a while, and says nothing of what came after. */
export type ShownLedgerCheck =
  | { state: 'none' }
  | { state: 'edited' }
  | { state: 'good' | 'faulty' | 'stale'; check: LedgerCheck; faults: FaultCounts };

/** Where the ledger stands for everybody: what is published, null before the first time, and how many events wait. */
export type ShownLedger = {
  published: PublishedLedger | null;
  waiting: number;
  check: ShownLedgerCheck;
  /** Each known witness, and when it cosigned the published checkpoint by its own clock; null where it has not yet. */
  witnesses: readonly { name: string; seenAt: Instant | null }[];
};

/** The check runs every minute. */
const staleAfterMs = 5 * 60_000;

export async function readLedger(
  context: OperationContext,
  files: LedgerReader,
  witnesses: LedgerWitnesses = [],
): Promise<ShownLedger> {
  const [published, { count }, check] = await Promise.all([
    readPublishedLedger(files),
    measureWaitingEvents(context.database),
    readShownCheck(context),
  ]);
  const seen = published === null ? [] : cosignaturesOf(published.note, witnesses);
  const shown = witnesses.map((witness) => {
    const time = seen.find((one) => one.witness.text === witness.text)?.time;
    return { name: witness.name, seenAt: time === undefined ? null : instant(new Date(time * 1_000).toISOString()) };
  });
  return { published, waiting: count, check, witnesses: published === null ? [] : shown };
}

async function readShownCheck(context: OperationContext): Promise<ShownLedgerCheck> {
  const [read, { real }] = await Promise.all([readLedgerCheck(context), context.clock()]);
  if (read.kept === 'nothing') return { state: 'none' };
  if (read.kept === 'edited') return { state: 'edited' };
  const { check } = read;
  const faults = faultsOfCheck(check);
  const isStale = millisecondsBetween(check.checkedAt, real) > staleAfterMs;
  const found = Object.keys(faults).length > 0 ? 'faulty' : 'good';
  return { state: isStale ? 'stale' : found, check, faults };
}
