import type { AppointmentStatus } from '../../domain/people/appointment.ts';
import type { Role } from '../../domain/people/role.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

export type AppointmentRow = {
  id: string;
  personId: string;
  name: string;
  role: Role;
  status: AppointmentStatus;
  proposedBy: string;
  proposerName: string | null;
  from: Instant | null;
  to: Instant | null;
};

/** Appointments of a commission: waiting ones first, then those in force, then ended ones. */
export async function listAppointmentRows(database: Transaction, commissionId: string): Promise<AppointmentRow[]> {
  return database.query({
    name: 'appointments-of-commission',
    text: `select a.id, a.person_id as "personId", p.name, a.role, a.status, a.proposed_by as "proposedBy",
        q.name as "proposerName", a.valid_from as from, a.valid_to as to
      from appointment a
      join private.person p on p.id = a.person_id
      left join private.person q on q.id::text = a.proposed_by
      where a.commission_id = $1
      order by array_position(array['proposed', 'active', 'ended'], a.status), p.name, a.role limit 500`,
    values: [commissionId],
  });
}

/** People who have signed in at least once, by name. */
export async function listPersonRows(database: Transaction): Promise<{ personId: string; name: string }[]> {
  return database.query({
    name: 'persons-by-name',
    text: `select id as "personId", name from private.person order by name limit 2000`,
  });
}
