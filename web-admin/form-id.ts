import { randomUUID } from 'node:crypto';
import type { Refusal, RefusalCode } from '../domain/refusals.ts';
import { moveDeskFormDocuments } from '../operations/documents/desk-form-documents.ts';
import { say } from '../wording/say.ts';
import { isFormId } from './form-files.ts';
import { typed } from './read-form.ts';
import type { PageAnswer, StaffVisit } from './visit.ts';

const usedCodes: ReadonlySet<RefusalCode> = new Set(['FORM_ALREADY_USED', 'FORM_ALREADY_FILED', 'RECORD_EXISTS']);

/** Whether a form was refused because its id belongs to something that was saved before. */
export function isUsed(refusal: Refusal['refusal'] | undefined): boolean {
  return refusal !== undefined && usedCodes.has(refusal.code);
}

/**
 * The id that a form carries: the one that it was sent with, so that two clicks are one, or a new one for a new form and for
 * one whose id was used, so that what was typed can be sent as a new one.
 */
export function formIdOf(visit: StaffVisit, name: string, refusal?: Refusal['refusal']): string {
  const sent = typed(visit, name);
  return isFormId(sent) && !isUsed(refusal) ? sent : randomUUID();
}

/** The visit with a form id that can be sent: a used one gives way to a new one, and the files that came with it go along. */
export async function withFreeForm(visit: StaffVisit, refusal: Refusal['refusal']): Promise<StaffVisit> {
  if (!isUsed(refusal)) return visit;
  const { context, actor } = visit;
  const form = randomUUID();
  await moveDeskFormDocuments(context, actor, { from: typed(visit, 'form'), to: form });
  return { ...visit, form: { ...visit.form, form } };
}

/** A refused form as its page says it; one whose id was used leads to what was saved with it. */
export function refusedForm(
  { language }: StaffVisit,
  refusal: Refusal['refusal'] | undefined,
  saved: string,
): Pick<PageAnswer, 'refusal' | 'refusalLink'> {
  if (refusal === undefined) return {};
  if (refusal.code !== 'FORM_ALREADY_USED') return { refusal };
  return { refusal, refusalLink: { text: say(language, 'desk.saved-before'), href: saved } };
}
