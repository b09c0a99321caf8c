import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { inclusionText } from '../../integrations/ledger/inclusion-file.ts';
import { inclusionProof } from '../../integrations/ledger/merkle-tree.ts';
import { digitsOf, shortProof } from '../../integrations/ledger/short-proof.ts';
import { tileTree } from '../../integrations/ledger/tile-tree.ts';
import { findLedgerRow } from '../../persistence/ledger/ledger-rows.ts';
import { canonicalText, headerOfEvent } from '../../persistence/records/event-hash.ts';
import type { HashedHeader } from '../../persistence/records/event-hash.ts';
import { readEvents } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { readPublishedLedger } from './ledger.ts';
import type { LedgerReader } from './ledger.ts';

/** Which event of which record is to be proven. */
type Proven = { recordId: string; seq: number };

/**
 * The `.tlog-proof` file of an event: that it is in the ledger, at which place, by the newest checkpoint. `extra` has the
 * entry and what its hash is made of: header, previous hash and commitment, nothing of the payload. Refuses NOT_FOUND and,
 * until the event is published, LEDGER_NOT_YET.
 */
export async function proveEvent(context: OperationContext, files: LedgerReader, of: Proven): Promise<Outcome<string>> {
  const found = await findProof(context, files, of);
  return found.ok ? granted(found.value.text) : found;
}

/**
 * The proof of a filing for the QR of its receipt, in decimal digits: who has the key checks it without a network. Null until
 * the filing is in the ledger.
 */
export async function proofForQr(
  context: OperationContext,
  files: LedgerReader,
  { recordId, number, salt, commitment }: { recordId: string; number: string; salt: string; commitment: string },
): Promise<string | null> {
  const found = await findProof(context, files, { recordId, seq: 1 });
  if (!found.ok) return null;
  const { header, prev, text, key } = found.value;
  return digitsOf(shortProof({ number, salt, commitment, header, prev }, text, key));
}

type FoundProof = { text: string; header: HashedHeader; prev: string; key: string };

async function findProof(
  { database }: OperationContext,
  files: LedgerReader,
  { recordId, seq }: Proven,
): Promise<Outcome<FoundProof>> {
  const event = (await readEvents(database, recordId)).find((one) => one.seq === seq);
  if (!event) return refuse('NOT_FOUND');
  const row = await findLedgerRow(database, recordId, seq);
  const published = await readPublishedLedger(files);
  if (!row || published === null || row.place >= published.checkpoint.size) return refuse('LEDGER_NOT_YET');
  const { size } = published.checkpoint;
  const header = headerOfEvent(recordId, event);
  const prev = event.prev.toString('hex');
  const commitment = event.commitment.toString('hex');
  const extra = canonicalText({ v: 1, entry: row.entry, header, prev, commitment });
  const proof = await inclusionProof(tileTree(files, size), row.place, size);
  const text = inclusionText({ index: row.place, proof, note: published.note, extra: Buffer.from(extra) });
  return granted({ text, header, prev, key: published.key.text });
}
