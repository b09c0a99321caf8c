import { z } from 'zod';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import { endAbsence } from '../../operations/people/end-absence.ts';
import { recordAbsence } from '../../operations/people/record-absence.ts';
import { readForm } from '../read-form.ts';
import { redirect } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { actOnPeople } from './act-on-people.ts';
import { peoplePage } from './people-page.ts';

const schema = z.strictObject({
  absence: z.uuid(),
  absent: z.uuid(),
  from: z.string().refine(isCalendarDay),
  until: z.string().refine(isCalendarDay),
  deputy: z.union([z.uuid(), z.literal('')]),
});

/** Records that somebody is away: oneself, or somebody else for who appoints. */
export async function recordAbsenceAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const form = readForm(visit, schema);
  if (!form.ok) return peoplePage(visit, form.refusal);
  const { absence: absenceId, absent: personId, from: firstDay, until: lastDay, deputy } = form.value;
  const outcome = await recordAbsence(context, actor, {
    commissionId: place.commission.id,
    electionId: place.election.id,
    personId,
    firstDay,
    lastDay,
    absenceId,
    ...(deputy === '' ? {} : { deputy }),
  });
  const isDone = outcome.ok || outcome.refusal.code === 'ALREADY_DONE';
  return isDone || outcome.ok ? redirect(`/${language}/people`) : peoplePage(visit, outcome.refusal);
}

export const endAbsenceAct = actOnPeople('absence.endAbsence', (context, actor, absenceId) =>
  endAbsence(context, actor, { absenceId }),
);
