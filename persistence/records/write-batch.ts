import type { Statement } from '../database.ts';
import type { ProjectionRow } from './projected-rows.ts';

/** One event ready to be written; hashes and salt are hex. */
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
  /** False where the record stands already and its row is changed. */
  isNew: boolean;
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
  /** Rows of the subjects' tables, by table. */
  projections: Map<string, ProjectionRow[]>;
};

/** Values of a statement in the order of their numbers. Objects and lists travel as JSON: no table here has arrays. */
class Parameters {
  readonly values: unknown[] = [];

  /** The place of one more value, such as `$7`. */
  add = (value: unknown): string => {
    this.values.push(typeof value === 'object' && value !== null ? JSON.stringify(value) : value);
    return `$${String(this.values.length)}`;
  };

  addHex = (value: string): string => `decode(${this.add(value)}, 'hex')`;

  /** `(a, b) values ($1, $2), ($3, $4)`; all rows have the columns of the first. */
  rows(rows: readonly Record<string, unknown>[]): string {
    const columns = Object.keys(rows[0] ?? {});
    const lines = rows.map((row) => `(${columns.map((column) => this.add(row[column])).join(', ')})`);
    return `(${columns.join(', ')}) values ${lines.join(', ')}`;
  }

  /** `a = $1, b = $2`. */
  settings(row: Record<string, unknown>): string {
    return Object.entries(row)
      .map(([column, value]) => `${column} = ${this.add(value)}`)
      .join(', ');
  }
}

function writeRecord(p: Parameters, { id, isNew, ...row }: RecordRow): string {
  const { subject, status, version, head_seq, head_hash, commission_id, election_id, pack, state } = row;
  const [recordId, headHash] = [p.add(id), p.addHex(head_hash)];
  if (!isNew) {
    return `update record set ${p.settings({ status, version, head_seq, state })}, head_hash = ${headHash} where id = ${recordId}`;
  }
  const others = [subject, status, version, head_seq, commission_id, election_id, pack, state].map(p.add);
  return `insert into record (id, head_hash, subject, status, version, head_seq, commission_id, election_id, pack, state)
    values (${[recordId, headHash, ...others].join(', ')})`;
}

/** Events, their salts and their leaves for the ledger, in the order of their records. */
function writeEvents(p: Parameters, events: readonly EventRow[]): string[] {
  const lines = events
    .toSorted((one, other) => (one.record_id === other.record_id ? one.seq - other.seq : compare(one, other)))
    .map(({ record_id, seq, commitment, prev, hash, salt, ...row }) => {
      const place = `${p.add(record_id)}, ${p.add(seq)}`;
      const { subject, kind, schema_version, status, legal_at, recorded_at, actor, acting_for, payload } = row;
      const told = [subject, kind, schema_version, status, legal_at, recorded_at, actor, acting_for, payload].map(
        p.add,
      );
      const chained = [commitment, prev, hash].map(p.addHex);
      return { place, event: [...told, ...chained].join(', '), salt: p.addHex(salt) };
    });
  return [
    `insert into event (record_id, seq, subject, kind, schema_version, status, legal_at, recorded_at, actor, acting_for,
      payload, commitment, prev, hash) values ${lines.map(({ place, event }) => `(${place}, ${event})`).join(', ')}`,
    `insert into private.event_salt values ${lines.map(({ place, salt }) => `(${place}, ${salt})`).join(', ')}`,
    `insert into ledger_waiting (record_id, seq) values ${lines.map(({ place }) => `(${place})`).join(', ')}`,
  ];
}

function compare(one: EventRow, other: EventRow): number {
  return one.record_id < other.record_id ? -1 : 1;
}

function changeTerm(p: Parameters, { record_id, term, ...changed }: ChangedTermRow): string {
  return `update deadline set ${p.settings(changed)} where record_id = ${p.add(record_id)} and term = ${p.add(term)}`;
}

function oweToFollowers(p: Parameters, followed: readonly FollowedRow[]): string {
  const told = followed.map(({ record_id, seq }) => `(${p.add(record_id)}::uuid, ${p.add(seq)}::integer)`);
  return `insert into outbox (record_id, topic, body)
    select f.record_id, 'follow', jsonb_build_object('follower', f.id, 'mail', 'event', 'seq', t.seq)
    from (values ${told.join(', ')}) as t (record_id, seq)
      join private.follower f on f.record_id = t.record_id and f.confirmed_at is not null
    order by f.id, t.seq`;
}

function project(p: Parameters, table: string, rows: readonly ProjectionRow[]): string[] {
  const isNew = rows.filter((one) => one.isNew).map(({ row }) => row);
  return [
    ...(isNew.length === 0 ? [] : [`insert into ${table} ${p.rows(isNew)}`]),
    ...rows
      .filter((one) => !one.isNew)
      .map(({ row: { id, ...columns } }) => `update ${table} set ${p.settings(columns)} where id = ${p.add(id)}`),
  ];
}

/**
 * One statement for everything a batch writes; a part without rows is not in it. Rows of records come first, in the order of
 * their ids: who waits, waits there, like those who lock records before they write. Postgres runs the statement itself first,
 * then its parts from the last to the first.
 */
export function writeStatement(batch: Batch): Statement {
  const p = new Parameters();
  const insert = (table: string, rows: readonly Record<string, unknown>[]): string[] =>
    rows.length === 0 ? [] : [`insert into ${table} ${p.rows(rows)}`];
  const records = batch.records.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const [first = 'select 1', ...later] = records.map((row) => writeRecord(p, row));
  const parts = [
    ...(batch.events.length === 0 ? [] : writeEvents(p, batch.events)),
    ...insert('deadline', batch.startedTerms),
    ...batch.changedTerms.map((row) => changeTerm(p, row)),
    ...insert('outbox', batch.outbox),
    ...(batch.followed.length === 0 ? [] : [oweToFollowers(p, batch.followed)]),
    ...insert('audit', batch.audit),
    ...[...batch.projections]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([table, rows]) => project(p, table, rows)),
    ...later.toReversed(),
  ];
  const text = `with ${parts.map((part, place) => `part_${String(place)} as (${part})`).join(', ')} ${first}`;
  return { text, values: p.values, ...nameOf(text) };
}

/** The same for batches that are written with the same text, but for their values. */
export function shapeOf(batch: Batch): string {
  const columns = (rows: readonly object[]): string[] => rows.map((row) => Object.keys(row).join());
  const projected = [...batch.projections].flatMap(([table, rows]) => [
    table,
    ...rows.map(({ isNew, row }) => `${String(isNew)} ${Object.keys(row).join()}`),
  ]);
  const { events, startedTerms, outbox, followed, audit } = batch;
  return [
    ...[events, startedTerms, outbox, followed, audit].map(({ length }) => length),
    ...batch.records.map(({ isNew }) => isNew),
    ...columns(batch.changedTerms),
    ...projected,
  ].join('|');
}

/** Shapes of batches that are met again are prepared; what many records are written with at once is seldom the same. */
const names = new Map<string, string>();
const mostNames = 200;
const longestNamed = 8_000;

function nameOf(text: string): { name?: string } {
  const known = names.get(text);
  if (known !== undefined) return { name: known };
  if (names.size >= mostNames || text.length > longestNamed) return {};
  const name = `write-${String(names.size)}`;
  names.set(text, name);
  return { name };
}
