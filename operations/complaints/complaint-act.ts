import type { ComplaintAct } from '../../domain/complaints/transitions.ts';
import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** An act on one complaint that needs nothing but its id; `expectedVersion` refuses a page that has grown old. */
export type PlainComplaintAct = (
  context: OperationContext,
  actor: Actor,
  request: { complaintId: string; expectedVersion?: number },
) => Promise<Outcome<readonly CommittedRecord[]>>;

/** The operation of a plain act. Refuses by the transition table and the act's own checks. */
export function complaintAct(act: ComplaintAct): PlainComplaintAct {
  return (context, actor, { complaintId, ...expected }) =>
    actOnRecords(context, {
      actor,
      anchor: complaintId,
      acts: [{ subject: 'complaint', act, recordId: complaintId, input: {}, ...expected }],
    });
}
