import { can } from '../../domain/access/can.ts';
import { appointmentSubject } from '../../domain/people/appointment.ts';
import type { Commission } from '../../domain/people/role.ts';
import { actorText } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { listAppointmentRows, listPersonRows } from '../../persistence/people/appointments-page.ts';
import type { AppointmentRow } from '../../persistence/people/appointments-page.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';
import { mayReadLists } from '../records/read-access.ts';
import type { PersonActor } from './read-workplace.ts';

export type { AppointmentRow } from '../../persistence/people/appointments-page.ts';

/** Appointments of a commission; who may appoint also sees the people who can be. The look is kept. */
export async function listAppointments(
  context: OperationContext,
  actor: PersonActor,
  request: { commission: Commission },
): Promise<
  Outcome<{
    appointments: readonly AppointmentRow[];
    candidates: readonly { personId: string; name: string }[];
    mayAppoint: boolean;
  }>
> {
  const { commission } = request;
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const { legal } = await context.clock();
  await writeAudit(context.database, {
    legalAt: legal,
    actor: actorText(actor),
    action: 'people.listAppointments',
    recordId: commission.id,
    outcome: 'read',
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
  const rule = appointmentSubject.acts['proposeAppointment']?.access ?? {};
  const mayAppoint = can(actor, rule, commission);
  return granted({
    appointments: await listAppointmentRows(context.database, commission.id),
    candidates: mayAppoint ? await listPersonRows(context.database) : [],
    mayAppoint,
  });
}
