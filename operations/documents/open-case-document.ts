import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { readDocument } from '../../persistence/documents/document-rows.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { openForReading } from '../records/read-access.ts';
import { createFileLink } from './create-file-link.ts';

/** A single-use path to a document of a case for a member of staff. Refuses NOT_FOUND for another case's document. */
export async function openCaseDocument(
  context: OperationContext,
  actor: PersonActor,
  request: { complaintId: string; documentId: string },
): Promise<Outcome<{ path: string }>> {
  const { complaintId, documentId } = request;
  const action = 'complaint.openCaseDocument';
  const opened = await openForReading(context, actor, { recordId: complaintId, subject: 'complaint', action });
  if (!opened.ok) return opened;
  const document = await readDocument(context.database, documentId);
  if (document?.recordId !== complaintId || document.state !== 'filed') return refuse('NOT_FOUND');
  return granted({ path: await createFileLink(context, { documentId, personId: actor.personId }) });
}
