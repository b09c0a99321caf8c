import type { Request, RequestHandler, Response } from 'express';
import { contestOutcome, readContestable } from '../../../operations/complaints/contest-outcome.ts';
import { readDraft } from '../../../operations/complaints/draft.ts';
import { dayTime, untilDeadline } from '../../../wording/dates.ts';
import { say } from '../../../wording/say.ts';
import { derivationModel } from '../../../web-kit/deadlines/derivation-model.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { caseLink } from '../case/procedure-model.ts';
import type { DraftCookie } from './draft-cookie.ts';
import { stepPath } from './steps.ts';

/** The page before a complaint against an outcome: what is contested, where, until when; the form is filled in with it. */
export function againstPage(kit: PageKit, cookie: DraftCookie): { show: RequestHandler; take: RequestHandler } {
  const asked = (request: Request) => ({
    number: String(request.params['number']),
    commission: String(request.params['commission']),
  });
  return {
    show: async (request, response) => {
      const language = languageOf(response);
      const context = kit.contextOf(response);
      const found = await readContestable(context, asked(request));
      if (!found.ok) return refused(kit, request, response, found.refusal);
      const { page, above } = found.value;
      const { appeal, complaint, pack, now } = page;
      if (appeal === null) throw new HttpProblem(404);
      const due = appeal.deadline.dueAt;
      const token = cookie.read(request);
      const draft = token === undefined ? undefined : await readDraft(context, token);
      kit.show(
        request,
        response,
        'complaints/file/against.njk',
        { title: say(language, 'contest.title'), section: 'file' },
        {
          attacked: caseLink(language, complaint),
          because: say(language, `contest.${appeal.because}`, { moment: dayTime(language, appeal.deadline.baseAt) }),
          above: above.name[language],
          until: due === null || now >= due ? null : untilDeadline(language, due),
          why: derivationModel(language, appeal.deadline, pack, now, { question: say(language, 'case.appeal.why') }),
          hasDraft: draft?.ok === true && draft.value.recordId === null,
          resume: pagePath(language, stepPath('who')),
        },
      );
    },
    take: async (request, response) => {
      const language = languageOf(response);
      const started = await contestOutcome(kit.contextOf(response), { ...asked(request), language });
      if (!started.ok) return refused(kit, request, response, started.refusal);
      cookie.write(response, started.value.token);
      response.redirect(303, pagePath(language, stepPath('who')));
    },
  };
}

function refused(kit: PageKit, request: Request, response: Response, refusal: Parameters<PageKit['refuse']>[2]): void {
  if (refusal.code === 'NOT_FOUND') throw new HttpProblem(404);
  kit.refuse(request, response, refusal);
}
