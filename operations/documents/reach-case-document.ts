import { refusalToOpen } from '../../domain/documents/scan.ts';
import { actorText } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { readDocument } from '../../persistence/documents/document-rows.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { openForReading } from '../records/read-access.ts';

/**
 * A filed document of a case that a member of staff may open; that it was asked for is in the audit. Refuses NOT_FOUND
 * for another case's document, FILE_INFECTED and FILE_NOT_SCANNED; the refusals are in the audit too.
 */
export async function reachCaseDocument(
  context: OperationContext,
  actor: PersonActor,
  request: { complaintId: string; documentId: string },
): Promise<Outcome<DocumentRow>> {
  const { complaintId, documentId } = request;
  const action = 'complaint.openCaseDocument';
  const opened = await openForReading(context, actor, { recordId: complaintId, subject: 'complaint', action });
  if (!opened.ok) return opened;
  const document = await readDocument(context.database, documentId);
  if (document?.recordId !== complaintId || document.state !== 'filed') return refuse('NOT_FOUND');
  const refusal = refusalToOpen(document.scan, 'staff');
  if (refusal === undefined) return granted(document);
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
