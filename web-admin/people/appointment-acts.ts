import { z } from 'zod';
import { roles } from '../../domain/people/role.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import { proposeAppointment } from '../../operations/people/appoint.ts';
import { confirmAppointment } from '../../operations/people/confirm-appointment.ts';
import { endAppointment } from '../../operations/people/end-appointment.ts';
import { withdrawAppointment } from '../../operations/people/withdraw-appointment.ts';
import { readForm } from '../read-form.ts';
import { redirect } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { actOnPeople } from './act-on-people.ts';
import { peoplePage } from './people-page.ts';

const proposal = z.strictObject({
  appointment: z.uuid(),
  person: z.uuid(),
  role: z.enum(roles),
  deputyFor: z.union([z.uuid(), z.literal('')]),
  lastDay: z.union([z.string().refine(isCalendarDay), z.literal('')]),
});

/** Proposes an appointment; a second person has to confirm it. */
export async function proposeAppointmentAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const form = readForm(visit, proposal);
  if (!form.ok) return peoplePage(visit, form.refusal);
  const { appointment: appointmentId, person: personId, role, deputyFor, lastDay } = form.value;
  const outcome = await proposeAppointment(context, actor, {
    commissionId: place.commission.id,
    electionId: place.election.id,
    personId,
    role,
    appointmentId,
    ...(deputyFor === '' ? {} : { deputyFor }),
    ...(lastDay === '' ? {} : { lastDay }),
  });
  const isDone = outcome.ok || outcome.refusal.code === 'ALREADY_DONE';
  return isDone || outcome.ok ? redirect(`/${language}/people`) : peoplePage(visit, outcome.refusal);
}

export const confirmAppointmentAct = actOnPeople('appointment.confirmAppointment', (context, actor, appointmentId) =>
  confirmAppointment(context, actor, { appointmentId }),
);
export const withdrawAppointmentAct = actOnPeople('appointment.withdrawAppointment', (context, actor, appointmentId) =>
  withdrawAppointment(context, actor, { appointmentId }),
);
export const endAppointmentAct = actOnPeople('appointment.endAppointment', (context, actor, appointmentId) =>
  endAppointment(context, actor, { appointmentId }),
);
