import type { Appointment, Commission, CommissionKind, Role } from '../../domain/people/role.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { givesRole, inForce } from './in-force.ts';

export type CommissionRow = Commission & {
  key: string;
  nameKy: string;
  nameRu: string;
  nameEn: string;
  territory: string | null;
};

const commissionColumns = `id, key, kind, parent_id as "parentId", ancestors, name_ky as "nameKy", name_ru as "nameRu",
  name_en as "nameEn", territory`;

export async function listCommissionRows(database: Transaction): Promise<CommissionRow[]> {
  return database.query({
    name: 'commissions',
    text: `select ${commissionColumns} from commission order by kind, key`,
  });
}

export type ElectionRow = {
  id: string;
  key: string;
  kind: string;
  nameKy: string;
  nameRu: string;
  nameEn: string;
  votingDay: CalendarDay;
  pack: string;
  /** The newest confirmed version of the pack at the moment of reading. */
  packVersion: number;
};

export async function listElectionRows(database: Transaction): Promise<ElectionRow[]> {
  return database.query({
    name: 'elections',
    text: `select id, key, kind, name_ky as "nameKy", name_ru as "nameRu", name_en as "nameEn",
      voting_day as "votingDay", pack, coalesce((select max(version) from adopted_pack a where a.id = election.pack), 1) as "packVersion" from election order by voting_day desc`,
  });
}

/** Appointments of a person that give a role at the instant: as deputy only while the other is away. */
export async function readAppointments(database: Transaction, personId: string, at: Instant): Promise<Appointment[]> {
  return database.query({
    name: 'appointments-of-person',
    text: `select role, commission_id as "commissionId", deputy_for as "deputyFor" from appointment a
      where person_id = $1 and ${givesRole('a', '$2')} order by deputy_for nulls first`,
    values: [personId, at],
  });
}

/** Commissions and elections: they change by acts of their own, hardly ever. */
export type Directory = { commissions: CommissionRow[]; elections: ElectionRow[] };

const directories = new WeakMap<object, Directory>();

/** The directory of a database as last read; read anew when it lacks what `isEnough` asks for. */
export async function readDirectory(
  database: Transaction,
  isEnough: (directory: Directory) => boolean,
): Promise<Directory> {
  const known = directories.get(database.home);
  if (known && isEnough(known)) return known;
  const [commissions, elections] = await Promise.all([listCommissionRows(database), listElectionRows(database)]);
  const read = { commissions, elections };
  directories.set(database.home, read);
  return read;
}

/** Who sits and votes in a commission, and its lawyers, by person id. */
export type Seats = { members: string[]; lawyers: string[] };

/** Persons who sit and vote in a commission at the instant, and its lawyers in their own right. */
export async function readSeats(database: Transaction, commissionId: string, at: Instant): Promise<Seats> {
  const rows = await database.query<{ personId: string; isMember: boolean; isLawyer: boolean }>({
    name: 'seats-of-commission',
    text: `select person_id as "personId", bool_or(role in ('member', 'deputyChair', 'chair')) as "isMember",
        bool_or(role = 'lawyer') as "isLawyer"
      from appointment a
      where commission_id = $1 and deputy_for is null and ${inForce('a', '$2')} group by person_id order by 1`,
    values: [commissionId, at],
  });
  return {
    members: rows.filter((row) => row.isMember).map((row) => row.personId),
    lawyers: rows.filter((row) => row.isLawyer).map((row) => row.personId),
  };
}

export type StaffRow = { personId: string; name: string; role: Role; commissionId: string; kind: CommissionKind };

/** Staff of a commission at the instant in their own right, by name and role; names live in the private schema. */
export async function listStaff(database: Transaction, commissionId: string, at: Instant): Promise<StaffRow[]> {
  return database.query({
    name: 'staff-of-commission',
    text: `select p.id as "personId", p.name, a.role, a.commission_id as "commissionId", c.kind
      from appointment a join private.person p on p.id = a.person_id join commission c on c.id = a.commission_id
      where a.commission_id = $1 and a.deputy_for is null and ${inForce('a', '$2')} order by p.name`,
    values: [commissionId, at],
  });
}

/** Names by person id. */
export async function readNames(database: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await database.query<{ id: string; name: string }>({
    name: 'names-of-persons',
    text: `select id, name from private.person where id = any($1::uuid[])`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The person behind issuer and `sub`, made at the first sign-in. The name follows the national sign-in. */
export async function upsertPerson(
  database: Transaction,
  person: { id: string; issuer: string; sub: string; name: string },
): Promise<string> {
  const [row] = await database.query<{ id: string }>({
    text: `insert into private.person (id, issuer, sub, name) values ($1, $2, $3, $4)
      on conflict (issuer, sub) do update set name = excluded.name returning id`,
    values: [person.id, person.issuer, person.sub, person.name],
  });
  if (!row) throw new Error('a person was not written');
  return row.id;
}
