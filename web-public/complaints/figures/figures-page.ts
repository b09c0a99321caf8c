import type { RequestHandler } from 'express';
import { readFigures } from '../../../operations/complaints/read-figures.ts';
import { say } from '../../../wording/say.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { writeCsv } from '../../../web-kit/write-csv.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { readQuery } from '../register/register-page.ts';
import { figureCharts, figureRows, numberHeads } from '../../../operations/complaints/figure-rows.ts';
import { figuresModel, rowName } from './figures-model.ts';

/** The figures of a selection of the register: the same filter in the address. */
export function figuresPage(kit: PageKit): RequestHandler {
  return async (request, response) => {
    const language = languageOf(response);
    const query = { ...readQuery(request.query), order: 'newest', after: undefined } as const;
    const figures = await readFigures(kit.contextOf(response), query);
    const register = { text: say(language, 'register.title'), href: pagePath(language, '/complaints') };
    kit.show(
      request,
      response,
      'complaints/figures/figures.njk',
      { title: say(language, 'figures.title'), section: 'complaints', crumbs: [register] },
      figuresModel(language, query, figures),
    );
  };
}

/** The table of one chart as a file; days one by one. Answers 503 where counting took longer than a second. */
export function figuresCsv(kit: PageKit): RequestHandler {
  return async (request, response) => {
    const language = languageOf(response);
    const chart = figureCharts.find((one) => one === request.params['chart']);
    if (chart === undefined) throw new HttpProblem(404);
    const query = { ...readQuery(request.query), order: 'newest', after: undefined } as const;
    const rows = figureRows(await readFigures(kit.contextOf(response), query), chart);
    if (rows === null) throw new HttpProblem(503);
    const heads = ['code', 'name', ...numberHeads[chart]].map((head) => say(language, `figures.head.${head}`));
    response
      .set('Content-Disposition', `attachment; filename="${chart}.csv"`)
      .type('text/csv; charset=utf-8')
      .send(writeCsv([heads, ...rows.map(({ code, numbers }) => [code, rowName(language, chart, code), ...numbers])]));
  };
}
