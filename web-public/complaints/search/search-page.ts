import type { RequestHandler } from 'express';
import { findComplaint } from '../../../operations/complaints/find-complaint.ts';
import { complaintPath } from '../../../operations/complaints/public-complaint.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';

/** Finds a complaint by its number in whichever way it is written, and goes to its page. */
export function searchPage(kit: PageKit): RequestHandler {
  return async (request, response) => {
    const language = languageOf(response);
    const { number } = request.query;
    const written = typeof number === 'string' ? number.trim().slice(0, 60) : '';
    const found = written === '' ? undefined : await findComplaint(kit.contextOf(response), written);
    if (found?.ok) {
      const [first, ...others] = found.value.found;
      const path = others.length > 0 ? `/complaints/${found.value.number}` : complaintPath(first);
      return response.redirect(303, pagePath(language, path));
    }
    kit.show(
      request,
      response,
      'complaints/search/search.njk',
      {
        title: say(language, 'portal.search.title'),
        section: 'complaints',
        crumbs: [{ text: say(language, 'register.title'), href: pagePath(language, '/complaints') }],
      },
      { written, here: pagePath(language, '/search') },
      written === '' ? 200 : 404,
    );
  };
}
