import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import type { DissentBody } from '../sittings/dissents.ts';
import type { DecisionTextRow } from './decision-texts.ts';

/** One member's vote as it is published with the decision. Members are public officials. */
export type RollCallEntry = {
  name: string;
  role: string;
  choice: 'for' | 'against' | 'abstain' | 'recused' | 'absent' | 'notVoted';
};

/** A member's dissenting opinion as it is published with the decision, with the hash that was approved. */
export type PublishedDissent = DissentBody & { name: string; role: string; hash: string };

export type PublicationRow = {
  decisionId: string;
  number: string;
  commissionId: string;
  language: 'ky' | 'ru' | 'en';
  body: DecisionTextRow['body'];
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
    text: `insert into publication (decision_id, number, commission_id, language, body, roll_call, dissents, text_hash,
        published_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      row.decisionId,
      row.number,
      row.commissionId,
      row.language,
      JSON.stringify(row.body),
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
}

/** The published decision on a complaint, if there is one. */
export async function readPublicationOfComplaint(
  database: Transaction,
  complaintId: string,
): Promise<PublicationRow | undefined> {
  const [row] = await database.query<PublicationRow>({
    name: 'publication-of-complaint',
    text: `select p.decision_id as "decisionId", p.number, p.commission_id as "commissionId", p.language, p.body,
        p.roll_call as "rollCall", p.dissents, p.text_hash as "textHash", p.published_at as "publishedAt"
      from publication p join publication_complaint pc using (decision_id)
      where pc.complaint_id = $1 order by p.published_at desc limit 1`,
    values: [complaintId],
  });
  return row;
}
