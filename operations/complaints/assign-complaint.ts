import { granted, refuse } from '../../domain/refusals.ts';
import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';

/** Gives a case, and those joined to it, to a lawyer of the commission. Refuses NOT_A_LAWYER and COMPLAINT_JOINED. */
export async function assignComplaint(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { holder: string },
): Promise<Outcome<{ holder: string }>> {
  const { holder, ...rest } = request;
  const known = await readRecordState<ComplaintState>(context.database, request.complaintId, 'complaint');
  if (!known) return refuse('NOT_FOUND');
  if (known.state.joinedTo) return refuse('COMPLAINT_JOINED');
  const also = known.state.joined.map((recordId) => ({
    subject: 'complaint',
    act: 'assignComplaint',
    recordId,
    input: { holder },
  }));
  const outcome = await actOnCase(context, actor, { ...rest, act: 'assignComplaint', input: { holder }, also });
  return outcome.ok ? granted({ holder }) : outcome;
}
