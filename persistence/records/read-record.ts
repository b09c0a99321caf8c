import type { RecordState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { inForce } from '../people/in-force.ts';
import type { Seats } from '../people/read-people.ts';

export type RecordOwner = {
  subject: string;
  status: string;
  version: number;
  commissionId: string;
  electionId: string;
};

/** Whose a record is, without a lock. */
export async function readRecordOwner(database: Transaction, id: string): Promise<RecordOwner | undefined> {
  const [row] = await database.query<RecordOwner>({
    name: 'record-owner',
    text: `select subject, status, version, commission_id as "commissionId", election_id as "electionId"
      from record where id = $1`,
    values: [id],
  });
  return row;
}

/** Whose a record is, who sits and works in their own right in its commission at the instant, and the newest law: what every act needs. */
export async function readOwnerAndMembers(
  database: Transaction,
  id: string,
  at: Instant,
): Promise<(RecordOwner & Seats & { newestVersion: number }) | undefined> {
  const [row] = await database.query<RecordOwner & Seats & { newestVersion: number }>({
    name: 'record-owner-and-members',
    text: `select subject, status, version, commission_id as "commissionId", election_id as "electionId",
        coalesce((select max(p.version) from adopted_pack p where p.id = r.pack), 1) as "newestVersion",
        array(select distinct person_id from appointment a where a.commission_id = r.commission_id
          and role in ('member', 'deputyChair', 'chair') and ${inForce('a', '$2')} order by 1) as members,
        array(select distinct person_id from appointment a where a.commission_id = r.commission_id
          and role = 'lawyer' and a.deputy_for is null and ${inForce('a', '$2')} order by 1) as lawyers
      from record r where id = $1`,
    values: [id, at],
  });
  return row;
}

/** The folded state of a record, without a lock. */
export async function readRecordState<State extends RecordState>(
  database: Transaction,
  id: string,
  subject: string,
): Promise<{ state: State; version: number } | undefined> {
  const [row] = await database.query<{ state: State; version: number }>({
    name: 'record-state',
    text: `select state, version from record where id = $1 and subject = $2`,
    values: [id, subject],
  });
  return row;
}

export type EventRow = {
  seq: number;
  subject: string;
  kind: string;
  schemaVersion: number;
  status: string;
  legalAt: Instant;
  recordedAt: Instant;
  actor: string;
  actingFor: string | null;
  payload: string;
  commitment: Buffer;
  prev: Buffer;
  hash: Buffer;
};

/** The events of a record in their order. */
export async function readEvents(database: Transaction, recordId: string): Promise<EventRow[]> {
  return database.query({
    name: 'events-of-record',
    text: `select seq, subject, kind, schema_version as "schemaVersion", status, legal_at as "legalAt",
        recorded_at as "recordedAt", actor, acting_for as "actingFor", payload, commitment, prev, hash
      from event where record_id = $1 order by seq`,
    values: [recordId],
  });
}
