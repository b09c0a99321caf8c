import { appointmentStatuses } from '../../domain/people/appointment.ts';
import { deputyRoles, roles } from '../../domain/people/role.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { listAppointments } from '../../operations/people/list-appointments.ts';
import type { ListedAppointments } from '../../operations/people/list-appointments.ts';
import { dayTimeShort, deadlineMomentShort } from '../../wording/dates.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import { formIdOf, refusedForm } from '../form-id.ts';
import { typed } from '../read-form.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { absencesModel } from './absences-model.ts';

/** Appointments and absences of my commission; a new appointment takes two people. */
export async function peoplePage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const outcome = await listAppointments(context, actor, { commission: place.commission });
  if (!outcome.ok) return refused(outcome);
  const { appointments, mayAppoint } = outcome.value;
  return {
    kind: 'page',
    view: 'people/people.njk',
    title: say(language, 'desk.nav.people'),
    model: {
      commission: commissionName(language, place.commission),
      groups: appointmentStatuses
        .map((status) => ({
          heading: say(language, `desk.people.${status}`),
          rows: appointments
            .filter((row) => row.status === status)
            .map((row) => appointmentModel(visit, row, mayAppoint)),
        }))
        .filter((group) => group.rows.length > 0),
      absences: absencesModel(visit, outcome.value, refusal),
      proposal: mayAppoint && proposalModel(visit, outcome.value, refusal),
    },
    ...refusedForm(visit, refusal, `/${language}/people`),
  };
}

function proposalModel(
  visit: StaffVisit,
  { candidates, staff }: ListedAppointments,
  refusal: Refusal['refusal'] | undefined,
) {
  const { language } = visit;
  const absentees = staff.filter(({ role }) => deputyRoles.some((one) => one === role));
  const word = (key: string): string => say(language, `desk.people.${key}`);
  const roleWord = (role: string): string => say(language, `people.role.${role}`);
  return {
    action: `/${language}/people/propose-appointment`,
    appointment: formIdOf(visit, 'appointment', refusal),
    person: {
      name: 'person',
      label: word('person'),
      hint: word('person-hint'),
      value: typed(visit, 'person'),
      options: candidates.map(({ personId, name }) => ({ value: personId, text: name })),
    },
    role: {
      name: 'role',
      label: word('role'),
      value: typed(visit, 'role'),
      options: roles.map((role) => ({ value: role, text: roleWord(role) })),
    },
    deputyFor: {
      name: 'deputyFor',
      label: say(language, 'people.deputy-for'),
      hint: say(language, 'people.deputy-hint'),
      value: typed(visit, 'deputyFor'),
      options: [
        { value: '', text: say(language, 'people.no-deputy') },
        ...absentees.map(({ personId, name, role }) => ({ value: personId, text: `${name}, ${roleWord(role)}` })),
      ],
    },
    lastDay: {
      name: 'lastDay',
      type: 'date',
      label: say(language, 'people.last-day'),
      hint: say(language, 'people.last-day-hint'),
      isOptional: true,
      value: typed(visit, 'lastDay'),
    },
  };
}

function appointmentModel(
  { language, actor }: StaffVisit,
  row: ListedAppointments['appointments'][number],
  mayAppoint: boolean,
) {
  const path = `/${language}/people/${row.id}`;
  const isFirst = row.proposedBy === actor.personId || row.personId === actor.personId;
  const isWaiting = row.status === 'proposed';
  return {
    name: row.name,
    role: say(language, `people.role.${row.role}`),
    deputyFor: row.deputyForName === null ? '' : say(language, 'people.stands-in', { name: row.deputyForName }),
    from: row.from === null ? '' : dayTimeShort(language, row.from),
    to: row.to === null || row.status === 'withdrawn' ? '' : deadlineMomentShort(language, row.to),
    proposer: row.proposerName ?? say(language, 'desk.people.founded'),
    confirm: mayAppoint && isWaiting && !isFirst ? `${path}/confirm-appointment` : '',
    locked: mayAppoint && isWaiting && isFirst ? sayRefusal(language, { code: 'FOUR_EYES_SAME_PERSON' }) : '',
    withdraw: row.mayWithdraw ? `${path}/withdraw-appointment` : '',
    withdrawn:
      row.withdrawnAt === null
        ? ''
        : say(language, 'desk.people.withdrawn-by', {
            name: row.withdrawnBy ?? '',
            moment: dayTimeShort(language, row.withdrawnAt),
          }),
    end: mayAppoint && row.status === 'active' ? `${path}/end-appointment` : '',
  };
}
