import { can } from '../../domain/access/can.ts';
import { appoints } from '../../domain/people/appoints.ts';
import type { Commission } from '../../domain/people/role.ts';
import { actorText } from '../../domain/people/role.ts';
import { faultOfWithdrawal } from '../../domain/people/withdrawal.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listAbsenceRows } from '../../persistence/people/absence-rows.ts';
import type { AbsenceRow } from '../../persistence/people/absence-rows.ts';
import { listAppointmentRows, listPersonRows } from '../../persistence/people/appointments-page.ts';
import type { AppointmentRow } from '../../persistence/people/appointments-page.ts';
import { listStaff } from '../../persistence/people/read-people.ts';
import type { StaffRow } from '../../persistence/people/read-people.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';
import { mayReadLists } from '../records/read-access.ts';
import { mayProposerAppoint } from './may-proposer-appoint.ts';
import type { PersonActor } from './read-workplace.ts';

export type { AbsenceRow } from '../../persistence/people/absence-rows.ts';
export type { AppointmentRow } from '../../persistence/people/appointments-page.ts';

/** Who works in a commission, who is or will be away, and what this reader may change of it. */
export type ListedAppointments = {
  now: Instant;
  appointments: readonly (AppointmentRow & { mayWithdraw: boolean })[];
  /** Running and to come. */
  absences: readonly AbsenceRow[];
  /** In their own right, by name and role. */
  staff: readonly StaffRow[];
  /** Who can be appointed; empty for who may not appoint. */
  candidates: readonly { personId: string; name: string }[];
  mayAppoint: boolean;
};

/** Appointments and absences of a commission; who may appoint also sees the people who can be. The look is kept. */
export async function listAppointments(
  context: OperationContext,
  actor: PersonActor,
  request: { commission: Commission },
): Promise<Outcome<ListedAppointments>> {
  const { commission } = request;
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const { legal: now } = await context.clock();
  const { database } = context;
  await writeAudit(database, {
    legalAt: now,
    actor: actorText(actor),
    action: 'people.listAppointments',
    recordId: commission.id,
    outcome: 'read',
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
  const mayAppoint = can(actor, appoints, commission);
  const mayWithdraw = async ({ proposedBy }: AppointmentRow): Promise<boolean> => {
    const proposer = { proposedBy, commission, at: now };
    const open = { proposedBy, mayProposerAppoint: await mayProposerAppoint(database, proposer) };
    return faultOfWithdrawal(actor, open) === undefined;
  };
  return granted({
    now,
    appointments: await Promise.all(
      (await listAppointmentRows(database, commission.id, now)).map(async (row) => ({
        ...row,
        mayWithdraw: row.status === 'proposed' && mayAppoint && (await mayWithdraw(row)),
      })),
    ),
    absences: await listAbsenceRows(database, commission.id, now),
    staff: await listStaff(database, commission.id, now),
    candidates: mayAppoint ? await listPersonRows(database) : [],
    mayAppoint,
  });
}
