import type { PersonActor } from '../people/read-workplace.ts';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import { discardClientDocument, listClientUploads, renameClient } from '../../persistence/documents/document-rows.ts';
import type { OperationContext } from '../context.ts';
import type { DraftDocument } from './list-draft-documents.ts';

/** The owner of files that wait with a form of the desk: the person and the form, so that nobody else can name them. */
export function deskFormClient(actor: PersonActor, formId: string): string {
  return `desk:${actor.personId}:${formId}`;
}

/** Files that wait with a form of the desk, in the order of upload; they are kept for 24 hours. */
export async function listDeskFormDocuments(
  context: OperationContext,
  client: string,
): Promise<(Omit<DraftDocument, 'purpose'> & { isAuthority: boolean })[]> {
  const rows = await listClientUploads(context.database, client);
  return rows
    .filter(({ state }) => state === 'staged')
    .map(({ id, bytes, sha256, mediaType, purpose, sealedName, wrappedKey }) => {
      const key = context.keyRing.unwrapKey(id, wrappedKey);
      const place = { table: 'document', column: 'sealed_name', rowId: id };
      const isAuthority = purpose === 'authority';
      return { id, name: openField(key, place, sealedName), bytes, sha256, mediaType, isAuthority };
    });
}

/** Ids of everything that came with a form and was not taken out, waiting or filed already. */
export async function listDeskFormDocumentIds(context: OperationContext, client: string): Promise<string[]> {
  return (await listClientUploads(context.database, client)).map(({ id }) => id);
}

/** Lets files that wait with a used form wait with the one that takes its place. */
export async function moveDeskFormDocuments(
  context: OperationContext,
  actor: PersonActor,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await renameClient(context.database, deskFormClient(actor, from), deskFormClient(actor, to));
}

/** Takes a file out of a form; one that is not there is no failure. */
export async function removeDeskFormDocument(
  context: OperationContext,
  client: string,
  documentId: string,
): Promise<void> {
  if (/^[0-9a-f-]{36}$/.test(documentId)) await discardClientDocument(context.database, client, documentId);
}
