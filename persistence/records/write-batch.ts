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

const fixed = `with new_record as (
  insert into record
  select id, subject, status, version, head_seq, decode(head_hash, 'hex'), commission_id, election_id, pack, state
  from jsonb_to_recordset($1) as r(id uuid, subject text, status text, version integer, head_seq integer,
    head_hash text, commission_id uuid, election_id uuid, pack text, state jsonb)
  on conflict (id) do update set status = excluded.status, version = excluded.version, head_seq = excluded.head_seq,
    head_hash = excluded.head_hash, state = excluded.state
), new_event as (
  insert into event (record_id, seq, subject, kind, schema_version, status, legal_at, recorded_at, actor,
    acting_for, payload, commitment, prev, hash)
  select record_id, seq, subject, kind, schema_version, status, legal_at, recorded_at, actor, acting_for, payload,
    decode(commitment, 'hex'), decode(prev, 'hex'), decode(hash, 'hex')
  from jsonb_to_recordset($2) as e(record_id uuid, seq integer, subject text, kind text, schema_version integer,
    status text, legal_at timestamptz, recorded_at timestamptz, actor text, acting_for uuid, payload text,
    commitment text, prev text, hash text)
), new_salt as (
  insert into private.event_salt
  select record_id, seq, decode(salt, 'hex') from jsonb_to_recordset($2) as s(record_id uuid, seq integer, salt text)
), new_leaf as (
  insert into ledger_waiting (record_id, seq)
  select record_id, seq from jsonb_to_recordset($2) as l(record_id uuid, seq integer) order by record_id, seq
), new_deadline as (
  insert into deadline select * from jsonb_populate_recordset(null::deadline, $3)
), changed_deadline as (
  update deadline set state = changed.state, due_at = changed.due_at, ended_at = changed.ended_at,
    alterations = changed.alterations, pack_version = coalesce(changed.pack_version, deadline.pack_version),
    calendar_version = coalesce(changed.calendar_version, deadline.calendar_version),
    derivation = coalesce(changed.derivation, deadline.derivation)
  from jsonb_to_recordset($4) as changed(record_id uuid, term text, state text, due_at timestamptz,
    ended_at timestamptz, alterations jsonb, pack_version integer, calendar_version text, derivation jsonb)
  where deadline.record_id = changed.record_id and deadline.term = changed.term
), new_outbox as (
  insert into outbox (record_id, topic, body)
  select record_id, topic, body from jsonb_to_recordset($5) as o(record_id uuid, topic text, body jsonb)
), owed_to_followers as (
  insert into outbox (record_id, topic, body)
  select f.record_id, 'follow', jsonb_build_object('follower', f.id, 'mail', 'event', 'seq', t.seq)
  from jsonb_to_recordset($7) as t(record_id uuid, seq integer)
    join private.follower f on f.record_id = t.record_id and f.confirmed_at is not null
  order by f.id, t.seq
), new_audit as (
  insert into audit (legal_at, actor, action, record_id, outcome, code, correlation_id, details)
  select legal_at, actor, action, record_id, outcome, code, correlation_id, details
  from jsonb_to_recordset($6) as a(legal_at timestamptz, actor text, action text, record_id uuid, outcome text,
    code text, correlation_id text, details jsonb)
)`;

/**
 * One statement for everything a batch writes. Projections are upserted from JSON into the tables the subjects name;
 * `columns` gives a table's columns without the key.
 */
export function writeStatement(batch: Batch): Statement {
  const tables = [...batch.projections.keys()].toSorted();
  const rows = (items: readonly unknown[]): string => JSON.stringify(items);
  const projections = tables.map((table, index) => projection(table, batch.projections.get(table) ?? [], index + 8));
  return {
    name: `write-batch-${tables.join('-')}`,
    text: `${fixed}${projections.map((sql) => `, ${sql}`).join('')} select 1`,
    values: [
      rows(batch.records),
      rows(batch.events),
      rows(batch.startedTerms),
      rows(batch.changedTerms),
      rows(batch.outbox),
      rows(batch.audit),
      rows(batch.followed),
      ...tables.map((table) => rows(batch.projections.get(table) ?? [])),
    ],
  };
}

function projection(table: string, rows: readonly Record<string, unknown>[], parameter: number): string {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id');
  const set = columns.map((column) => `${column} = excluded.${column}`).join(', ');
  return `project_${table} as (
  insert into ${table} select * from jsonb_populate_recordset(null::${table}, $${parameter})
  on conflict (id) do update set ${set})`;
}
