import type { Request, RequestHandler, Response } from 'express';
import { askForDraftLink } from '../../../operations/complaints/mail-draft-link.ts';
import { sayRefusal } from '../../../wording/refusals.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { accountModel } from '../../sign-in/account.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { formToken } from './draft-cookie.ts';
import type { DraftCookie } from './draft-cookie.ts';
import { draftOfRequest, requireFormToken } from './draft-of-request.ts';
import type { OpenDraft } from './draft-of-request.ts';
import { linkModel } from './step-frame.ts';
import { stepPath } from './steps.ts';

/** The page that says where the draft can be continued, and sends its link by mail to whoever asks for it. */
export function savePage(kit: PageKit, cookie: DraftCookie): { show: RequestHandler; take: RequestHandler } {
  return {
    show: async (request, response) => {
      const draft = await draftOfRequest(kit, cookie, request, response);
      if (!draft) return;
      cookie.write(response, draft.token);
      render(kit, request, response, draft, { address: draft.filing.email, isSent: request.query['sent'] === '1' });
    },
    take: async (request, response) => {
      const draft = await draftOfRequest(kit, cookie, request, response);
      if (!draft) return;
      requireFormToken(request.body, draft);
      const language = languageOf(response);
      const { email } = request.body as { email?: unknown };
      const address = typeof email === 'string' ? email : '';
      const asked = await askForDraftLink(kit.contextOf(response), draft.token, { address, language });
      if (asked.ok) return response.redirect(303, `${pagePath(language, stepPath('save'))}?sent=1`);
      const isAddress = asked.refusal.code === 'INPUT_INVALID';
      const error = isAddress ? say(language, 'filing.error.email') : sayRefusal(language, asked.refusal);
      render(kit, request, response, draft, { address, error, status: isAddress ? 422 : 429 });
    },
  };
}

type Shown = { address: string; isSent?: boolean; error?: string; status?: number };

function render(
  kit: PageKit,
  request: Request,
  response: Response,
  draft: OpenDraft,
  { address, isSent = false, error, status = 200 }: Shown,
): void {
  const language = languageOf(response);
  kit.show(
    request,
    response,
    'complaints/file/save.njk',
    { title: say(language, 'draft-link.title'), section: 'file', hasErrors: error !== undefined },
    {
      ...accountModel(kit, response, stepPath('save')),
      token: formToken(draft.token),
      link: linkModel(kit, response, draft),
      back: pagePath(language, stepPath('who')),
      isSent,
      errors: error === undefined ? [] : [{ text: error, href: '#email' }],
      email: {
        name: 'email',
        type: 'email',
        autocomplete: 'email',
        label: say(language, 'draft-link.address'),
        value: address,
        ...(error === undefined ? {} : { error }),
      },
    },
    status,
  );
}
