import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

export type DecisionTextRow = {
  decisionId: string;
  kind: 'full' | 'public';
  version: number;
  language: 'ky' | 'ru' | 'en';
  body: { language: 'ky' | 'ru' | 'en'; title: string; findings: string[]; grounds: string[]; operative: string[] };
  hash: string;
  author: string;
  writtenAt: Instant;
};

/** Adds a version of a text; versions are never changed. */
export async function insertDecisionText(tx: Transaction, row: DecisionTextRow): Promise<void> {
  await tx.query({
    text: `insert into private.decision_text (decision_id, kind, version, language, body, hash, author, written_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      row.decisionId,
      row.kind,
      row.version,
      row.language,
      JSON.stringify(row.body),
      row.hash,
      row.author,
      row.writtenAt,
    ],
  });
}

/** The newest text of a kind, if there is one. */
export async function readDecisionText(
  database: Transaction,
  decisionId: string,
  kind: 'full' | 'public',
): Promise<DecisionTextRow | undefined> {
  const [row] = await database.query<DecisionTextRow>({
    text: `select decision_id as "decisionId", kind, version, language, body, hash, author, written_at as "writtenAt"
      from private.decision_text where decision_id = $1 and kind = $2 order by version desc limit 1`,
    values: [decisionId, kind],
  });
  return row;
}
