import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { inForce, isAway } from './in-force.ts';

/** An absence that runs or is to come. `deputies` are who stand in: the named one, else everybody who is deputy. */
export type AbsenceRow = {
  id: string;
  personId: string;
  name: string;
  from: Instant;
  until: Instant;
  deputies: readonly { personId: string; name: string }[];
};

const select = `select b.id, b.person_id as "personId", p.name, b.away_from as "from", b.away_until as "until",
    coalesce((select jsonb_agg(jsonb_build_object('personId', d.id, 'name', d.name) order by d.name)
      from (select distinct q.id, q.name from appointment a join private.person q on q.id = a.person_id
        where a.deputy_for = b.person_id and a.commission_id = b.commission_id and ${inForce('a', '$2')}
          and (b.deputy is null or b.deputy = a.person_id)) d), '[]') as deputies
  from absence b join private.person p on p.id = b.person_id
  where b.commission_id = $1`;

/** Absences of a commission that run or are to come, the earlier first. */
export async function listAbsenceRows(database: Transaction, commissionId: string, at: Instant): Promise<AbsenceRow[]> {
  return database.query({
    name: 'absences-of-commission',
    text: `${select} and b.away_until > greatest(b.away_from, $2) order by b.away_from, p.name`,
    values: [commissionId, at],
  });
}

/** Who of a commission is away at the moment. */
export async function listAway(database: Transaction, commissionId: string, at: Instant): Promise<AbsenceRow[]> {
  return database.query({
    name: 'away-from-commission',
    text: `${select} and ${isAway('b', '$2')} order by p.name`,
    values: [commissionId, at],
  });
}
