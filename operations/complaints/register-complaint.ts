import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** A clerk enters the complaint in the register; the public entry has its date from here on. Refuses by the transition table. */
export function registerComplaint(
  context: OperationContext,
  actor: Actor,
  request: { complaintId: string; expectedVersion?: number },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { complaintId, ...expected } = request;
  return actOnRecords(context, {
    actor,
    anchor: complaintId,
    acts: [{ subject: 'complaint', act: 'registerComplaint', recordId: complaintId, input: {}, ...expected }],
  });
}
