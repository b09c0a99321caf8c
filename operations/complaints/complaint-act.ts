import type { ComplaintAct } from '../../domain/complaints/transitions.ts';
import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { plainAct } from '../records/plain-act.ts';

/** An act on one complaint that needs nothing but its id; `expectedVersion` refuses a page that has grown old. */
export type PlainComplaintAct = (
  context: OperationContext,
  actor: Actor,
  request: { complaintId: string; expectedVersion?: number },
) => Promise<Outcome<readonly CommittedRecord[]>>;

/** The operation of a plain act. Refuses by the transition table and the act's own checks. */
export function complaintAct(act: ComplaintAct): PlainComplaintAct {
  return (context, actor, { complaintId, ...expected }) =>
    plainAct(context, actor, { subject: 'complaint', act, recordId: complaintId, ...expected });
}
