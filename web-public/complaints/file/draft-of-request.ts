import type { Request, Response } from 'express';
import { languageOf } from '../../../web-kit/language.ts';
import { readDraft, startDraft } from '../../../operations/complaints/draft.ts';
import type { Draft } from '../../../operations/complaints/draft.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { isFormToken } from './draft-cookie.ts';
import type { DraftCookie } from './draft-cookie.ts';
import { stepPath } from './steps.ts';

/** In the address of the start page: a step was asked for, and this browser has no draft for it. */
export const lostDraft = 'lost';

/** In the address of the receipt: something was sent after the filing, and it is not in the complaint. */
export const sentAfterFiling = 'after';

/** A draft that is open in this browser. */
export type OpenDraft = Draft & { token: string };

/**
 * The draft of this browser while it is not filed. Otherwise the answer is already given: without a draft a redirect to
 * the start of the form, with a filed one to its receipt; undefined then. `late` says to the receipt that something came
 * with the request that a filed complaint does not take.
 */
export async function draftOfRequest(
  kit: PageKit,
  cookie: DraftCookie,
  request: Request,
  response: Response,
  late?: typeof sentAfterFiling,
): Promise<OpenDraft | undefined> {
  const to = (path: string): void => response.redirect(303, pagePath(languageOf(response), path));
  const token = cookie.read(request);
  const draft = token === undefined ? undefined : await readDraft(kit.contextOf(response), token);
  if (token === undefined || !draft?.ok) return void to(`${stepPath('start')}?${lostDraft}`);
  if (draft.value.recordId !== null) return void to(`${stepPath('receipt')}${late === undefined ? '' : `?${late}`}`);
  return { ...draft.value, token };
}

/**
 * The draft of a step that was typed into: when it is gone or the browser lost it, what was typed is not lost with it,
 * there is a new draft then. A filed one stays until the person asks for another (`isAnother`), so that the receipt is
 * not lost either. Where a form comes from was looked at before (`sameOriginOnly`).
 */
export async function draftForTyping(
  kit: PageKit,
  cookie: DraftCookie,
  request: Request,
  response: Response,
  isAnother: boolean,
): Promise<(OpenDraft & { isNew: boolean }) | undefined> {
  const context = kit.contextOf(response);
  const token = cookie.read(request);
  const known = token === undefined ? undefined : await readDraft(context, token);
  const isFiled = known?.ok === true && known.value.recordId !== null;
  if (token !== undefined && known?.ok === true && !(isFiled && isAnother))
    return { ...known.value, token, isNew: false };
  const started = await startDraft(context, languageOf(response));
  const draft = await readDraft(context, started.token);
  return draft.ok ? { ...draft.value, token: started.token, isNew: true } : undefined;
}

/** Whether a form carries the token of this draft. */
export function isOwnForm(body: unknown, draft: OpenDraft): boolean {
  const given = typeof body === 'object' && body !== null && '_csrf' in body ? body._csrf : undefined;
  return isFormToken(given, draft.token);
}

/** Throws 403 unless the form carries the token of its draft. */
export function requireFormToken(body: unknown, draft: OpenDraft): void {
  if (!isOwnForm(body, draft)) throw new HttpProblem(403);
}
