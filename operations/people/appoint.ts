import { randomUUID } from 'node:crypto';
import type { Actor, Role } from '../../domain/people/role.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import { actScope } from '../records/act-scope.ts';
import { commitNew } from '../records/commit-new.ts';

export type AppointmentRequest = {
  commissionId: string;
  electionId: string;
  personId: string;
  role: Role;
  /** Named by a caller that may repeat itself: the second time is refused with RECORD_EXISTS. */
  appointmentId?: string;
};

/** Proposes an appointment; it waits for a second person. */
export function proposeAppointment(
  context: OperationContext,
  actor: Actor,
  request: AppointmentRequest,
): Promise<Outcome<{ appointmentId: string }>> {
  return appoint(context, actor, request, 'proposeAppointment');
}

/** Founds a commission's first appointments: only the bootstrap command and the demonstration may. */
export function foundAppointment(
  context: OperationContext,
  request: AppointmentRequest,
): Promise<Outcome<{ appointmentId: string }>> {
  return appoint(context, { kind: 'system', name: 'bootstrap' }, request, 'foundAppointment');
}

async function appoint(
  context: OperationContext,
  actor: Actor,
  { commissionId, electionId, personId, role, appointmentId = randomUUID() }: AppointmentRequest,
  act: 'proposeAppointment' | 'foundAppointment',
): Promise<Outcome<{ appointmentId: string }>> {
  const at = await context.clock();
  const result = await commitNew(context.database, {
    scope: await actScope(context, commissionId, electionId, at.legal),
    actor,
    receivedAt: at.legal,
    recordedAt: at.real,
    acts: [{ subject: 'appointment', act, recordId: appointmentId, input: { personId, role } }],
  });
  return result.ok ? granted({ appointmentId }) : result;
}
