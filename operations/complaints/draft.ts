import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  complainantKinds,
  complaintKinds,
  proceedingsLanguages,
  representedKinds,
  respondentKinds,
} from '../../domain/complaints/complaint.ts';
import { emptyFiling } from '../../domain/complaints/filing.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import type { Language } from '../../domain/language.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { openField, sealField } from '../../integrations/key-ring/sealed-field.ts';
import { insertDraft, insertDraftAccess, readDraftByToken, updateDraft } from '../../persistence/complaints/drafts.ts';
import type { DraftRow } from '../../persistence/complaints/drafts.ts';
import type { OperationContext } from '../context.ts';

/** A draft on the server, opened by the token that only the person's browser holds. */
export type Draft = {
  id: string;
  /** What was typed. */
  filing: Filing;
  /** Who the national sign-in says it is; its name goes before the typed one. */
  identity: ConfirmedIdentity | null;
  /** When a submit was first refused, legal time. */
  firstAttemptAt: Instant | null;
  recordId: string | null;
};

const words = (limit: number): z.ZodType<string> =>
  z
    .string()
    .max(limit)
    .refine((text) => !text.includes('\0'));

/** What may be typed: lengths are generous, content is never judged here. */
export const filingSchema = z.strictObject({
  commission: z.string().max(40),
  complainantKind: z.enum(complainantKinds),
  representedKind: z.enum([...representedKinds, '']),
  representedName: words(300),
  name: words(300),
  email: words(300),
  phone: words(100),
  address: words(500),
  kind: z.enum(complaintKinds),
  respondentKind: z.enum(respondentKinds),
  respondentCommission: words(40),
  respondent: words(500),
  statement: words(100_000),
  demand: words(20_000),
  witnesses: words(5_000),
  territory: words(40),
  precinct: words(40),
  place: words(1_000),
  learnedOn: words(40),
  attacks: words(60),
  learnedTime: words(40),
  proceedings: z.enum([...proceedingsLanguages, '']),
  language: z.enum(['ky', 'ru', 'en']),
});

const identitySchema = z.strictObject({ name: z.string(), pin: z.string().nullable() });

/** A name and a PIN of 14 digits that the national sign-in gave, not the person. */
export type ConfirmedIdentity = z.infer<typeof identitySchema>;

/** What lies sealed in a draft. */
const contentSchema = z.strictObject({ filing: filingSchema, identity: identitySchema.nullable() });
type Content = z.infer<typeof contentSchema>;

/** Starts a draft. The token is told once; the database keeps its hash. */
export async function startDraft(context: OperationContext, language: Language): Promise<{ token: string }> {
  const token = newDraftToken();
  const id = randomUUID();
  const key = context.keyRing.newKey();
  await context.database.transaction(async (tx) => {
    await insertDraft(tx, {
      id,
      tokenHash: hashOfToken(token),
      language,
      wrappedKey: context.keyRing.wrapKey(id, key),
      sealed: seal(key, id, { filing: emptyFiling(language), identity: null }),
    });
    const link = hashOfToken(context.keyRing.draftLink(id));
    await insertDraftAccess(tx, { tokenHash: link, draftId: id, kind: 'link' });
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
  await keepContent(context, row, { filing: filing.data, identity: draft.identity });
  return granted({ ...draft, filing: filing.data });
}

/** Puts the name and PIN of a sign-in into a draft, or takes them out with null. Refuses DRAFT_UNKNOWN. */
export async function identifyDraft(
  context: OperationContext,
  token: string,
  identity: ConfirmedIdentity | null,
): Promise<Outcome<Draft>> {
  const row = await readDraftByToken(context.database, hashOfToken(token));
  if (!row || row.recordId !== null) return refuse('DRAFT_UNKNOWN');
  const draft = openDraft(context, row);
  if (draft.identity === null && identity === null) return granted(draft);
  await keepContent(context, row, { filing: draft.filing, identity });
  return granted({ ...draft, identity });
}

/** The draft behind a row; a filed draft has no text any more. */
export function openDraft(context: OperationContext, row: DraftRow): Draft {
  const { id, recordId, firstAttemptAt } = row;
  if (recordId !== null) {
    return { id, filing: emptyFiling(row.language), identity: null, firstAttemptAt, recordId };
  }
  const key = context.keyRing.unwrapKey(id, row.wrappedKey);
  const content = contentOf(JSON.parse(openField(key, place(id), row.sealed)));
  return { id, ...content, firstAttemptAt, recordId };
}

/** What will be filed: the name of a sign-in goes before the typed one. */
export function filingOfDraft({ filing, identity }: Draft): Filing {
  return identity === null ? filing : { ...filing, name: identity.name };
}

/** 256 random bits. */
export function newDraftToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Drafts of before hold the filing alone, and not all of its fields. */
function contentOf(sealed: object): Content {
  const content = 'filing' in sealed ? sealed : { filing: { ...emptyFiling('ky'), ...sealed }, identity: null };
  return contentSchema.parse(content);
}

async function keepContent(context: OperationContext, row: DraftRow, content: Content): Promise<void> {
  const key = context.keyRing.unwrapKey(row.id, row.wrappedKey);
  const { language } = content.filing;
  await updateDraft(context.database, { id: row.id, language, sealed: seal(key, row.id, content) });
}

function seal(key: Buffer, id: string, content: Content): Buffer {
  return sealField(key, place(id), JSON.stringify(content));
}

function place(id: string): { table: string; column: string; rowId: string } {
  return { table: 'draft', column: 'sealed', rowId: id };
}
