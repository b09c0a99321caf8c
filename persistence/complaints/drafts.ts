import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

export type DraftRow = {
  id: string;
  language: Language;
  wrappedKey: Buffer;
  sealed: Buffer;
  recordId: string | null;
  firstAttemptAt: Instant | null;
  updatedAt: Instant;
};

const columns = `id, language, wrapped_key as "wrappedKey", sealed, record_id as "recordId",
  first_attempt_at as "firstAttemptAt", updated_at as "updatedAt"`;

export async function insertDraft(
  database: Transaction,
  draft: { id: string; tokenHash: Buffer; language: Language; wrappedKey: Buffer; sealed: Buffer },
): Promise<void> {
  await database.query({
    text: `insert into draft (id, token_hash, language, wrapped_key, sealed) values ($1, $2, $3, $4, $5)`,
    values: [draft.id, draft.tokenHash, draft.language, draft.wrappedKey, draft.sealed],
  });
}

export async function readDraftByToken(database: Transaction, tokenHash: Buffer): Promise<DraftRow | undefined> {
  const [row] = await database.query<DraftRow>({
    text: `select ${columns} from draft where token_hash = $1`,
    values: [tokenHash],
  });
  return row;
}

/** Locks the draft, so that of two submits one waits and then sees what the other filed. */
export async function lockDraft(tx: Transaction, id: string): Promise<DraftRow | undefined> {
  const [row] = await tx.query<DraftRow>({
    text: `select ${columns} from draft where id = $1 for update`,
    values: [id],
  });
  return row;
}

export async function updateDraft(
  database: Transaction,
  draft: { id: string; language: Language; sealed: Buffer },
): Promise<void> {
  await database.query({
    text: `update draft set sealed = $2, language = $3, updated_at = clock_timestamp()
      where id = $1 and record_id is null`,
    values: [draft.id, draft.sealed, draft.language],
  });
}

/** Ends the draft: its text is overwritten, what was filed lives under the record's key. */
export async function markDraftFiled(tx: Transaction, id: string, recordId: string): Promise<void> {
  await tx.query({
    text: `update draft set record_id = $2, sealed = ''::bytea, updated_at = clock_timestamp() where id = $1`,
    values: [id, recordId],
  });
}

/** Keeps the instant of the first refused submit as evidence. */
export async function noteFirstAttempt(database: Transaction, id: string, at: Instant): Promise<void> {
  await database.query({
    text: `update draft set first_attempt_at = coalesce(first_attempt_at, $2) where id = $1`,
    values: [id, at],
  });
}
