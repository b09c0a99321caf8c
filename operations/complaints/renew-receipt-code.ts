import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** A clerk raises the version of the receipt code: the old code opens nothing any more. Refuses by the transition table. */
export function renewReceiptCode(
  context: OperationContext,
  actor: Actor,
  request: { complaintId: string; expectedVersion?: number },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { complaintId, ...expected } = request;
  return actOnRecords(context, {
    actor,
    anchor: complaintId,
    acts: [{ subject: 'complaint', act: 'renewReceiptCode', recordId: complaintId, input: {}, ...expected }],
  });
}
