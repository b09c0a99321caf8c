import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { ActRequest } from '../../domain/records/subject.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';
import { consequencesOfSigning } from './consequences-of-signing.ts';

/**
 * The chair signs an adopted decision: it gets its number, the complaints are decided, their terms end. What it replaces
 * or annuls loses its force in the same transaction.
 */
export async function signDecision(
  context: OperationContext,
  actor: Actor,
  request: { decisionId: string },
): Promise<Outcome<{ number: string }>> {
  const { decisionId } = request;
  const known = await readRecordState<DecisionState>(context.database, decisionId, 'decision');
  if (!known) return refuse('NOT_FOUND');
  const complaintIds = known.state.complaintIds;
  const decide = (recordId: string): ActRequest => ({
    subject: 'complaint',
    act: 'decideComplaint',
    recordId,
    input: { decisionId },
  });
  const consequences = await consequencesOfSigning(context, known.state);
  const result = await actOnRecords(context, {
    actor,
    anchor: decisionId,
    lock: [decisionId, ...complaintIds, ...consequences.acts.map(({ recordId }) => recordId)],
    otherCommissions: consequences.commissions,
    acts: [
      { subject: 'decision', act: 'signDecision', recordId: decisionId, input: {} },
      ...complaintIds.map((id) => decide(id)),
      ...consequences.acts,
    ],
  });
  if (!result.ok) return result;
  const signed = result.value.find((record) => record.id === decisionId)?.state as DecisionState;
  return granted({ number: signed.number ?? '' });
}
