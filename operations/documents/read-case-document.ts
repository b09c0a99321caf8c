import { buffer } from 'node:stream/consumers';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import type { OperationContext } from '../context.ts';

/** The plain bytes of a filed document, whole in memory. The caller has proved that the reader may see it. */
export function readCaseDocument(
  context: OperationContext,
  recordKey: Buffer,
  { id, wrappedKey }: Pick<DocumentRow, 'id' | 'wrappedKey'>,
): Promise<Buffer> {
  const key = openField(recordKey, { table: 'document', column: 'wrapped_key', rowId: id }, wrappedKey);
  return buffer(context.documents.get(id, { key: Buffer.from(key, 'base64') }));
}
