import type { Checkpoint } from '../../integrations/ledger/checkpoint.ts';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { appendLeaf, rootOfRange } from '../../integrations/ledger/compact-range.ts';
import type { CompactRange } from '../../integrations/ledger/compact-range.ts';
import { leafHash } from '../../integrations/ledger/merkle-tree.ts';
import {
  countLedgerEntries,
  listComparedEntries,
  listUnledgeredEvents,
  measureWaitingEvents,
} from '../../persistence/ledger/ledger-rows.ts';
import type { ComparedEntry } from '../../persistence/ledger/ledger-rows.ts';
import type { OperationContext } from '../context.ts';
import type { Fault } from '../records/fault.ts';
import { ledgerEntry, readPublishedLedger } from './ledger.ts';
import type { LedgerReader } from './ledger.ts';

const page = 256;
const mostUnledgered = 1_000;
/** An event that has waited longer than this is one that somebody holds back. */
const longestWaitMs = 60_000;

/** What was looked at: entries of the database, and the size of the published ledger, null where none is published. */
export type VerifiedLedger = { entries: number; published: number | null };

/**
 * Checks every entry against its event and every event for its entry, and the root of the entries against the published
 * checkpoint: whoever changed, removed or added an event, with its whole chain written anew, is found as far as the
 * checkpoint goes. Give `files` of a copy that others keep: what lies on this machine its owner could have changed too.
 */
export async function verifyLedger(
  { database, clock }: OperationContext,
  files: LedgerReader,
  tell: (fault: Fault) => void,
): Promise<VerifiedLedger> {
  const published = await publishedOrTell(files, tell);
  const entries = await countLedgerEntries(database);
  const signed = Math.min(published?.size ?? 0, entries);
  let range: CompactRange = { size: 0, hashes: [] };
  for (let from = 0; from < entries; from += page) {
    const rows = await listComparedEntries(database, from, from + page);
    if (rows.length !== Math.min(page, entries - from)) tell({ fault: 'ledger-place-missing', id: String(from) });
    for (const row of rows) {
      verifyEntry(row, tell);
      if (range.size < signed) range = appendLeaf(range, leafHash(Buffer.from(row.entry)));
    }
  }
  for (const { recordId, seq } of await listUnledgeredEvents(database, mostUnledgered))
    tell({ fault: 'event-not-in-ledger', id: recordId, seq });
  await verifyWaiting({ database, clock }, tell);
  if (published === null) return { entries, published };
  const { size, root } = published;
  if (size > entries) tell({ fault: 'ledger-shorter-than-published', id: String(size) });
  else if (range.size < size || !rootOfRange(range).equals(root))
    tell({ fault: 'ledger-root-differs', id: String(size) });
  return { entries, published: size };
}

/** Tells when an event waits longer for its place than anything that works takes. */
export async function verifyWaiting(
  { database, clock }: Pick<OperationContext, 'database' | 'clock'>,
  tell: (fault: Fault) => void,
): Promise<void> {
  const { oldest } = await measureWaitingEvents(database);
  const { real } = await clock();
  if (oldest !== null && Date.parse(real) - Date.parse(oldest) > longestWaitMs)
    tell({ fault: 'ledger-stands-still', id: oldest });
}

/** Compares an entry with its event as it stands now. */
export function verifyEntry(row: ComparedEntry, tell: (fault: Fault) => void): void {
  const { recordId: id, seq, entry, kind, recordedAt, hash } = row;
  if (kind === null || recordedAt === null || hash === null) tell({ fault: 'ledger-event-missing', id, seq });
  else if (ledgerEntry({ kind, recordedAt, hash }) !== entry) tell({ fault: 'ledger-entry-differs', id, seq });
}

/** The published checkpoint, null where there is none; one that cannot be read is told. */
export async function publishedOrTell(files: LedgerReader, tell: (fault: Fault) => void): Promise<Checkpoint | null> {
  try {
    return (await readPublishedLedger(files))?.checkpoint ?? null;
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    tell({ fault: 'ledger-checkpoint-unreadable', id: error.code });
    return null;
  }
}
