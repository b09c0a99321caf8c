import type { Checkpoint } from '../../integrations/ledger/checkpoint.ts';
import { readCheckpoint } from '../../integrations/ledger/checkpoint.ts';
import type { CheckpointSigner } from '../../integrations/ledger/checkpoint-signer.ts';
import { checkpointPath, verifierKeyPath } from '../../integrations/ledger/ledger-files.ts';
import type { LedgerFiles } from '../../integrations/ledger/ledger-files.ts';
import { parseVerifierKey } from '../../integrations/ledger/signed-note.ts';
import type { VerifierKey } from '../../integrations/ledger/signed-note.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { canonicalText } from '../../persistence/records/event-hash.ts';

/** The ledger as who publishes it has it. */
export type Ledger = { files: LedgerFiles; signer: CheckpointSigner };

/** What stands published: the signed note as it is, what it says, and the key beside it. */
export type PublishedLedger = { note: string; checkpoint: Checkpoint; key: VerifierKey };

/** Events whose kind stands in their entry: everybody can count the filings and compare with the register. */
const counted: ReadonlySet<string> = new Set(['COMPLAINT_FILED']);

/**
 * The entry of an event: RFC 8785 text of its hash and the instant of its recording, without anything about anybody, and
 * without its record, so that nobody can see from outside what is done in a case that is not public.
 */
export function ledgerEntry({ kind, recordedAt, hash }: { kind: string; recordedAt: Instant; hash: Buffer }): string {
  const counting = counted.has(kind) ? { kind } : {};
  return canonicalText({ v: 1, event: hash.toString('hex'), time: recordedAt, ...counting });
}

/** The newest published checkpoint, or null before the first. Throws what is wrong with it. */
export async function readPublishedLedger(files: LedgerReader): Promise<PublishedLedger | null> {
  const [note, keyText] = await Promise.all([files.read(checkpointPath), files.read(verifierKeyPath)]);
  if (note === null || keyText === null) return null;
  const key = parseVerifierKey(keyText.toString().trim());
  return { note: note.toString(), checkpoint: readCheckpoint(note.toString(), key), key };
}

/** Keys of the witnesses whose cosignatures count. */
export type LedgerWitnesses = readonly VerifierKey[];

/** The published files as who only reads them has them. */
export type LedgerReader = Pick<LedgerFiles, 'read'>;
