import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** Takes back one's own proposal. Refuses NOT_ALLOWED to others, APPOINTMENT_NOT_PROPOSED once it is confirmed. */
export function withdrawAppointment(
  context: OperationContext,
  actor: Actor,
  request: { appointmentId: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { appointmentId } = request;
  return actOnRecords(context, {
    actor,
    anchor: appointmentId,
    acts: [{ subject: 'appointment', act: 'withdrawAppointment', recordId: appointmentId, input: {} }],
  });
}
