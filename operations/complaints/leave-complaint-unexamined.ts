import { unexaminedGrounds } from '../../domain/complaints/complaint.ts';
import type { UnexaminedGround } from '../../domain/complaints/complaint.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** The holder leaves the complaint unexamined on a named ground (art. 44). Refuses GROUND_REQUIRED without one of the list. */
export async function leaveComplaintUnexamined(
  context: OperationContext,
  actor: Actor,
  request: { complaintId: string; ground: string; expectedVersion?: number },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { complaintId, ground, ...expected } = request;
  if (!isGround(ground)) return refuse('GROUND_REQUIRED');
  return actOnRecords(context, {
    actor,
    anchor: complaintId,
    acts: [
      { subject: 'complaint', act: 'leaveComplaintUnexamined', recordId: complaintId, input: { ground }, ...expected },
    ],
  });
}

function isGround(text: string): text is UnexaminedGround {
  return (unexaminedGrounds as readonly string[]).includes(text);
}
