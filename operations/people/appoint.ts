import { randomUUID } from 'node:crypto';
import type { Actor, Role } from '../../domain/people/role.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { commitActs } from '../../persistence/records/commit-acts.ts';
import type { OperationContext } from '../context.ts';
import { actScope } from '../records/act-scope.ts';

export type AppointmentRequest = { commissionId: string; electionId: string; personId: string; role: Role };

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
  { commissionId, electionId, personId, role }: AppointmentRequest,
  act: 'proposeAppointment' | 'foundAppointment',
): Promise<Outcome<{ appointmentId: string }>> {
  const at = await context.clock();
  const appointmentId = randomUUID();
  const result = await commitActs(context.database, {
    scope: await actScope(context, commissionId, electionId, at.legal),
    actor,
    receivedAt: at.legal,
    recordedAt: at.real,
    acts: [{ subject: 'appointment', act, recordId: appointmentId, input: { personId, role } }],
  });
  return result.ok ? granted({ appointmentId }) : result;
}
