import { currentPublicText } from '../../domain/decisions/decision-text.ts';
import type { FirstText, PublicDissent, PublicText } from '../../domain/decisions/decision-text.ts';
import { joinPieces } from '../../domain/decisions/redaction/pieces.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** One member's vote as it is published with the decision. Members are public officials. */
export type RollCallEntry = {
  name: string;
  role: string;
  choice: 'for' | 'against' | 'abstain' | 'recused' | 'absent' | 'notVoted';
};

/** A member's dissenting opinion as it is published with the decision, hidden places burned in; `hash` is of the whole opinion. */
export type PublishedDissent = PublicDissent & { name: string; role: string };

export type PublicationRow = {
  decisionId: string;
  number: string;
  commissionId: string;
  language: 'ky' | 'ru' | 'en';
  /** The title with the kinds of hidden things named in brackets. */
  title: string;
  body: PublicText;
  /** Who signed; null for a publication of the first version. */
  signature: { name: string; role: string } | null;
  rollCall: RollCallEntry[];
  dissents: PublishedDissent[];
  textHash: string;
  publishedAt: Instant;
};

export async function insertPublication(
  tx: Transaction,
  row: PublicationRow,
  complaintIds: readonly string[],
): Promise<void> {
  await tx.query({
    text: `insert into publication (decision_id, number, commission_id, language, title, body, signature, roll_call,
        dissents, text_hash, published_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      row.decisionId,
      row.number,
      row.commissionId,
      row.language,
      row.title,
      JSON.stringify(row.body),
      JSON.stringify(row.signature),
      JSON.stringify(row.rollCall),
      JSON.stringify(row.dissents),
      row.textHash,
      row.publishedAt,
    ],
  });
  await tx.query({
    text: `insert into publication_complaint (decision_id, complaint_id) select $1, unnest($2::uuid[])`,
    values: [row.decisionId, complaintIds],
  });
  await addToSearch(tx, row.decisionId);
}

/** The words of a publication join those of earlier ones on the same complaint; Kyrgyz words are kept in an order that two transactions share. */
async function addToSearch(tx: Transaction, decisionId: string): Promise<void> {
  await tx.query({
    text: `insert into complaint_search (complaint_id, received_at, search)
      select c.id, c.received_at, public_search(p.language, p.number, p.body)
      from publication p join publication_complaint using (decision_id) join complaint c on c.id = complaint_id
      where p.decision_id = $1 order by c.id
      on conflict (complaint_id) do update set search = complaint_search.search || excluded.search`,
    values: [decisionId],
  });
  await tx.query({
    text: `insert into search_word
      select w.lexeme from publication p, unnest(public_search(p.language, p.number, p.body)) w
      where p.decision_id = $1 and p.language = 'ky' and w.lexeme !~ '[0-9]' order by w.lexeme
      on conflict do nothing`,
    values: [decisionId],
  });
}

/** The published decision on a complaint, if there is one. */
export async function readPublicationOfComplaint(
  database: Transaction,
  complaintId: string,
): Promise<PublicationRow | undefined> {
  const [row] = await database.query<StoredPublication>({
    name: 'publication-of-complaint',
    text: `select p.decision_id as "decisionId", p.number, p.commission_id as "commissionId", p.language, p.title, p.body,
        p.signature,
        p.roll_call as "rollCall", p.dissents, p.text_hash as "textHash", p.published_at as "publishedAt"
      from publication p join publication_complaint pc using (decision_id)
      where pc.complaint_id = $1 order by p.published_at desc limit 1`,
    values: [complaintId],
  });
  if (!row) return undefined;
  const body = currentPublicText(row.body);
  const dissents = row.dissents.map((one) => ({
    ...one,
    paragraphs: one.paragraphs.map((words) => (typeof words === 'string' ? [words] : words)),
  }));
  return { ...row, title: row.title ?? joinPieces(body.title), body, dissents };
}

/** A row as it is kept; before hidden places there were plain texts. */
type StoredPublication = Omit<PublicationRow, 'title' | 'body' | 'dissents'> & {
  title: string | null;
  body: PublicText | FirstText;
  dissents: (Omit<PublishedDissent, 'paragraphs'> & {
    paragraphs: (string | PublishedDissent['paragraphs'][number])[];
  })[];
};
