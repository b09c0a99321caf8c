import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';

/** Takes a joined complaint out again. Refuses COMPLAINT_NOT_JOINED. */
export async function separateComplaint(context: OperationContext, actor: Actor, request: CaseRequest) {
  const known = await readRecordState<ComplaintState>(context.database, request.complaintId, 'complaint');
  if (!known) return refuse('NOT_FOUND');
  const { joinedTo, id } = known.state;
  if (joinedTo === null) return refuse('COMPLAINT_NOT_JOINED');
  return actOnCase(context, actor, {
    ...request,
    act: 'separateComplaint',
    also: [{ subject: 'complaint', act: 'releaseJoined', recordId: joinedTo, input: { complaintId: id } }],
  });
}
