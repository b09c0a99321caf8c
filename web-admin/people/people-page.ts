import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { roles } from '../../domain/people/role.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { proposeAppointment } from '../../operations/people/appoint.ts';
import { confirmAppointment } from '../../operations/people/confirm-appointment.ts';
import { endAppointment } from '../../operations/people/end-appointment.ts';
import { listAppointments } from '../../operations/people/list-appointments.ts';
import type { AppointmentRow } from '../../operations/people/list-appointments.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import { readForm, typed } from '../read-form.ts';
import { redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

/** Appointments of my commission; a new one takes two people. */
export async function peoplePage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const outcome = await listAppointments(context, actor, { commission: place.commission });
  if (!outcome.ok) return refused(outcome);
  const { appointments, candidates, mayAppoint } = outcome.value;
  const path = `/${language}/people`;
  return {
    kind: 'page',
    view: 'people/people.njk',
    title: say(language, 'desk.nav.people'),
    model: {
      commission: commissionName(language, place.commission),
      groups: (['proposed', 'active', 'ended'] as const)
        .map((status) => ({
          heading: say(language, `desk.people.${status}`),
          rows: appointments
            .filter((row) => row.status === status)
            .map((row) => appointmentModel(visit, row, mayAppoint)),
        }))
        .filter((group) => group.rows.length > 0),
      proposal: mayAppoint && {
        action: `${path}/propose-appointment`,
        appointment: typed(visit, 'appointment') || randomUUID(),
        person: {
          name: 'person',
          label: say(language, 'desk.people.person'),
          hint: say(language, 'desk.people.person-hint'),
          value: typed(visit, 'person'),
          options: candidates.map(({ personId, name }) => ({ value: personId, text: name })),
        },
        role: {
          name: 'role',
          label: say(language, 'desk.people.role'),
          value: typed(visit, 'role'),
          options: roles.map((role) => ({ value: role, text: say(language, `people.role.${role}`) })),
        },
      },
    },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function appointmentModel({ language, actor }: StaffVisit, row: AppointmentRow, mayAppoint: boolean) {
  const path = `/${language}/people/${row.id}`;
  const isFirst = row.proposedBy === actor.personId || row.personId === actor.personId;
  const isWaiting = row.status === 'proposed';
  return {
    name: row.name,
    role: say(language, `people.role.${row.role}`),
    from: row.from === null ? '' : dayTimeShort(language, row.from),
    to: row.to === null ? '' : dayTimeShort(language, row.to),
    proposer: row.proposerName ?? say(language, 'desk.people.founded'),
    confirm: mayAppoint && isWaiting && !isFirst ? `${path}/confirm-appointment` : '',
    locked: mayAppoint && isWaiting && isFirst ? sayRefusal(language, { code: 'FOUR_EYES_SAME_PERSON' }) : '',
    end: mayAppoint && row.status === 'active' ? `${path}/end-appointment` : '',
  };
}

const proposal = z.strictObject({ appointment: z.uuid(), person: z.uuid(), role: z.enum(roles) });

/** Proposes an appointment; a second person has to confirm it. */
export async function proposeAppointmentAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const form = readForm(visit, proposal);
  if (!form.ok) return peoplePage(visit, form.refusal);
  const { appointment: appointmentId, person: personId, role } = form.value;
  const { commission, election } = place;
  const request = { commissionId: commission.id, electionId: election.id, personId, role, appointmentId };
  const outcome = await proposeAppointment(context, actor, request);
  const isDone = outcome.ok || outcome.refusal.code === 'RECORD_EXISTS';
  return isDone || outcome.ok ? redirect(`/${language}/people`) : peoplePage(visit, outcome.refusal);
}

export const confirmAppointmentAct = actOnAppointment('confirmAppointment', confirmAppointment);
export const endAppointmentAct = actOnAppointment('endAppointment', endAppointment);

function actOnAppointment(name: string, act: typeof confirmAppointment): (visit: StaffVisit) => Promise<Answer> {
  return async (visit) => {
    const { language, context, actor, params } = visit;
    const appointmentId = params['id'] ?? '';
    const form = readForm(visit, z.strictObject({}));
    const outcome = form.ok ? await act(context, actor, { appointmentId }) : form;
    const action = `appointment.${name}`;
    const isDone =
      outcome.ok ||
      (await wasJustDone(context, actor, { recordId: appointmentId, action, code: outcome.refusal.code }));
    return isDone || outcome.ok ? redirect(`/${language}/people`) : peoplePage(visit, outcome.refusal);
  };
}
