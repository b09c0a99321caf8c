import type { Actor } from '../../domain/people/role.ts';
import { actorText } from '../../domain/people/role.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import { readLastDone } from '../../persistence/records/audit-readers.ts';
import type { OperationContext } from '../context.ts';

/** What an act answers when it was done already: only these refusals can be a second click. */
const answersToRepeat: Record<string, readonly RefusalCode[]> = {
  'complaint.registerComplaint': ['STALE_VERSION', 'COMPLAINT_ALREADY_REGISTERED'],
  'complaint.takeComplaint': ['STALE_VERSION'],
  'complaint.admitComplaint': ['STALE_VERSION', 'COMPLAINT_ALREADY_ADMITTED'],
  'complaint.renewReceiptCode': ['STALE_VERSION'],
  'complaint.placeComplaintOnAgenda': ['COMPLAINT_ON_AGENDA', 'DECISION_ON_AGENDA'],
  'decision.checkDraft': ['STALE_VERSION'],
  'decision.signDecision': ['DECISION_ALREADY_SIGNED'],
  'decision.approvePublicText': ['DECISION_PUBLISHED'],
  'sitting.removeAgendaItem': ['AGENDA_ITEM_UNKNOWN'],
  'sitting.openSitting': ['SITTING_NOT_PLANNED'],
  'sitting.closeSitting': ['SITTING_CLOSED'],
  'sitting.openVote': ['SITTING_VOTES_OPEN'],
  'sitting.closeVote': ['VOTE_ALREADY_CLOSED'],
  'appointment.confirmAppointment': ['APPOINTMENT_NOT_PROPOSED'],
  'appointment.withdrawAppointment': ['APPOINTMENT_NOT_PROPOSED'],
  'lawEdition.confirmLawEdition': ['LAW_EDITION_CONFIRMED', 'LAW_EDITION_OUTDATED'],
  'lawEdition.rejectLawEdition': ['LAW_EDITION_REJECTED'],
  'appointment.endAppointment': ['APPOINTMENT_NOT_ACTIVE'],
  'absence.endAbsence': ['ABSENCE_OVER'],
};

/**
 * True when the refusal is what a repeated act meets, and the last act on the record is that very one by the same
 * person: a double click. Then the first answer holds and nobody has to see a refusal.
 */
export async function wasJustDone(
  context: OperationContext,
  actor: Actor,
  act: { recordId: string; action: string; code: RefusalCode },
): Promise<boolean> {
  if (!answersToRepeat[act.action]?.includes(act.code)) return false;
  const last = await readLastDone(context.database, act.recordId);
  return last !== undefined && last.actor === actorText(actor) && last.action === act.action;
}
