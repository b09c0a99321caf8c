import { addEntries } from '../../integrations/ledger/add-entries.ts';
import { IntegrationError } from '../../integrations/integration-error.ts';
import {
  addLedgerRows,
  countLedgerEntries,
  listLedgerEntries,
  lockLedger,
  takeWaitingEvents,
} from '../../persistence/ledger/ledger-rows.ts';
import type { Database } from '../../persistence/database.ts';
import type { OperationContext } from '../context.ts';
import { ledgerEntry } from './ledger.ts';
import type { Ledger } from './ledger.ts';

/** What a round did: how many events got a place, and how large the ledger is that was signed. */
export type PublishedRound = { placed: number; size: number };

/**
 * Gives waiting events their places, at most `limit` of them, publishes entries and tiles, and signs the new size. A round
 * that was cut short is finished by the next. Throws `ledger-shrunk` when the database has fewer entries than were signed,
 * as an older backup has: then no event gets a place before a person has looked.
 */
export async function publishLedger(
  { database }: Pick<OperationContext, 'database'>,
  { files, signer }: Ledger,
  limit = 1_000,
): Promise<PublishedRound> {
  const signed = await signer.last();
  const { placed, known } = await database.transaction(async (tx) => {
    await lockLedger(tx);
    const size = await countLedgerEntries(tx);
    if (size < signed.size) throw new IntegrationError({ code: 'ledger-shrunk', category: 'integrity' });
    const waiting = await takeWaitingEvents(tx, limit);
    const rows = waiting.map((event, index) => {
      const { recordId, seq } = event;
      return { place: size + index, recordId, seq, entry: ledgerEntry(event) };
    });
    if (rows.length > 0) await addLedgerRows(tx, rows);
    return { placed: rows.length, known: size + rows.length };
  });
  if (known === signed.size) {
    if (!(await signer.isPublished(files))) await publishLast(database, { files, signer });
    return { placed, size: known };
  }
  const size = await database.transaction(async (tx) => {
    await lockLedger(tx);
    const present = await countLedgerEntries(tx);
    const before = (await signer.last()).size;
    if (present === before) return present;
    const entries = async (from: number, to: number): Promise<Uint8Array[]> =>
      (await listLedgerEntries(tx, from, to)).map((entry) => Buffer.from(entry));
    await addEntries(files, { before, size: present, entries });
    return (await signer.sign(files, present)).size;
  });
  return { placed, size };
}

async function publishLast(database: Database, { files, signer }: Ledger): Promise<void> {
  await database.transaction(async (tx) => {
    await lockLedger(tx);
    await signer.publishLast(files);
  });
}
