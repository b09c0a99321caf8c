import type { AbsenceSituation } from '../../domain/people/absence.ts';
import type { DeputySituation } from '../../domain/people/deputy.ts';
import type { Role } from '../../domain/people/role.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { inForce } from './in-force.ts';

type Place = { personId: string; commissionId: string; at: Instant };

/**
 * What is known of the person a deputy is for. The person's appointments stay locked until the transaction ends, so that
 * of two deputies confirmed at one moment the second sees the first.
 */
export async function readDeputySituation(
  tx: Transaction,
  { personId, commissionId, at, role }: Place & { role: Role },
): Promise<DeputySituation> {
  const own = await lockOwnAppointments(tx, { personId, commissionId, at });
  const deputies = await tx.query<DeputySituation['deputies'][number]>({
    name: 'deputies-in-role',
    text: `select valid_from as "from", valid_to as "until" from appointment a
      where deputy_for = $1 and commission_id = $2 and role = $3 and status = 'active'
        and (valid_to is null or valid_to > $4)`,
    values: [personId, commissionId, role, at],
  });
  return { isRoleHeld: own.some((row) => row.role === role), deputies };
}

/** What is known of the person who is to be away, under the same lock. */
export async function readAbsenceSituation(tx: Transaction, place: Place): Promise<AbsenceSituation> {
  const { personId, commissionId, at } = place;
  const own = await lockOwnAppointments(tx, place);
  const absences = await tx.query<AbsenceSituation['absences'][number]>({
    name: 'absences-of-person',
    text: `select away_from as "from", away_until as "until" from absence
      where person_id = $1 and commission_id = $2 and away_until > away_from`,
    values: [personId, commissionId],
  });
  const deputies = await tx.query<{ personId: string }>({
    name: 'deputies-of-person',
    text: `select person_id as "personId" from appointment a
      where deputy_for = $1 and commission_id = $2 and ${inForce('a', '$3')}`,
    values: [personId, commissionId, at],
  });
  return { isStaff: own.length > 0, absences, deputies: deputies.map((row) => row.personId) };
}

/** Appointments in a person's own right that are in force, locked. */
async function lockOwnAppointments(tx: Transaction, { personId, commissionId, at }: Place): Promise<{ role: Role }[]> {
  return tx.query({
    name: 'lock-own-appointments',
    text: `select role from appointment a
      where person_id = $1 and commission_id = $2 and deputy_for is null and ${inForce('a', '$3')}
      order by id for update`,
    values: [personId, commissionId, at],
  });
}
