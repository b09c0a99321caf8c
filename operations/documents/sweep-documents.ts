import type { DocumentStore } from '../../integrations/document-store/document-store.ts';
import {
  adoptUnnamedDocuments,
  deleteOldDrafts,
  sortStoredDocuments,
} from '../../persistence/documents/sweep-documents.ts';
import { discardOldStagedDocuments } from '../../persistence/documents/document-rows.ts';
import { deleteExpiredUploads } from '../../persistence/documents/upload-rows.ts';
import { draftDays } from '../../persistence/complaints/drafts.ts';
import type { OperationContext } from '../context.ts';

const draftsAtOnce = 200;

/**
 * Lets go what was uploaded and never filed: staged documents and unfinished uploads after 24 hours,
 * drafts with theirs after 7 days. Rows are marked in a
 * transaction first and bytes deleted after it; bytes whose deletion was cut short are found by `sweepStoredDocuments`.
 * Returns how many documents went.
 */
export async function sweepDocuments(context: OperationContext): Promise<number> {
  const ids = await context.database.transaction(async (tx) => [
    ...(await discardOldStagedDocuments(tx)),
    ...(await deleteExpiredUploads(tx)),
    ...(await deleteOldDrafts(tx, draftDays, draftsAtOnce)),
  ]);
  await removeAll(context.documents, ids);
  return ids.length;
}

/** What one look through the store leaves for the next: ids that no row named. */
export type UnnamedDocuments = ReadonlySet<string>;

const pageSize = 500;

/**
 * Looks through the whole store for bytes that no live row names. Those of discarded rows are deleted at once. An id
 * without a row may be an upload that is just about to get one: only when two looks have missed it, it is marked staged
 * without an owner, and goes after 24 hours as every other staged document.
 */
export async function sweepStoredDocuments(
  context: OperationContext,
  unnamedBefore: UnnamedDocuments,
): Promise<{ removed: number; unnamed: UnnamedDocuments }> {
  const unnamed = new Set<string>();
  let removed = 0;
  for await (const ids of pages(context.documents.list())) {
    const found = await sortStoredDocuments(context.database, ids);
    await removeAll(context.documents, found.discarded);
    removed += found.discarded.length;
    const twice = found.unnamed.filter((id) => unnamedBefore.has(id));
    if (twice.length > 0) await adoptUnnamedDocuments(context.database, twice);
    for (const id of found.unnamed) if (!unnamedBefore.has(id)) unnamed.add(id);
  }
  return { removed, unnamed };
}

async function removeAll(documents: DocumentStore, ids: readonly string[]): Promise<void> {
  for (const id of ids) await documents.remove(id);
}

async function* pages(ids: AsyncIterable<string>): AsyncGenerator<string[]> {
  let page: string[] = [];
  for await (const id of ids) {
    page.push(id);
    if (page.length === pageSize) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}
