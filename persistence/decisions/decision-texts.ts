import { currentPublicText, currentText } from '../../domain/decisions/decision-text.ts';
import type { DecisionText, FirstText, PublicText } from '../../domain/decisions/decision-text.ts';
import type { Mark } from '../../domain/decisions/redaction/marks.ts';
import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

type Body = { full: DecisionText; public: PublicText };
type Kind = keyof Body;

/** A version of a text. `hash` is of the body as it was written; the body is read in its present shape. */
export type TextRow<K extends Kind> = {
  decisionId: string;
  kind: K;
  version: number;
  language: Language;
  body: Body[K];
  hash: string;
  author: string;
  writtenAt: Instant;
};
export type DecisionTextRow = TextRow<'full'>;
export type PublicTextRow = TextRow<'public'>;

/** Adds a version of a text; versions are never changed. */
export async function insertDecisionText(tx: Transaction, row: DecisionTextRow | PublicTextRow): Promise<void> {
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
export async function readDecisionText<K extends Kind>(
  database: Transaction,
  decisionId: string,
  kind: K,
): Promise<TextRow<K> | undefined> {
  const [row] = await database.query<Omit<TextRow<K>, 'body'> & { body: unknown }>({
    text: `select decision_id as "decisionId", kind, version, language, body, hash, author, written_at as "writtenAt"
      from private.decision_text where decision_id = $1 and kind = $2 order by version desc limit 1`,
    values: [decisionId, kind],
  });
  if (!row) return undefined;
  const body =
    kind === 'full'
      ? currentText(row.body as DecisionText | FirstText)
      : currentPublicText(row.body as PublicText | FirstText);
  return { ...row, body: body as Body[K] };
}

/** The marks of a version of the public text; they hold places, kinds and grounds, and no value. */
export type RedactionRow = {
  decisionId: string;
  version: number;
  marks: readonly Mark[];
  hash: string;
  author: string;
  markedAt: Instant;
};

export async function insertRedaction(tx: Transaction, row: RedactionRow): Promise<void> {
  await tx.query({
    text: `insert into private.redaction (decision_id, version, marks, hash, author, marked_at)
      values ($1, $2, $3, $4, $5, $6)`,
    values: [row.decisionId, row.version, JSON.stringify(row.marks), row.hash, row.author, row.markedAt],
  });
}

/** The marks of the newest public text, if it was made by marks. */
export async function readRedaction(database: Transaction, decisionId: string): Promise<RedactionRow | undefined> {
  const [row] = await database.query<RedactionRow>({
    text: `select decision_id as "decisionId", version, marks, hash, author, marked_at as "markedAt"
      from private.redaction where decision_id = $1 order by version desc limit 1`,
    values: [decisionId],
  });
  return row;
}
