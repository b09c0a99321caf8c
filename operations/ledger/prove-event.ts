import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { inclusionText } from '../../integrations/ledger/inclusion-file.ts';
import { inclusionProof } from '../../integrations/ledger/merkle-tree.ts';
import { tileTree } from '../../integrations/ledger/tile-tree.ts';
import { findLedgerRow } from '../../persistence/ledger/ledger-rows.ts';
import { canonicalText, headerOfEvent } from '../../persistence/records/event-hash.ts';
import { readEvents } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { readPublishedLedger } from './ledger.ts';
import type { LedgerReader } from './ledger.ts';

/**
 * The `.tlog-proof` file of an event: that it is in the ledger, at which place, by the newest checkpoint. `extra` has the
 * entry and what its hash is made of: header, previous hash and commitment, nothing of the payload. Refuses NOT_FOUND and,
 * until the event is published, LEDGER_NOT_YET.
 */
export async function proveEvent(
  { database }: OperationContext,
  files: LedgerReader,
  { recordId, seq }: { recordId: string; seq: number },
): Promise<Outcome<string>> {
  const event = (await readEvents(database, recordId)).find((one) => one.seq === seq);
  if (!event) return refuse('NOT_FOUND');
  const row = await findLedgerRow(database, recordId, seq);
  const published = await readPublishedLedger(files);
  if (!row || published === null || row.place >= published.checkpoint.size) return refuse('LEDGER_NOT_YET');
  const { size } = published.checkpoint;
  const extra = canonicalText({
    v: 1,
    entry: row.entry,
    header: headerOfEvent(recordId, event),
    prev: event.prev.toString('hex'),
    commitment: event.commitment.toString('hex'),
  });
  const proof = await inclusionProof(tileTree(files, size), row.place, size);
  return granted(inclusionText({ index: row.place, proof, note: published.note, extra: Buffer.from(extra) }));
}
