import type { AppointmentStatus } from '../../domain/people/appointment.ts';
import type { Role } from '../../domain/people/role.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

export type AppointmentRow = {
  id: string;
  personId: string;
  name: string;
  role: Role;
  /** An appointment whose last day is over counts as ended. */
  status: AppointmentStatus;
  proposedBy: string;
  proposerName: string | null;
  from: Instant | null;
  /** Exclusive: the moment it was ended, or the end of its last day. */
  to: Instant | null;
  deputyFor: string | null;
  deputyForName: string | null;
  /** Who took the proposal back and when; null where nobody did. */
  withdrawnBy: string | null;
  withdrawnAt: Instant | null;
};

/** Appointments of a commission: waiting ones first, then those in force at the moment, then ended and withdrawn ones. */
export async function listAppointmentRows(
  database: Transaction,
  commissionId: string,
  at: Instant,
): Promise<AppointmentRow[]> {
  return database.query({
    name: 'appointments-of-commission',
    text: `select a.id, a.person_id as "personId", p.name, a.role, s.status, a.proposed_by as "proposedBy",
        q.name as "proposerName", a.valid_from as from, a.valid_to as to, a.deputy_for as "deputyFor",
        d.name as "deputyForName", w.name as "withdrawnBy", e.legal_at as "withdrawnAt"
      from appointment a
      cross join lateral (
        select case when a.status = 'active' and a.valid_to <= $2 then 'ended' else a.status end as status
      ) s
      join private.person p on p.id = a.person_id
      left join private.person q on q.id::text = a.proposed_by
      left join private.person d on d.id = a.deputy_for
      left join event e on e.record_id = a.id and e.kind = 'APPOINTMENT_WITHDRAWN' and a.status = 'withdrawn'
      left join private.person w on w.id = case when e.actor like 'person:%' then substr(e.actor, 8)::uuid end
      where a.commission_id = $1
      order by array_position(array['proposed', 'active', 'ended', 'withdrawn'], s.status), p.name, a.role limit 500`,
    values: [commissionId, at],
  });
}

/** People who have signed in at least once, by name. */
export async function listPersonRows(database: Transaction): Promise<{ personId: string; name: string }[]> {
  return database.query({
    name: 'persons-by-name',
    text: `select id as "personId", name from private.person order by name limit 2000`,
  });
}
