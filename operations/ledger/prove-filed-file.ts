import type { Instant } from '../../domain/time/instant.ts';
import { readEvents } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import type { LedgerReader } from './ledger.ts';
import { proveEvent } from './prove-event.ts';

/** Events by which files come into a case. */
const filingKinds: ReadonlySet<string> = new Set(['COMPLAINT_FILED', 'EVIDENCE_ADDED', 'COMPLAINT_DEFECTS_CURED']);

/** The event by which a file was filed, and its proof in the ledger; the proof is null until the ledger has it. */
export type ProvenFile = { seq: number; kind: string; proof: string | null };

/** Proves that the event of a filing at this moment is in the public ledger; null where a file came by no event of the parties. */
export async function proveFiledFile(
  context: OperationContext,
  files: LedgerReader,
  { recordId, filedAt }: { recordId: string; filedAt: Instant },
): Promise<ProvenFile | null> {
  const events = await readEvents(context.database, recordId);
  const event = events.find(({ kind, legalAt }) => filingKinds.has(kind) && legalAt === filedAt);
  if (!event) return null;
  const { seq, kind } = event;
  const proven = await proveEvent(context, files, { recordId, seq });
  return { seq, kind, proof: proven.ok ? proven.value : null };
}
