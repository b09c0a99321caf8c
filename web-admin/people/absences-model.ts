import type { Refusal } from '../../domain/refusals.ts';
import type { AbsenceRow, ListedAppointments } from '../../operations/people/list-appointments.ts';
import { dayShort, lastMoment } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { formIdOf } from '../form-id.ts';
import { typed } from '../read-form.ts';
import type { StaffVisit } from '../visit.ts';

/** Who is away and who stands in, with the form that records an absence: one's own, or anybody's for who appoints. */
export function absencesModel(
  visit: StaffVisit,
  { absences, staff, appointments, mayAppoint }: ListedAppointments,
  refusal: Refusal['refusal'] | undefined,
) {
  const { language, actor } = visit;
  const path = `/${language}/people`;
  const who = mayAppoint ? staff : staff.filter(({ personId }) => personId === actor.personId);
  const deputies = appointments.filter(({ status, deputyFor }) => status === 'active' && deputyFor !== null);
  const field = (name: string) => ({ name, label: say(language, `people.absence.${name}`), value: typed(visit, name) });
  return {
    rows: absences.map((row) => absenceRow(visit, row, mayAppoint)),
    form: who.length > 0 && {
      action: `${path}/record-absence`,
      absence: formIdOf(visit, 'absence', refusal),
      absent: { ...field('absent'), options: eachOnce(who) },
      from: { ...field('from'), type: 'date' },
      until: { ...field('until'), type: 'date', hint: say(language, 'people.last-day-hint') },
      deputy: {
        ...field('deputy'),
        hint: say(language, 'people.absence.deputy-hint'),
        options: [
          { value: '', text: say(language, 'people.absence.any-deputy') },
          ...deputies
            .filter(({ deputyFor }) => who.some(({ personId }) => personId === deputyFor))
            .map(({ personId, name, deputyForName }) => ({
              value: personId,
              text: say(language, 'people.deputy-of', { deputy: name, absent: deputyForName ?? '' }),
            })),
        ],
      },
    },
  };
}

function absenceRow({ language, actor }: StaffVisit, row: AbsenceRow, mayAppoint: boolean) {
  const isTheirs = mayAppoint || row.personId === actor.personId;
  return {
    name: row.name,
    days: `${dayShort(language, row.from)} – ${dayShort(language, lastMoment(row.until).day)}`,
    deputies: row.deputies.map(({ name }) => name).join(', ') || say(language, 'people.absence.nobody'),
    end: isTheirs ? `/${language}/people/absences/${row.id}/end-absence` : '',
  };
}

function eachOnce(people: readonly { personId: string; name: string }[]): { value: string; text: string }[] {
  return [...new Map(people.map(({ personId, name }) => [personId, { value: personId, text: name }])).values()];
}
