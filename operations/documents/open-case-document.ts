import { refusalToOpen } from '../../domain/documents/scan.ts';
import { actorText } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { readDocument } from '../../persistence/documents/document-rows.ts';
import type { LinkForm } from '../../persistence/documents/file-links.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { openForReading } from '../records/read-access.ts';
import { createFileLink } from './create-file-link.ts';

/**
 * A single-use path to a document of a case for a member of staff, as it may be looked at or as the original to save.
 * Refuses NOT_FOUND for another case's document, FILE_INFECTED and FILE_NOT_SCANNED; the refusals are in the audit too.
 */
export async function openCaseDocument(
  context: OperationContext,
  actor: PersonActor,
  request: { complaintId: string; documentId: string; form: LinkForm },
): Promise<Outcome<{ path: string }>> {
  const { complaintId, documentId, form } = request;
  const action = 'complaint.openCaseDocument';
  const opened = await openForReading(context, actor, { recordId: complaintId, subject: 'complaint', action });
  if (!opened.ok) return opened;
  const document = await readDocument(context.database, documentId);
  if (document?.recordId !== complaintId || document.state !== 'filed') return refuse('NOT_FOUND');
  const refusal = refusalToOpen(document.scan, 'staff');
  if (refusal === undefined) {
    return granted({ path: await createFileLink(context, { documentId, personId: actor.personId, form }) });
  }
  await writeAudit(context.database, {
    legalAt: opened.value.at.legal,
    actor: actorText(actor),
    action,
    recordId: complaintId,
    outcome: 'refused',
    code: refusal.refusal.code,
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
  return refusal;
}
