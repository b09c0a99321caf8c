import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import type { TermAlteration, TermState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { publicComplaintSelect } from './public-complaint-row.ts';
import type { PublicComplaintRow } from './public-complaint-row.ts';

/** Complaints of a number; each commission has its own series, so there may be several. */
export async function listComplaintsByNumber(database: Transaction, number: string): Promise<PublicComplaintRow[]> {
  return database.query({
    name: 'complaints-by-number',
    text: `${publicComplaintSelect} where c.number = $1 order by (m.kind = 'cec') desc, m.key`,
    values: [number],
  });
}

/** One complaint by its record. */
export async function readComplaintRow(database: Transaction, id: string): Promise<PublicComplaintRow | undefined> {
  const [row] = await database.query<PublicComplaintRow>({
    name: 'complaint-by-id',
    text: `${publicComplaintSelect} where c.id = $1`,
    values: [id],
  });
  return row;
}

export type DeadlineRow = {
  term: string;
  rule: string;
  pack: string;
  baseEvent: string;
  baseAt: Instant;
  dueAt: Instant | null;
  state: TermState['state'];
  endedAt: Instant | null;
  alterations: readonly TermAlteration[];
  startedSeq: number;
  derivation: DerivedDeadline;
};

/** Terms of a record with their derivations, in the order they started. */
export async function listDeadlineRows(database: Transaction, recordId: string): Promise<DeadlineRow[]> {
  return database.query({
    name: 'deadlines-of-record',
    text: `select term, rule, pack, base_event as "baseEvent", base_at as "baseAt", due_at as "dueAt", state,
        ended_at as "endedAt", alterations, started_seq as "startedSeq", derivation
      from deadline where record_id = $1 order by started_seq`,
    values: [recordId],
  });
}

/** The version of the receipt code of a complaint. */
export async function readReceiptVersion(database: Transaction, id: string): Promise<number | undefined> {
  const [row] = await database.query<{ version: number }>({
    text: `select receipt_version as version from complaint where id = $1`,
    values: [id],
  });
  return row?.version;
}
