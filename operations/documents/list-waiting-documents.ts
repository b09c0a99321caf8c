import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import { discardClientDocument, listClientDocuments } from '../../persistence/documents/document-rows.ts';
import type { OperationContext } from '../context.ts';

/** A file that was sent and waits for the act it belongs to. */
export type WaitingDocument = { id: string; name: string; bytes: number; sha256: string; mediaType: string };

/** Files that a client has sent and not filed yet, in the order of upload; they wait for 24 hours. */
export async function listWaitingDocuments(context: OperationContext, client: string): Promise<WaitingDocument[]> {
  const rows = await listClientDocuments(context.database, client);
  return rows.map(({ id, bytes, sha256, mediaType, sealedName, wrappedKey }) => {
    const key = context.keyRing.unwrapKey(id, wrappedKey);
    const name = openField(key, { table: 'document', column: 'sealed_name', rowId: id }, sealedName);
    return { id, name, bytes, sha256, mediaType };
  });
}

/** Takes back a file that waits; its bytes go with the next sweep. Refuses DOCUMENT_UNKNOWN. */
export async function removeWaitingDocument(
  context: OperationContext,
  client: string,
  documentId: string,
): Promise<Outcome<undefined>> {
  const isId = /^[0-9a-f-]{36}$/.test(documentId);
  const done = isId && (await discardClientDocument(context.database, client, documentId));
  return done ? granted(undefined) : refuse('DOCUMENT_UNKNOWN');
}
