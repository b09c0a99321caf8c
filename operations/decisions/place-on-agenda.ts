import { randomUUID } from 'node:crypto';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** Puts the draft decision on a complaint on the agenda of a sitting of the same commission; the text is fixed by its hash. */
export async function placeOnAgenda(
  context: OperationContext,
  actor: Actor,
  request: { complaintId: string; sittingId: string },
): Promise<Outcome<{ itemId: string }>> {
  const { complaintId, sittingId } = request;
  const complaint = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  const decisionId = complaint?.state.decisionId;
  if (!complaint) return refuse('NOT_FOUND');
  if (!decisionId) return refuse('DECISION_NOT_DRAFTED');
  if (complaint.state.joinedTo !== null) return refuse('COMPLAINT_JOINED');
  const decision = await readRecordState<DecisionState>(context.database, decisionId, 'decision');
  const complaintIds = decision?.state.complaintIds ?? [complaintId];
  const itemId = randomUUID();
  const result = await actOnRecords(context, {
    actor,
    anchor: complaintId,
    lock: [sittingId, decisionId, ...complaintIds],
    acts: [
      { subject: 'sitting', act: 'addAgendaItem', recordId: sittingId, input: { itemId, decisionId } },
      { subject: 'decision', act: 'placeDecisionOnAgenda', recordId: decisionId, input: { sittingId, itemId } },
      ...complaintIds.map((recordId) => ({
        subject: 'complaint',
        act: 'placeComplaintOnAgenda',
        recordId,
        input: { sittingId },
      })),
    ],
  });
  return result.ok ? granted({ itemId }) : result;
}
