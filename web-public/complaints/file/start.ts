import type { RequestHandler } from 'express';
import { identifyDraft, readDraft, startDraft } from '../../../operations/complaints/draft.ts';
import { termOfFiling } from '../../../operations/complaints/preview-filing.ts';
import { termInWords } from '../../../wording/law-references.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { accountModel, identityOf } from '../../sign-in/account.ts';
import type { DraftCookie } from './draft-cookie.ts';
import { lostDraft } from './draft-of-request.ts';
import { stepPath } from './steps.ts';

/** The page before the form: what is needed, the term, a draft to go on with. */
export function startPage(kit: PageKit, cookie: DraftCookie): { show: RequestHandler; take: RequestHandler } {
  return {
    show: async (request, response) => {
      const language = languageOf(response);
      const context = kit.contextOf(response);
      const token = cookie.read(request);
      const draft = token === undefined ? undefined : await readDraft(context, token);
      const known = draft?.ok === true ? (draft.value.recordId === null ? 'open' : 'filed') : null;
      const { rule } = await termOfFiling(context);
      const term = termInWords(language, rule.term);
      kit.show(
        request,
        response,
        'complaints/file/start.njk',
        { title: say(language, 'filing.title'), section: 'file' },
        {
          term: say(language, 'filing.start.term', { term }),
          known,
          isLost: known === null && lostDraft in request.query,
          resume: pagePath(language, stepPath('who')),
          receipt: pagePath(language, stepPath('receipt')),
          ...accountModel(kit, response, stepPath('start')),
        },
      );
    },
    take: async (_request, response) => {
      const language = languageOf(response);
      const context = kit.contextOf(response);
      const { token } = await startDraft(context, language);
      const identity = identityOf(response);
      if (identity !== null) await identifyDraft(context, token, identity);
      cookie.write(response, token);
      response.redirect(303, pagePath(language, stepPath('who')));
    },
  };
}
