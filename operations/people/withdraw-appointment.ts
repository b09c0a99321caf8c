import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { plainAct } from '../records/plain-act.ts';

/** Takes back one's own proposal. Refuses NOT_ALLOWED to others, APPOINTMENT_NOT_PROPOSED once it is confirmed. */
export function withdrawAppointment(
  context: OperationContext,
  actor: Actor,
  { appointmentId }: { appointmentId: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  return plainAct(context, actor, { subject: 'appointment', act: 'withdrawAppointment', recordId: appointmentId });
}
