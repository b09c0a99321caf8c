import type { Response } from 'express';
import { draftDays, draftLinkPath } from '../../../operations/complaints/resume-draft.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { accountModel } from '../../sign-in/account.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { formToken } from './draft-cookie.ts';
import type { OpenDraft } from './draft-of-request.ts';
import { nextStep, stepBefore, stepModel, stepPath } from './steps.ts';
import type { Step } from './steps.ts';

/** What every step shows around its questions: progress, the token of its form, the draft's link, who is signed in. */
export function stepFrame(kit: PageKit, response: Response, draft: OpenDraft, step: Step) {
  return {
    ...stepModel(languageOf(response), step),
    ...accountModel(kit, response, stepPath(step)),
    token: formToken(draft.token),
    link: draft.recordId === null ? linkModel(kit, response, draft) : null,
  };
}

/** The link that opens this draft, to be kept by the person. */
export function linkModel(kit: PageKit, response: Response, draft: OpenDraft): { address: string; days: number } {
  const path = draftLinkPath(kit.contextOf(response), draft.id);
  return { address: `${kit.deps.publicUrl}${pagePath(languageOf(response), path)}`, days: draftDays };
}

/** Where a step leads by the button that was pressed: on, back, to the page that saves, or to the step itself. */
export function stepAfter(step: Exclude<Step, 'check'>, pressed: string): Parameters<typeof stepPath>[0] {
  if (pressed === 'back') return stepBefore(step);
  if (pressed === 'save') return 'save';
  return pressed === step ? step : nextStep(step);
}
