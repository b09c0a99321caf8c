import { can } from '../../domain/access/can.ts';
import { complaintActDefinitions } from '../../domain/complaints/complaint-acts.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { openForReading } from '../records/read-access.ts';

/** The receipt code in force, for who may renew it, to be handed to the complainant; that it was told is kept. */
export async function tellReceiptCode(
  context: OperationContext,
  actor: PersonActor,
  request: { complaintId: string },
): Promise<Outcome<{ code: string; number: string }>> {
  const { complaintId } = request;
  const opened = await openForReading(context, actor, {
    recordId: complaintId,
    subject: 'complaint',
    action: 'complaint.tellReceiptCode',
  });
  if (!opened.ok) return opened;
  if (!can(actor, complaintActDefinitions.renewReceiptCode.access, opened.value.commission)) {
    return refuse('NOT_ALLOWED');
  }
  const known = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  if (!known) return refuse('NOT_FOUND');
  const { number, receiptVersion } = known.state;
  return granted({ code: context.keyRing.receiptCode(complaintId, receiptVersion), number });
}
