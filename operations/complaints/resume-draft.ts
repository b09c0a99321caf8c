import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { draftDays, insertDraftAccess, readDraftByLink } from '../../persistence/complaints/drafts.ts';
import type { OperationContext } from '../context.ts';
import { hashOfToken, identifyDraft, newDraftToken, openDraft } from './draft.ts';

export { draftDays };

/** Where the link of a draft leads, below the language. It is made anew each time and stands nowhere. */
export function draftLinkPath({ keyRing }: OperationContext, draftId: string): string {
  return `/complaints/resume/${keyRing.draftLink(draftId)}`;
}

/** Whether a link still opens a draft. Changes nothing, so that whoever previews a link does no harm. */
export async function isLiveDraftLink(context: OperationContext, link: string): Promise<boolean> {
  return (await readDraftByLink(context.database, hashOfToken(link))) !== undefined;
}

/**
 * Exchanges a link for a token of its own for this browser. A sign-in is not carried along: who holds a link is not
 * thereby the person. The link works until the draft is filed or 7 days untouched. Refuses DRAFT_UNKNOWN.
 */
export async function resumeDraft(context: OperationContext, link: string): Promise<Outcome<{ token: string }>> {
  const row = await readDraftByLink(context.database, hashOfToken(link));
  if (!row) return refuse('DRAFT_UNKNOWN');
  const token = newDraftToken();
  await insertDraftAccess(context.database, { tokenHash: hashOfToken(token), draftId: row.id, kind: 'browser' });
  if (openDraft(context, row).identity !== null) await identifyDraft(context, token, null);
  return granted({ token });
}
