import { unexaminedGrounds } from '../../domain/complaints/complaint.ts';
import type { UnexaminedGround } from '../../domain/complaints/complaint.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';

/** The holder leaves the complaint unexamined on a named ground (art. 44). Refuses GROUND_REQUIRED without one of the list. */
export async function leaveComplaintUnexamined(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { ground: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { ground, ...rest } = request;
  if (!isGround(ground)) return refuse('GROUND_REQUIRED');
  return actOnCase(context, actor, { ...rest, act: 'leaveComplaintUnexamined', input: { ground } });
}

function isGround(text: string): text is UnexaminedGround {
  return (unexaminedGrounds as readonly string[]).includes(text);
}
