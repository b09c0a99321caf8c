import { reopeningGrounds } from '../../domain/complaints/appeal-acts.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';

/**
 * The chair opens a decided case again: new circumstances, or the commission's own motion. The earlier decision keeps its
 * force until the new one is signed and replaces it. Refuses GROUND_REQUIRED and NOT_ALLOWED.
 */
export async function reopenComplaint(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { ground: string },
) {
  const { ground, ...rest } = request;
  if (!(reopeningGrounds as readonly string[]).includes(ground)) return refuse('GROUND_REQUIRED');
  const known = await readRecordState<ComplaintState>(context.database, rest.complaintId, 'complaint');
  if (!known) return refuse('NOT_FOUND');
  if (known.state.joinedTo !== null) return refuse('COMPLAINT_JOINED');
  const also = known.state.joined.map((recordId) => ({
    subject: 'complaint',
    act: 'reopenComplaint',
    recordId,
    input: { ground },
  }));
  return actOnCase(context, actor, { ...rest, act: 'reopenComplaint', input: { ground }, also });
}
