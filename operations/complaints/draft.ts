import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { complainantKinds, complaintKinds, respondentKinds } from '../../domain/complaints/complaint.ts';
import { emptyFiling } from '../../domain/complaints/filing.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import type { Language } from '../../domain/language.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { openField, sealField } from '../../integrations/key-ring/sealed-field.ts';
import { insertDraft, readDraftByToken, updateDraft } from '../../persistence/complaints/drafts.ts';
import type { DraftRow } from '../../persistence/complaints/drafts.ts';
import type { OperationContext } from '../context.ts';

/** A draft on the server, opened by the token that only the person's browser holds. */
export type Draft = { id: string; filing: Filing; recordId: string | null };

const words = (limit: number): z.ZodType<string> =>
  z
    .string()
    .max(limit)
    .refine((text) => !text.includes('\0'));

/** What may be typed: lengths are generous, content is never judged here. */
export const filingSchema = z.strictObject({
  commission: z.string().max(40),
  complainantKind: z.enum(complainantKinds),
  name: words(300),
  email: words(300),
  phone: words(100),
  address: words(500),
  kind: z.enum(complaintKinds),
  respondentKind: z.enum(respondentKinds),
  respondent: words(500),
  statement: words(100_000),
  demand: words(20_000),
  territory: words(40),
  precinct: words(40),
  place: words(1_000),
  learnedOn: words(40),
  attacks: words(60),
  language: z.enum(['ky', 'ru', 'en']),
});

/** Starts a draft. The token is told once; the database keeps its hash. */
export async function startDraft(context: OperationContext, language: Language): Promise<{ token: string }> {
  const token = randomBytes(32).toString('base64url');
  const id = randomUUID();
  const key = context.keyRing.newKey();
  await insertDraft(context.database, {
    id,
    tokenHash: hashOfToken(token),
    language,
    wrappedKey: context.keyRing.wrapKey(id, key),
    sealed: seal(key, id, emptyFiling(language)),
  });
  return { token };
}

/** Opens a draft by its token. Refuses DRAFT_UNKNOWN. */
export async function readDraft(context: OperationContext, token: string): Promise<Outcome<Draft>> {
  const row = await readDraftByToken(context.database, hashOfToken(token));
  return row ? granted(openDraft(context, row)) : refuse('DRAFT_UNKNOWN');
}

/** Keeps what was typed so far: only the given fields change. Refuses INPUT_INVALID and DRAFT_UNKNOWN. */
export async function saveDraft(
  context: OperationContext,
  token: string,
  change: Partial<Filing>,
): Promise<Outcome<Draft>> {
  const row = await readDraftByToken(context.database, hashOfToken(token));
  if (!row || row.recordId !== null) return refuse('DRAFT_UNKNOWN');
  const draft = openDraft(context, row);
  const filing = filingSchema.safeParse({ ...draft.filing, ...change });
  if (!filing.success) return refuse('INPUT_INVALID', { field: String(filing.error.issues[0]?.path[0] ?? '') });
  const key = context.keyRing.unwrapKey(row.id, row.wrappedKey);
  const { language } = filing.data;
  await updateDraft(context.database, { id: row.id, language, sealed: seal(key, row.id, filing.data) });
  return granted({ ...draft, filing: filing.data });
}

/** The draft behind a row; a filed draft has no text any more. */
export function openDraft(context: OperationContext, row: DraftRow): Draft {
  if (row.recordId !== null) return { id: row.id, filing: emptyFiling(row.language), recordId: row.recordId };
  const key = context.keyRing.unwrapKey(row.id, row.wrappedKey);
  const text = openField(key, place(row.id), row.sealed);
  return { id: row.id, filing: filingSchema.parse(JSON.parse(text)), recordId: null };
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function seal(key: Buffer, id: string, filing: Filing): Buffer {
  return sealField(key, place(id), JSON.stringify(filing));
}

function place(id: string): { table: string; column: string; rowId: string } {
  return { table: 'draft', column: 'sealed', rowId: id };
}
