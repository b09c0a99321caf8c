import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import type { RecordState, TermAlteration, TermState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** A record as its row says, for checking. */
export type CheckedRecord = {
  id: string;
  subject: string;
  status: string;
  headSeq: number;
  headHash: Buffer;
  commissionId: string;
  electionId: string;
  pack: string;
  state: RecordState;
};

const checkedColumns = `r.id, r.subject, r.status, r.head_seq as "headSeq", r.head_hash as "headHash",
  r.commission_id as "commissionId", r.election_id as "electionId", r.pack, r.state`;

/** Records by id, page after page. */
export async function listRecordsToCheck(
  database: Transaction,
  page: { after: string | null; limit: number },
): Promise<CheckedRecord[]> {
  return database.query({
    name: 'records-to-check',
    text: `select ${checkedColumns} from record r where $1::uuid is null or r.id > $1 order by r.id limit $2`,
    values: [page.after, page.limit],
  });
}

/** Exactly these records, as far as they are there. */
export async function readRecordsToCheck(database: Transaction, ids: readonly string[]): Promise<CheckedRecord[]> {
  return database.query({
    name: 'these-records-to-check',
    text: `select ${checkedColumns} from record r where r.id = any($1::uuid[]) order by r.id`,
    values: [ids],
  });
}

export type CheckedEvent = {
  recordId: string;
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
  /** Null once the salt was destroyed with the personal data. */
  salt: Buffer | null;
};

/** Events of the records in their order, with salts. */
export async function listEventsToCheck(database: Transaction, recordIds: readonly string[]): Promise<CheckedEvent[]> {
  return database.query({
    name: 'events-to-check',
    text: `select e.record_id as "recordId", e.seq, e.subject, e.kind, e.schema_version as "schemaVersion", e.status,
        e.legal_at as "legalAt", e.recorded_at as "recordedAt", e.actor, e.acting_for as "actingFor", e.payload, e.commitment, e.prev, e.hash, s.salt
      from event e left join private.event_salt s using (record_id, seq)
      where e.record_id = any($1::uuid[]) order by e.record_id, e.seq`,
    values: [recordIds],
  });
}

/** Rows of a subject's table by id; columns as they are named there. */
export async function listProjections(
  database: Transaction,
  table: string,
  ids: readonly string[],
): Promise<Map<string, Record<string, unknown>>> {
  const rows = await database.query<Record<string, unknown> & { id: string }>({
    text: `select * from ${table} where id = any($1::uuid[])`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export type CheckedTerm = {
  recordId: string;
  term: string;
  rule: string;
  pack: string;
  packVersion: number;
  baseEvent: string;
  baseAt: Instant;
  dueAt: Instant | null;
  state: TermState['state'];
  endedAt: Instant | null;
  alterations: readonly TermAlteration[];
  derivation: DerivedDeadline;
};

export async function listTermsToCheck(database: Transaction, recordIds: readonly string[]): Promise<CheckedTerm[]> {
  return database.query({
    name: 'terms-to-check',
    text: `select record_id as "recordId", term, rule, pack, pack_version as "packVersion", base_event as "baseEvent",
        base_at as "baseAt", due_at as "dueAt", state, ended_at as "endedAt", alterations, derivation
      from deadline where record_id = any($1::uuid[]) order by record_id, term`,
    values: [recordIds],
  });
}

/** A filed document with its record's wrapped key; `wrappedRecordKey` is null once the key was destroyed. */
export type CheckedDocument = {
  id: string;
  recordId: string;
  bytes: number;
  sha256: string;
  wrappedKey: Buffer;
  wrappedRecordKey: Buffer | null;
};

export async function listDocumentsToCheck(
  database: Transaction,
  page: { after: string | null; limit: number },
): Promise<CheckedDocument[]> {
  return database.query({
    name: 'documents-to-check',
    text: `select d.id, d.record_id as "recordId", d.bytes, d.sha256, d.wrapped_key as "wrappedKey",
        k.wrapped as "wrappedRecordKey"
      from document d left join private.record_key k on k.record_id = d.record_id
      where d.state = 'filed' and ($1::uuid is null or d.id > $1) order by d.id limit $2`,
    values: [page.after, page.limit],
  });
}

/** SHA-256 of the filed documents of records, statement included, by record. */
export async function listFiledHashes(
  database: Transaction,
  recordIds: readonly string[],
): Promise<{ recordId: string; sha256: string }[]> {
  return database.query({
    name: 'filed-hashes',
    text: `select record_id as "recordId", sha256 from document
      where record_id = any($1::uuid[]) and state = 'filed' order by record_id, position`,
    values: [recordIds],
  });
}

/** Series whose last number is not the number of records that have one: a gap or a double. */
export async function listBrokenSeries(database: Transaction): Promise<{ kind: string; commissionId: string }[]> {
  return database.query({
    text: `select s.kind, s.commission_id as "commissionId" from number_series s
      left join lateral (
        select count(distinct number) as n from (
          select number, commission_id from complaint where s.kind = 'complaint'
          union all select number, commission_id from decision where s.kind = 'decision' and number is not null
          union all select number, commission_id from sitting where s.kind = 'sitting'
          union all select number, commission_id from law_edition where s.kind = 'lawEdition') as numbered
        where numbered.commission_id = s.commission_id and number like '%-' || s.year || '-%') as counted on true
      where s.last <> counted.n and s.kind in ('complaint', 'decision', 'sitting', 'lawEdition')`,
  });
}

/** A publication as it stands beside what was approved. */
export type PublishedRow = {
  decisionId: string;
  title: string | null;
  body: unknown;
  textHash: string;
  approvedHash: string | null;
  dissents: { hash: string; language: string; paragraphs: unknown[] }[];
  approvedDissents: string[];
};

/** Publications with their text and dissenting opinions, and the hashes that were approved, page after page. */
export async function listPublications(
  database: Transaction,
  page: { after: string | null; limit: number },
): Promise<PublishedRow[]> {
  return database.query({
    name: 'publications-to-check',
    text: `select p.decision_id as "decisionId", p.title, p.body, p.text_hash as "textHash", d.public_text_hash as "approvedHash",
        p.dissents, coalesce(e.payload::jsonb -> 'dissents', '[]') as "approvedDissents"
      from publication p left join decision d on d.id = p.decision_id
      left join event e on e.record_id = p.decision_id and e.kind = 'DECISION_PUBLISHED'
      where $1::uuid is null or p.decision_id > $1 order by p.decision_id limit $2`,
    values: [page.after, page.limit],
  });
}
