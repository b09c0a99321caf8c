import type { Request, Response } from 'express';
import { languageOf } from '../../../web-kit/language.ts';
import { readDraft } from '../../../operations/complaints/draft.ts';
import type { Draft } from '../../../operations/complaints/draft.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { isFormToken } from './draft-cookie.ts';
import type { DraftCookie } from './draft-cookie.ts';
import { stepPath } from './steps.ts';

/** A draft that is open in this browser. */
export type OpenDraft = Draft & { token: string };

/**
 * The draft of this browser while it is not filed. Otherwise the answer is already given: without a draft a redirect to
 * the start of the form, with a filed one to its receipt; undefined then.
 */
export async function draftOfRequest(
  kit: PageKit,
  cookie: DraftCookie,
  request: Request,
  response: Response,
): Promise<OpenDraft | undefined> {
  const to = (path: string): void => response.redirect(303, pagePath(languageOf(response), path));
  const token = cookie.read(request);
  const draft = token === undefined ? undefined : await readDraft(kit.contextOf(response), token);
  if (token === undefined || !draft?.ok) return void to(stepPath('start'));
  if (draft.value.recordId !== null) return void to(stepPath('receipt'));
  return { ...draft.value, token };
}

/** Throws 403 unless the form carries the token of its draft. */
export function requireFormToken(body: unknown, draft: OpenDraft): void {
  const given = typeof body === 'object' && body !== null && '_csrf' in body ? body._csrf : undefined;
  if (!isFormToken(given, draft.token)) throw new HttpProblem(403);
}
