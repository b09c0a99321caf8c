import type { RequestHandler } from 'express';
import { readDraft } from '../../../operations/complaints/draft.ts';
import { isLiveDraftLink, resumeDraft } from '../../../operations/complaints/resume-draft.ts';
import { say } from '../../../wording/say.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { formToken, isFormToken, linkCookie } from './draft-cookie.ts';
import type { DraftCookie } from './draft-cookie.ts';
import { stepPath } from './steps.ts';

/**
 * Takes the link out of the address at once: it goes into a cookie for ten minutes, and the browser to a page whose
 * address tells nothing. Nothing is opened yet, so that a program that looks at links does no harm.
 */
export function receiveLink(kit: PageKit): RequestHandler {
  const link = linkCookie(kit.deps.publicUrl);
  return (request, response) => {
    const { link: token } = request.params;
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    link.write(response, String(token));
    response.redirect(303, pagePath(languageOf(response), stepPath('resume')));
  };
}

/** The page that asks before a draft opens in this browser, and the exchange of the link for the browser's own token. */
export function resumePage(kit: PageKit, cookie: DraftCookie): { show: RequestHandler; take: RequestHandler } {
  const link = linkCookie(kit.deps.publicUrl);
  return {
    show: async (request, response) => {
      const language = languageOf(response);
      const context = kit.contextOf(response);
      const token = link.read(request);
      const isLive = token !== undefined && (await isLiveDraftLink(context, token));
      const own = cookie.read(request);
      const other = own === undefined ? undefined : await readDraft(context, own);
      kit.show(
        request,
        response,
        'complaints/file/resume.njk',
        { title: say(language, 'draft-link.resume-title'), section: 'file' },
        {
          isLive,
          token: token === undefined ? '' : formToken(token),
          hasOther: other?.ok === true && other.value.recordId === null,
          start: pagePath(language, stepPath('start')),
        },
        isLive ? 200 : 404,
      );
    },
    take: async (request, response) => {
      const language = languageOf(response);
      const token = link.read(request);
      const { _csrf: given } = request.body as { _csrf?: unknown };
      if (token !== undefined && !isFormToken(given, token)) throw new HttpProblem(403);
      const resumed = token === undefined ? undefined : await resumeDraft(kit.contextOf(response), token);
      if (!resumed?.ok) return response.redirect(303, pagePath(language, stepPath('resume')));
      link.clear(response);
      cookie.write(response, resumed.value.token);
      response.redirect(303, pagePath(language, stepPath('check')));
    },
  };
}
