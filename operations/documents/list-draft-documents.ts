import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import { discardStagedDocument, listDraftDocuments as listRows } from '../../persistence/documents/document-rows.ts';
import type { OperationContext } from '../context.ts';
import type { StagedPurpose } from './stage-document.ts';

/** A file waiting with a draft. */
export type DraftDocument = {
  id: string;
  name: string;
  bytes: number;
  sha256: string;
  mediaType: string;
  purpose: StagedPurpose;
};

/** Files of a draft in the order of upload. The caller holds the draft's token. */
export async function listDraftDocuments(context: OperationContext, draftId: string): Promise<DraftDocument[]> {
  const rows = await listRows(context.database, draftId);
  return rows.map(({ id, bytes, sha256, mediaType, purpose, sealedName, wrappedKey }) => {
    const key = context.keyRing.unwrapKey(id, wrappedKey);
    return {
      id,
      name: openField(key, { table: 'document', column: 'sealed_name', rowId: id }, sealedName),
      bytes,
      sha256,
      mediaType,
      purpose: purpose === 'authority' ? 'authority' : 'evidence',
    };
  });
}

/** Takes a file out of a draft; its bytes go with the next sweep. Refuses DOCUMENT_UNKNOWN. */
export async function removeDraftDocument(
  context: OperationContext,
  draftId: string,
  documentId: string,
): Promise<Outcome<undefined>> {
  const isId = /^[0-9a-f-]{36}$/.test(documentId);
  const done = isId && (await discardStagedDocument(context.database, draftId, documentId));
  return done ? granted(undefined) : refuse('DOCUMENT_UNKNOWN');
}
