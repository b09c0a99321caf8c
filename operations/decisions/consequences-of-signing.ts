import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { ActRequest } from '../../domain/records/subject.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { consequencesOfAppeal } from '../complaints/consequences-of-appeal.ts';

/** Acts on other records that follow from a signature, and the commissions that those belong to. */
export type Consequences = { acts: ActRequest[]; commissions: string[] };

/**
 * A decision on a reopened case replaces the earlier one while that still has force. A decision on an appeal ends the appeal
 * at the commission below: its decision stands, is annulled, or the case is sent back.
 */
export async function consequencesOfSigning(context: OperationContext, decision: DecisionState): Promise<Consequences> {
  const found: Consequences = { acts: await replacement(context, decision), commissions: [] };
  for (const complaintId of decision.complaintIds) {
    const attacking = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
    const attackedId = attacking?.state.attacks ?? null;
    const attacked =
      attackedId === null
        ? undefined
        : await readRecordState<ComplaintState>(context.database, attackedId, 'complaint');
    const appeal = attacked?.state.appeals.find((one) => one.complaintId === complaintId && one.endedAt === null);
    if (!attacked || !appeal) continue;
    const result = decision.attackEffect ?? 'upheld';
    found.acts.push(
      {
        subject: 'complaint',
        act: 'recordAppealResult',
        recordId: attacked.state.id,
        input: { appealId: appeal.id, result },
      },
      ...(await consequencesOfAppeal(context, attacked.state, result, 'upperCommission')),
    );
    found.commissions.push(attacked.state.commissionId);
  }
  return found;
}

async function replacement(context: OperationContext, { id, replaces }: DecisionState): Promise<ActRequest[]> {
  if (replaces === null) return [];
  const earlier = await readRecordState<DecisionState>(context.database, replaces, 'decision');
  const hasForce = earlier?.state.force === 'inForce' || earlier?.state.force === 'suspended';
  if (!hasForce) return [];
  const input = { force: 'replaced', ground: 'newDecision', replacedBy: id };
  return [{ subject: 'decision', act: 'changeForce', recordId: replaces, input }];
}
