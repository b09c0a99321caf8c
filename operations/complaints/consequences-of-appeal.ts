import type { AppealResult } from '../../domain/complaints/case-appeal.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { DecisionState, ForceGround } from '../../domain/decisions/decision.ts';
import type { ActRequest } from '../../domain/records/subject.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';

/**
 * What follows for a case from the result of an appeal: a decision that was annulled or sent back loses its force, and a
 * case that was sent back is examined anew, with the complaints that are joined to it.
 */
export async function consequencesOfAppeal(
  context: OperationContext,
  complaint: ComplaintState,
  result: AppealResult,
  ground: ForceGround,
): Promise<ActRequest[]> {
  if (result === 'upheld' || result === 'returned') return [];
  const { decisionId } = complaint;
  const decision =
    decisionId === null ? undefined : await readRecordState<DecisionState>(context.database, decisionId, 'decision');
  const hasForce = decision?.state.force === 'inForce' || decision?.state.force === 'suspended';
  const annul: ActRequest[] =
    decision && hasForce
      ? [{ subject: 'decision', act: 'changeForce', recordId: decision.state.id, input: { force: 'annulled', ground } }]
      : [];
  if (result !== 'sentBack' || complaint.decidedAt === null) return annul;
  const reopen = [complaint.id, ...complaint.joined].map((recordId) => ({
    subject: 'complaint',
    act: 'reopenComplaint',
    recordId,
    input: { ground: 'sentBack' },
  }));
  return [...annul, ...reopen];
}
