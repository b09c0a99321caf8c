import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** What a paper of a case is about. Its words are sealed under the record's key; an event holds their hash. */
export const paperKinds = [
  'defects',
  'cure',
  'forward',
  'withdrawal',
  'evidence',
  'contact',
  'request',
  'answer',
  'hearing',
  'minutes',
  'appeal',
  'appealResult',
  'serving',
] as const;
export type PaperKind = (typeof paperKinds)[number];

/** A paper as its row says. `author` is the actor as events write it. */
export type PaperRow = {
  id: string;
  recordId: string;
  kind: PaperKind;
  sealed: Buffer;
  hash: string;
  author: string;
  writtenAt: Instant;
};

export async function insertPaper(tx: Transaction, row: PaperRow): Promise<void> {
  await tx.query({
    text: `insert into private.paper (id, record_id, kind, sealed, hash, author, written_at)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [row.id, row.recordId, row.kind, row.sealed, row.hash, row.author, row.writtenAt],
  });
}

const columns = `id, record_id as "recordId", kind, sealed, hash, author, written_at as "writtenAt"`;

/** All papers of a record, the oldest first; for staff. */
export async function listPapers(database: Transaction, recordId: string): Promise<PaperRow[]> {
  return database.query({
    name: 'papers-of-record',
    text: `select ${columns} from private.paper where record_id = $1 order by written_at, id`,
    values: [recordId],
  });
}

/** The papers that the complainant wrote or was sent, the oldest first; the only ones that the portal can read. */
export async function listPartyPapers(database: Transaction, recordId: string): Promise<PaperRow[]> {
  return database.query({
    name: 'party-papers-of-record',
    text: `select ${columns} from private.party_papers($1) order by written_at, id`,
    values: [recordId],
  });
}

export async function insertContactChange(
  tx: Transaction,
  row: { complaintId: string; sealedContact: Buffer; changedAt: Instant },
): Promise<void> {
  await tx.query({
    text: `insert into private.contact_change (complaint_id, sealed_contact, changed_at) values ($1, $2, $3)`,
    values: [row.complaintId, row.sealedContact, row.changedAt],
  });
}
