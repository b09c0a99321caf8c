import { measureWaitingEvents } from '../../persistence/ledger/ledger-rows.ts';
import type { OperationContext } from '../context.ts';
import { readPublishedLedger } from './ledger.ts';
import type { LedgerReader, PublishedLedger } from './ledger.ts';

/** Where the ledger stands for everybody: what is published, null before the first time, and how many events wait. */
export async function readLedger(
  { database }: OperationContext,
  files: LedgerReader,
): Promise<{ published: PublishedLedger | null; waiting: number }> {
  const [published, { count }] = await Promise.all([readPublishedLedger(files), measureWaitingEvents(database)]);
  return { published, waiting: count };
}
