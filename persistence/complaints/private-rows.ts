import type { Transaction } from '../database.ts';

export type StatementRow = {
  complainantName: string;
  sealedContact: Buffer;
  statement: string;
  demand: string;
  respondent: string;
  place: string;
  learnedOn: string | null;
};

export async function insertRecordKey(tx: Transaction, recordId: string, wrapped: Buffer): Promise<void> {
  await tx.query({
    text: `insert into private.record_key (record_id, wrapped) values ($1, $2)`,
    values: [recordId, wrapped],
  });
}

export async function insertStatement(tx: Transaction, complaintId: string, row: StatementRow): Promise<void> {
  await tx.query({
    text: `insert into private.complaint_statement
        (complaint_id, complainant_name, sealed_contact, statement, demand, respondent, place, learned_on)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      complaintId,
      row.complainantName,
      row.sealedContact,
      row.statement,
      row.demand,
      row.respondent,
      row.place,
      row.learnedOn,
    ],
  });
}

/** What a filing holds beside its statement: whom a representative speaks for, and sealed witnesses and PIN. */
export type FilingDetailRow = { representedName: string; sealed: Buffer };

export async function insertFilingDetail(
  tx: Transaction,
  complaintId: string,
  row: FilingDetailRow & { pinLookUp: string | null },
): Promise<void> {
  await tx.query({
    text: `insert into private.filing_detail (complaint_id, represented_name, sealed, pin_look_up)
      values ($1, $2, $3, $4)`,
    values: [complaintId, row.representedName, row.sealed, row.pinLookUp],
  });
}

/** The details of one filing; undefined for one of before there were any. */
export async function openFilingDetail(
  database: Transaction,
  complaintId: string,
): Promise<FilingDetailRow | undefined> {
  const [row] = await database.query<FilingDetailRow>({
    text: `select represented_name as "representedName", sealed from private.open_filing_detail($1)`,
    values: [complaintId],
  });
  return row;
}

/** The private side of one case with its wrapped key and the salt of its first event; the only way for the portal. */
export async function openPrivateCase(
  database: Transaction,
  complaintId: string,
): Promise<(StatementRow & { wrapped: Buffer; salt: Buffer }) | undefined> {
  const [row] = await database.query<StatementRow & { wrapped: Buffer; salt: Buffer }>({
    text: `select wrapped, complainant_name as "complainantName", sealed_contact as "sealedContact", statement, demand,
      respondent, place, learned_on as "learnedOn", salt from private.open_case($1)`,
    values: [complaintId],
  });
  return row;
}

/** Keeps the words of why a clerk entered a complaint so late; only the desk's role may read them. */
export async function insertEntryWords(tx: Transaction, complaintId: string, words: string): Promise<void> {
  await tx.query({
    text: `insert into private.complaint_entry (complaint_id, reason_words) values ($1, $2)`,
    values: [complaintId, words],
  });
}

/** Those words; undefined where nothing was written. */
export async function readEntryWords(database: Transaction, complaintId: string): Promise<string | undefined> {
  const [row] = await database.query<{ words: string }>({
    text: `select reason_words as words from private.complaint_entry where complaint_id = $1`,
    values: [complaintId],
  });
  return row?.words;
}
