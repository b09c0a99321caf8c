import type { Actor } from '../../domain/people/role.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { plainAct } from '../records/plain-act.ts';

/** Ends an appointment; its rights are gone at the next request. */
export function endAppointment(
  context: OperationContext,
  actor: Actor,
  { appointmentId }: { appointmentId: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  return plainAct(context, actor, { subject: 'appointment', act: 'endAppointment', recordId: appointmentId });
}
