import { createHash } from 'node:crypto';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import { listDocumentsToCheck } from '../../persistence/records/verify-rows.ts';
import type { CheckedDocument } from '../../persistence/records/verify-rows.ts';
import type { OperationContext } from '../context.ts';
import type { Fault } from '../records/fault.ts';

const pageSize = 100;

/** Reads every filed document whole and compares length and SHA-256. Documents of erased cases are passed over. Returns how many were read. */
export async function verifyDocuments(context: OperationContext, tell: (fault: Fault) => void): Promise<number> {
  let read = 0;
  for (let after: string | null = null; ;) {
    const documents: CheckedDocument[] = await listDocumentsToCheck(context.database, { after, limit: pageSize });
    for (const document of documents) {
      if (document.wrappedRecordKey === null) continue;
      const fault = await faultOf(context, document, document.wrappedRecordKey);
      if (fault) tell({ fault, id: document.id });
      read += 1;
    }
    if (documents.length < pageSize) return read;
    after = documents.at(-1)?.id ?? null;
  }
}

async function faultOf(
  context: OperationContext,
  { id, recordId, bytes, sha256, wrappedKey }: CheckedDocument,
  wrappedRecordKey: Buffer,
): Promise<Fault['fault'] | undefined> {
  try {
    const recordKey = context.keyRing.unwrapKey(recordId, wrappedRecordKey);
    const key = openField(recordKey, { table: 'document', column: 'wrapped_key', rowId: id }, wrappedKey);
    const hash = createHash('sha256');
    let length = 0;
    for await (const piece of context.documents.get(id, { key: Buffer.from(key, 'base64') })) {
      hash.update(piece);
      length += piece.length;
    }
    return length === bytes && hash.digest('hex') === sha256 ? undefined : 'document-differs';
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    if (error.code === 'document-not-found') return 'document-missing';
    if (error.category === 'integrity') return 'document-damaged';
    throw error;
  }
}
