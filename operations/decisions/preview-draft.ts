import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import { openForReading } from '../records/read-access.ts';
import { hashOfText, unfinishedTextSchema } from './decision-text.ts';
import { printDraft } from './print-decision.ts';

/**
 * The draft as PDF as it is being written, saved or not: every page says that it is a draft. Nothing is kept but the look.
 * Parts may be missing; refuses NOT_FOUND for another commission's case.
 */
export async function previewDraft(
  context: OperationContext,
  actor: Actor,
  request: { complaintId: string; text: unknown },
): Promise<Outcome<{ pdf: Buffer }>> {
  const opened = await openForReading(context, actor, {
    recordId: request.complaintId,
    subject: 'complaint',
    action: 'decision.previewDraft',
  });
  if (!opened.ok) return opened;
  const text = unfinishedTextSchema.safeParse(request.text);
  if (!text.success) return refuse('INPUT_INVALID', { field: String(text.error.issues[0]?.path[0] ?? '') });
  const { commission, at } = opened.value;
  const names = { ky: commission.nameKy, ru: commission.nameRu, en: commission.nameEn };
  const title = text.data.title === '' ? '…' : text.data.title;
  return granted({
    pdf: await printDraft({ ...text.data, title }, { commission: names, at: at.legal, hash: hashOfText(text.data) }),
  });
}
