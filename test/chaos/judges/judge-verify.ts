import type { OperationContext } from '../../../operations/context.ts';
import { verifyDocuments } from '../../../operations/documents/verify-documents.ts';
import type { LedgerReader } from '../../../operations/ledger/ledger.ts';
import { verifyLedger } from '../../../operations/ledger/verify-ledger.ts';
import type { Fault } from '../../../operations/records/fault.ts';
import { verifyRecords } from '../../../operations/records/verify-records.ts';
import type { Verdict } from './verdict.ts';

/**
 * What `npm run verify` looks at: chains, folded states and projections, numbers without gaps, terms, texts, the ledger
 * against its checkpoint, and the bytes of every document against their hash.
 */
export async function judgeVerify(context: OperationContext, files: LedgerReader): Promise<Verdict> {
  const faults: string[] = [];
  const tell = ({ fault, id, seq, detail }: Fault): unknown =>
    faults.push([fault, id, seq, detail].filter((part) => part !== undefined).join(' '));
  const { events } = await verifyRecords(context, tell);
  await verifyLedger(context, files, tell);
  const documents = await verifyDocuments(context, tell);
  return { judge: 'verify', looked: events + documents, faults };
}
