import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** Ends an appointment; its rights are gone at the next request. */
export function endAppointment(
  context: OperationContext,
  actor: Actor,
  request: { appointmentId: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { appointmentId } = request;
  return actOnRecords(context, {
    actor,
    anchor: appointmentId,
    acts: [{ subject: 'appointment', act: 'endAppointment', recordId: appointmentId, input: {} }],
  });
}
