import type { RecordState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { inForce } from '../people/in-force.ts';
import type { Seats } from '../people/read-people.ts';
import { recordColumns } from './locked-record.ts';
import type { LockedRecord } from './locked-record.ts';

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

/** What every act on a record is judged by: the moment on both clocks, whose it is, who sits and works there, the newest law. */
export type ActFacts = Seats & {
  legal: Instant;
  real: Instant;
  commissionId: string;
  electionId: string;
  newestVersion: number;
};

/** The clock is read before anything else, and once; members and lawyers are those who sit and work in their own right then. */
const factsOfAct = `coalesce($2::timestamptz, now.legal) as legal, now.real as real,
  coalesce((select max(p.version) from adopted_pack p where p.id = record.pack), 1) as "newestVersion",
  coalesce(members, '{}') as members, coalesce(lawyers, '{}') as lawyers
  from (select real, real + offset_microseconds * interval '1 microsecond' as legal
      from legal_clock, (select clock_timestamp() as real offset 0) as reading) as now
    cross join record cross join lateral (
      select array_agg(distinct person_id) filter (where role in ('member', 'deputyChair', 'chair')) as members,
        array_agg(distinct person_id) filter (where role = 'lawyer' and a.deputy_for is null) as lawyers
      from appointment a
      where a.commission_id = record.commission_id and ${inForce('a', 'coalesce($2::timestamptz, now.legal)')}) as seats
  where record.id = $1`;

/** The facts for acts on a record; `at` where the legal time of the request is known already, else it is read with them. */
export async function readActFacts(
  database: Transaction,
  id: string,
  at: Instant | null,
): Promise<ActFacts | undefined> {
  const [row] = await database.query<ActFacts>({
    name: 'facts-of-act',
    text: `select commission_id as "commissionId", election_id as "electionId", ${factsOfAct}`,
    values: [id, at],
  });
  return row;
}

/** The same with the record itself, without a lock. */
export async function readRecordAndActFacts(
  database: Transaction,
  id: string,
  at: Instant | null,
): Promise<(ActFacts & LockedRecord) | undefined> {
  const [row] = await database.query<ActFacts & LockedRecord>({
    name: 'record-and-facts-of-act',
    text: `select ${recordColumns}, ${factsOfAct}`,
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
