import { mayBeShown } from '../../domain/documents/scan.ts';
import { viewingOf } from '../../domain/documents/viewing.ts';
import type { Viewing } from '../../domain/documents/viewing.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import { openPrivateSide } from '../complaints/private-side.ts';
import type { PrivateDocument } from '../complaints/private-side.ts';
import { readComplaintRow } from '../../persistence/complaints/case-page.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { createFileLink } from './create-file-link.ts';
import { reachCaseDocument } from './reach-case-document.ts';

/** Where a document can be looked at, or, where it cannot, what it is. */
export type Look =
  { viewing: Exclude<Viewing, 'none'>; path: string } | { viewing: 'none'; document: PrivateDocument; number: string };

/**
 * The way to look at a document of a case: a link to a picture that works once, or to a viewer that works for an hour.
 * A type that no browser should open, and a file that could not be scanned, is described instead, to be saved by an
 * explicit click. Refuses what `reachCaseDocument` refuses.
 */
export async function lookAtCaseDocument(
  context: OperationContext,
  actor: PersonActor,
  request: { complaintId: string; documentId: string },
): Promise<Outcome<Look>> {
  const { complaintId, documentId } = request;
  const reached = await reachCaseDocument(context, actor, request);
  if (!reached.ok) return reached;
  const { mediaType, scan } = reached.value;
  const viewing = mayBeShown(scan) ? viewingOf(mediaType) : 'none';
  if (viewing !== 'none') {
    const form = viewing === 'picture' ? 'shown' : 'viewed';
    return granted({ viewing, path: await createFileLink(context, { documentId, personId: actor.personId, form }) });
  }
  const row = await readComplaintRow(context.database, complaintId);
  const side = await openPrivateSide(context, complaintId);
  const document = side?.documents.find(({ id }) => id === documentId);
  if (!row || !document) throw new TypeError('a filed document without its case');
  return granted({ viewing, document, number: row.number });
}
