import type { Scanner, Verdict } from '../../integrations/antivirus/scanner.ts';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import { openPrivateCase } from '../../persistence/complaints/private-rows.ts';
import {
  countScanTry,
  keepScan,
  letDocumentsWait,
  listWaitingDocuments,
} from '../../persistence/documents/document-scans.ts';
import type { DocumentToScan } from '../../persistence/documents/document-scans.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';

/** What a round brought: answers by kind, and the failure that ended it early. */
export type ScanRound = Record<Verdict, number> & { failure: IntegrationError | undefined };

const documentsAtOnce = 20;

/**
 * Has waiting documents scanned, a few a round; nothing that people do waits for it. Where no answer comes the document
 * waits on and the round ends; a document that cannot be read whole counts as failed. Each answer is in the audit.
 */
export async function scanDocuments(context: OperationContext, scanner: Scanner): Promise<ScanRound> {
  await letDocumentsWait(context.database);
  const round: ScanRound = { clean: 0, infected: 0, failed: 0, failure: undefined };
  for (const document of await listWaitingDocuments(context.database, documentsAtOnce)) {
    try {
      const verdict = await scanOne(context, scanner, document);
      if (await keepVerdict(context, document, verdict)) round[verdict] += 1;
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error;
      await countScanTry(context.database, document.id);
      return { ...round, failure: error };
    }
  }
  return round;
}

async function scanOne(
  { database, keyRing, documents }: OperationContext,
  scanner: Scanner,
  { id, recordId, wrappedKey }: DocumentToScan,
): Promise<Verdict> {
  const side = await openPrivateCase(database, recordId);
  if (!side) return 'failed';
  try {
    const recordKey = keyRing.unwrapKey(recordId, side.wrapped);
    const key = openField(recordKey, { table: 'document', column: 'wrapped_key', rowId: id }, wrappedKey);
    return await scanner.scan(documents.get(id, { key: Buffer.from(key, 'base64') }));
  } catch (error) {
    const isLost =
      error instanceof IntegrationError && (error.category === 'not-found' || error.category === 'integrity');
    if (isLost) return 'failed';
    throw error;
  }
}

async function keepVerdict(
  { database, clock, correlationId }: OperationContext,
  { id, recordId }: DocumentToScan,
  verdict: Verdict,
): Promise<boolean> {
  const { legal } = await clock();
  return database.transaction(async (tx) => {
    if (!(await keepScan(tx, id, verdict))) return false;
    await writeAudit(tx, {
      legalAt: legal,
      actor: 'system:scanner',
      action: 'document.scan',
      recordId,
      outcome: 'done',
      ...(verdict === 'infected' ? { code: 'FILE_INFECTED' } : {}),
      ...(correlationId === undefined ? {} : { correlationId }),
    });
    return true;
  });
}
