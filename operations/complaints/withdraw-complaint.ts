import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';
import { preparePaper } from './paper.ts';

/**
 * The complainant takes the complaint back, with a reason or without. One that is considered with others leaves them;
 * one that leads others cannot be withdrawn before they are separated (COMPLAINT_LEADS_OTHERS).
 */
export async function withdrawComplaint(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { text: string },
) {
  const { text, ...rest } = request;
  const paper = preparePaper('withdrawal', { text }, true);
  if (!paper.ok) return paper;
  const known = await readRecordState<ComplaintState>(context.database, request.complaintId, 'complaint');
  if (!known) return refuse('NOT_FOUND');
  const { joinedTo, id } = known.state;
  const also =
    joinedTo === null
      ? []
      : [{ subject: 'complaint', act: 'releaseJoined', recordId: joinedTo, input: { complaintId: id } }];
  return actOnCase(context, actor, { ...rest, act: 'withdrawComplaint', paper: paper.value, also });
}
