import type { Request, RequestHandler } from 'express';
import { countComplaints } from '../../../operations/complaints/count-complaints.ts';
import { listComplaints, registerQuerySchema } from '../../../operations/complaints/list-complaints.ts';
import type { RegisterQuery } from '../../../operations/complaints/list-complaints.ts';
import { listCommissions } from '../../../operations/complaints/preview-filing.ts';
import { presentLaw } from '../../../operations/law/find-pack.ts';
import { refusalStatuses } from '../../../domain/refusals.ts';
import { say } from '../../../wording/say.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { languageOf } from '../../../web-kit/language.ts';
import type { PageKit } from '../../page-kit.ts';
import { registerModel } from './register-model.ts';

/** The register of complaints: what is found, filters that work as a GET form, a page by key. */
export function registerPage(kit: PageKit): RequestHandler {
  return async (request, response) => {
    const query = readQuery(request.query);
    const language = languageOf(response);
    const context = kit.contextOf(response);
    const [page, figures, commissions, law] = await Promise.all([
      listComplaints(context, query),
      countComplaints(context),
      listCommissions(context),
      presentLaw(context),
    ]);
    kit.show(
      request,
      response,
      'complaints/register/register.njk',
      { title: say(language, 'register.title'), section: 'complaints' },
      registerModel(language, query, page, figures, commissions, law),
      page.ok ? 200 : refusalStatuses[page.refusal.code],
    );
  };
}

/** The filter in an address; what a form sends empty counts as not asked. Throws 400 for words it does not know. */
export function readQuery(query: Request['query']): RegisterQuery {
  const one = (name: string): Record<string, unknown> => (query[name] ? { [name]: query[name] } : {});
  const many = (name: string): unknown[] => [query[name] ?? []].flat().filter((value) => value !== '');
  const parsed = registerQuerySchema.safeParse({
    status: many('status'),
    kind: many('kind'),
    outcome: many('outcome'),
    respondent: many('respondent'),
    ...one('term'),
    ...one('territory'),
    ...one('commission'),
    ...one('from'),
    ...one('to'),
    ...one('q'),
    ...one('order'),
    ...one('after'),
  });
  if (!parsed.success) throw new HttpProblem(400, parsed.error);
  return parsed.data;
}
