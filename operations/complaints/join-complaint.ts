import type { Actor } from '../../domain/people/role.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';

/**
 * Joins an admitted complaint to another one that the lawyer holds: considered together, decided once. Refuses what the
 * acts say: COMPLAINT_JOINED, COMPLAINT_LEADS_OTHERS, COMPLAINT_HELD_BY_ANOTHER, DECISION_ALREADY_DRAFTED.
 */
export function joinComplaint(context: OperationContext, actor: Actor, request: CaseRequest & { leadId: string }) {
  const { leadId, ...rest } = request;
  const { complaintId } = rest;
  return actOnCase(context, actor, {
    ...rest,
    act: 'joinComplaint',
    input: { leadId },
    also: [{ subject: 'complaint', act: 'acceptJoined', recordId: leadId, input: { complaintId } }],
  });
}
