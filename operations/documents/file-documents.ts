import type { Instant } from '../../domain/time/instant.ts';
import { openField, sealField } from '../../integrations/key-ring/sealed-field.ts';
import type { Transaction } from '../../persistence/database.ts';
import { lockStagedDocuments, markDocumentFiled } from '../../persistence/documents/document-rows.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import type { OperationContext } from '../context.ts';

/** Staged documents that an act files, locked and in the order they were named. */
export async function lockForFiling(
  tx: Transaction,
  ids: readonly string[],
  owner: { draftId?: string; client?: string },
): Promise<DocumentRow[]> {
  const rows = await lockStagedDocuments(tx, ids, owner);
  return [...new Set(ids)].flatMap((id) => rows.filter((row) => row.id === id));
}

/** Files locked documents under a record: names and keys go over to the record's key. Positions count on from `after`. */
export async function fileDocuments(
  context: OperationContext,
  tx: Transaction,
  files: readonly DocumentRow[],
  record: { recordId: string; recordKey: Buffer; filedAt: Instant; after: number; purpose?: DocumentRow['purpose'] },
): Promise<void> {
  const { recordId, recordKey, filedAt, after, purpose } = record;
  const scan = context.isScanned === true ? 'waiting' : 'notScanned';
  const place = (column: string, rowId: string) => ({ table: 'document', column, rowId });
  for (const [index, file] of files.entries()) {
    const key = context.keyRing.unwrapKey(file.id, file.wrappedKey);
    const name = openField(key, place('sealed_name', file.id), file.sealedName);
    await markDocumentFiled(tx, {
      id: file.id,
      recordId,
      position: after + index + 1,
      sealedName: sealField(recordKey, place('sealed_name', file.id), name),
      wrappedKey: sealField(recordKey, place('wrapped_key', file.id), key.toString('base64')),
      filedAt,
      scan,
      ...(purpose === undefined ? {} : { purpose }),
    });
  }
}
