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

/** Days a draft is kept after its last change, in real time; its link opens it as long. */
export const draftDays = 7;

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

/** The draft that a browser's token opens. */
export async function readDraftByToken(database: Transaction, tokenHash: Buffer): Promise<DraftRow | undefined> {
  const [row] = await database.query<DraftRow>({
    text: `select ${columns} from draft
      where token_hash = $1
        or id = (select draft_id from draft_access where draft_access.token_hash = $1 and kind = 'browser')`,
    values: [tokenHash],
  });
  return row;
}

/** The living, unfiled draft that a link's token opens. */
export async function readDraftByLink(database: Transaction, tokenHash: Buffer): Promise<DraftRow | undefined> {
  const [row] = await database.query<DraftRow>({
    text: `select ${columns} from draft
      where id = (select draft_id from draft_access where draft_access.token_hash = $1 and kind = 'link')
        and record_id is null and updated_at > clock_timestamp() - make_interval(days => $2)`,
    values: [tokenHash, draftDays],
  });
  return row;
}

/** Lets a token open a draft: in a browser, or by a link. */
export async function insertDraftAccess(
  database: Transaction,
  access: { tokenHash: Buffer; draftId: string; kind: 'browser' | 'link' },
): Promise<void> {
  await database.query({
    text: `insert into draft_access (token_hash, draft_id, kind) values ($1, $2, $3) on conflict (token_hash) do nothing`,
    values: [access.tokenHash, access.draftId, access.kind],
  });
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

/** Ends the draft and its link: its text is overwritten, what was filed lives under the record's key. */
export async function markDraftFiled(tx: Transaction, id: string, recordId: string): Promise<void> {
  await tx.query({
    text: `update draft set record_id = $2, sealed = ''::bytea, updated_at = clock_timestamp() where id = $1`,
    values: [id, recordId],
  });
  await tx.query({ text: `delete from draft_access where draft_id = $1 and kind = 'link'`, values: [id] });
}

/** Keeps the instant of the first refused submit as evidence. */
export async function noteFirstAttempt(database: Transaction, id: string, at: Instant): Promise<void> {
  await database.query({
    text: `update draft set first_attempt_at = coalesce(first_attempt_at, $2) where id = $1`,
    values: [id, at],
  });
}
