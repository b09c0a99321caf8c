import type { Statement } from '../database.ts';

/** One event ready to be written. Hashes are hex here because they travel as JSON. */
export type EventRow = {
  record_id: string;
  seq: number;
  subject: string;
  kind: string;
  schema_version: number;
  status: string;
  legal_at: string;
  recorded_at: string;
  actor: string;
  acting_for: string | null;
  payload: string;
  commitment: string;
  prev: string;
  hash: string;
  salt: string;
};

export type RecordRow = {
  id: string;
  subject: string;
  status: string;
  version: number;
  head_seq: number;
  head_hash: string;
  commission_id: string;
  election_id: string;
  pack: string;
  state: unknown;
};

export type DeadlineRow = {
  record_id: string;
  rule: string;
  pack: string;
  pack_version: number;
  calendar_version: string;
  base_event: string;
  base_at: string;
  due_at: string | null;
  zone: string;
  derivation: unknown;
  state: string;
  started_seq: number;
  ended_at: string | null;
  term: string;
  alterations: readonly unknown[];
};

/** A term that ended or was altered; one row for each, as it stands at the end of the batch. */
export type ChangedTermRow = {
  record_id: string;
  term: string;
  state: string;
  due_at: string | null;
  ended_at: string | null;
  alterations: readonly unknown[];
  /** Only where the term was derived anew. */
  pack_version?: number;
  calendar_version?: string;
  derivation?: unknown;
};

export type OutboxRow = { record_id: string; topic: 'wake' | 'notice'; body: Record<string, unknown> };

/** An event that is told to whoever follows its record. */
export type FollowedRow = { record_id: string; seq: number };

export type AuditRow = {
  legal_at: string;
  actor: string;
  action: string;
  record_id: string | null;
  outcome: 'done' | 'refused' | 'read';
  code: string | null;
  correlation_id: string | null;
  details: Record<string, unknown>;
};

/** Everything one transaction writes. */
export type Batch = {
  events: EventRow[];
  records: RecordRow[];
  startedTerms: DeadlineRow[];
  changedTerms: ChangedTermRow[];
  outbox: OutboxRow[];
  followed: FollowedRow[];
  audit: AuditRow[];
  projections: Map<string, Record<string, unknown>[]>;
};

/** `name` is short: Postgres tells statements by their first 63 letters. */
type Part = { name: string; rows: readonly unknown[]; sql: (rows: string) => string };

const newRecord = (rows: string): string => `new_record as (
  insert into record
  select id, subject, status, version, head_seq, decode(head_hash, 'hex'), commission_id, election_id, pack, state
  from jsonb_to_recordset(${rows}) as r(id uuid, subject text, status text, version integer, head_seq integer,
    head_hash text, commission_id uuid, election_id uuid, pack text, state jsonb)
  on conflict (id) do update set status = excluded.status, version = excluded.version, head_seq = excluded.head_seq,
    head_hash = excluded.head_hash, state = excluded.state)`;

const newEvent = (rows: string): string => `new_event as (
  insert into event (record_id, seq, subject, kind, schema_version, status, legal_at, recorded_at, actor,
    acting_for, payload, commitment, prev, hash)
  select record_id, seq, subject, kind, schema_version, status, legal_at, recorded_at, actor, acting_for, payload,
    decode(commitment, 'hex'), decode(prev, 'hex'), decode(hash, 'hex')
  from jsonb_to_recordset(${rows}) as e(record_id uuid, seq integer, subject text, kind text, schema_version integer,
    status text, legal_at timestamptz, recorded_at timestamptz, actor text, acting_for uuid, payload text,
    commitment text, prev text, hash text)
), new_salt as (
  insert into private.event_salt
  select record_id, seq, decode(salt, 'hex')
  from jsonb_to_recordset(${rows}) as s(record_id uuid, seq integer, salt text)
), new_leaf as (
  insert into ledger_waiting (record_id, seq)
  select record_id, seq from jsonb_to_recordset(${rows}) as l(record_id uuid, seq integer) order by record_id, seq)`;

const newDeadline = (rows: string): string => `new_deadline as (
  insert into deadline select * from jsonb_populate_recordset(null::deadline, ${rows}))`;

const changedDeadline = (rows: string): string => `changed_deadline as (
  update deadline set state = changed.state, due_at = changed.due_at, ended_at = changed.ended_at,
    alterations = changed.alterations, pack_version = coalesce(changed.pack_version, deadline.pack_version),
    calendar_version = coalesce(changed.calendar_version, deadline.calendar_version),
    derivation = coalesce(changed.derivation, deadline.derivation)
  from jsonb_to_recordset(${rows}) as changed(record_id uuid, term text, state text, due_at timestamptz,
    ended_at timestamptz, alterations jsonb, pack_version integer, calendar_version text, derivation jsonb)
  where deadline.record_id = changed.record_id and deadline.term = changed.term)`;

const newOutbox = (rows: string): string => `new_outbox as (
  insert into outbox (record_id, topic, body)
  select record_id, topic, body from jsonb_to_recordset(${rows}) as o(record_id uuid, topic text, body jsonb))`;

const owedToFollowers = (rows: string): string => `owed_to_followers as (
  insert into outbox (record_id, topic, body)
  select f.record_id, 'follow', jsonb_build_object('follower', f.id, 'mail', 'event', 'seq', t.seq)
  from jsonb_to_recordset(${rows}) as t(record_id uuid, seq integer)
    join private.follower f on f.record_id = t.record_id and f.confirmed_at is not null
  order by f.id, t.seq)`;

const newAudit = (rows: string): string => `new_audit as (
  insert into audit (legal_at, actor, action, record_id, outcome, code, correlation_id, details)
  select legal_at, actor, action, record_id, outcome, code, correlation_id, details
  from jsonb_to_recordset(${rows}) as a(legal_at timestamptz, actor text, action text, record_id uuid, outcome text,
    code text, correlation_id text, details jsonb))`;

/**
 * One statement for everything a batch writes; a part without rows is not in it. Projections are upserted from JSON into the
 * tables the subjects name.
 */
export function writeStatement(batch: Batch): Statement {
  const parts: Part[] = [
    { name: 'r', rows: batch.records, sql: newRecord },
    { name: 'e', rows: batch.events, sql: newEvent },
    { name: 's', rows: batch.startedTerms, sql: newDeadline },
    { name: 'c', rows: batch.changedTerms, sql: changedDeadline },
    { name: 'o', rows: batch.outbox, sql: newOutbox },
    { name: 'f', rows: batch.followed, sql: owedToFollowers },
    { name: 'a', rows: batch.audit, sql: newAudit },
    ...[...batch.projections]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([table, rows]): Part => ({ name: table, rows, sql: (given) => projection(table, rows, given) })),
  ];
  const written = parts.filter(({ rows }) => rows.length > 0);
  return {
    name: `write-${written.map(({ name }) => name).join('-')}`,
    text: `with ${written.map(({ sql }, place) => sql(`$${String(place + 1)}::jsonb`)).join(', ')} select 1`,
    values: written.map(({ rows }) => JSON.stringify(rows)),
  };
}

function projection(table: string, rows: readonly Record<string, unknown>[], given: string): string {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id');
  const set = columns.map((column) => `${column} = excluded.${column}`).join(', ');
  return `project_${table} as (
  insert into ${table} select * from jsonb_populate_recordset(null::${table}, ${given})
  on conflict (id) do update set ${set})`;
}
