import type { Request, RequestHandler, Response } from 'express';
import { filingOfDraft } from '../../../operations/complaints/draft.ts';
import { fileDraft } from '../../../operations/complaints/file-draft.ts';
import { previewFiling } from '../../../operations/complaints/preview-filing.ts';
import { listDraftDocuments } from '../../../operations/documents/list-draft-documents.ts';
import { sayRefusal } from '../../../wording/refusals.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { checkModel } from './check-model.ts';
import type { DraftCookie } from './draft-cookie.ts';
import { draftOfRequest, requireFormToken } from './draft-of-request.ts';
import type { OpenDraft } from './draft-of-request.ts';
import { stepFrame } from './step-frame.ts';
import { stepPath } from './steps.ts';

/** The last step: everything at a glance, both terms, and the filing itself. */
export function checkStep(kit: PageKit, cookie: DraftCookie): { show: RequestHandler; take: RequestHandler } {
  return {
    show: async (request, response) => {
      const draft = await draftOfRequest(kit, cookie, request, response);
      if (draft) await render(kit, request, response, draft, []);
    },
    take: async (request, response) => {
      const draft = await draftOfRequest(kit, cookie, request, response);
      if (!draft) return;
      requireFormToken(request.body, draft);
      const filed = await fileDraft(kit.contextOf(response), draft.token);
      const language = languageOf(response);
      if (filed.ok) return response.redirect(303, pagePath(language, stepPath('receipt')));
      if (filed.refusal.code !== 'NOTHING_FILED') return kit.refuse(request, response, filed.refusal);
      const text = sayRefusal(language, filed.refusal);
      await render(kit, request, response, draft, [
        { text, href: `${pagePath(language, stepPath('what'))}#statement` },
      ]);
    },
  };
}

async function render(
  kit: PageKit,
  request: Request,
  response: Response,
  draft: OpenDraft,
  errors: readonly { text: string; href: string }[],
): Promise<void> {
  const context = kit.contextOf(response);
  const language = languageOf(response);
  const documents = await listDraftDocuments(context, draft.id);
  const preview = await previewFiling(context, filingOfDraft(draft), documents);
  kit.show(
    request,
    response,
    'complaints/file/check.njk',
    { title: say(language, 'filing.check.heading'), section: 'file', hasErrors: errors.length > 0 },
    {
      ...stepFrame(kit, response, draft, 'check'),
      errors,
      back: pagePath(language, stepPath('files')),
      save: pagePath(language, stepPath('save')),
      ...checkModel(language, draft, documents, preview),
    },
    errors.length > 0 ? 422 : 200,
  );
}
