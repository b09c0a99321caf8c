import { can } from '../../domain/access/can.ts';
import { complaintActDefinitions } from '../../domain/complaints/complaint-acts.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { openForReading } from '../records/read-access.ts';
import { readReceipt } from './read-receipt.ts';
import type { Receipt } from './read-receipt.ts';

/**
 * The receipt of a complaint with the code in force, for a clerk to print and hand over; for who may renew the code, and
 * that it was told is kept. Refuses NOT_FOUND for another commission's case and NOT_ALLOWED.
 */
export async function openDeskReceipt(
  context: OperationContext,
  actor: PersonActor,
  request: { complaintId: string },
): Promise<Outcome<Receipt>> {
  const { complaintId } = request;
  const opened = await openForReading(context, actor, {
    recordId: complaintId,
    subject: 'complaint',
    action: 'complaint.tellReceiptCode',
  });
  if (!opened.ok) return opened;
  const isAllowed = can(actor, complaintActDefinitions.renewReceiptCode.access, opened.value.commission);
  return isAllowed ? readReceipt(context, complaintId) : refuse('NOT_ALLOWED');
}
