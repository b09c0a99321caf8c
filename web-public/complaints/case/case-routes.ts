import { Router } from 'express';
import type { Request, Response } from 'express';
import { findComplaint } from '../../../operations/complaints/find-complaint.ts';
import { complaintPath } from '../../../operations/complaints/public-complaint.ts';
import type { PublicComplaint } from '../../../operations/complaints/public-complaint.ts';
import { readComplaint } from '../../../operations/complaints/read-complaint.ts';
import { printPublication } from '../../../operations/decisions/print-decision.ts';
import { refusalStatuses } from '../../../domain/refusals.ts';

import { say } from '../../../wording/say.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { limitRequests } from '../../../web-kit/rate-limit.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageFrame, PageKit } from '../../page-kit.ts';
import { caseModel } from './case-model.ts';
import { structuredData } from './structured-data.ts';
import { followCase, showFollow } from '../follow/follow-case.ts';
import { codeRefusalText } from '../own/code-page.ts';
import { ownRoutes } from '../own/own-routes.ts';

const hour = 3_600_000;

/** The page of a complaint, the choice between equal numbers, and the private part by code. */
export function caseRoutes(kit: PageKit): Router {
  const router = Router({ mergeParams: true });
  const paths = ['/:number', '/:commission/:number'];
  const own = ownRoutes(
    kit,
    paths,
    (request, response, tail) => resolve(kit, request, response, tail),
    (request, response, found, refusal) => {
      const fault = { text: codeRefusalText(languageOf(response), refusal), status: refusalStatuses[refusal.code] };
      return showCase(kit, request, response, found, fault);
    },
  );
  router.use(own);
  const limitFollow = limitRequests({ windowMs: hour, limit: kit.deps.followLimit ?? 20 });
  for (const path of paths) {
    router.get(path, async (request, response) => {
      const found = await resolve(kit, request, response, '');
      if (found) await showCase(kit, request, response, found, undefined);
    });
    router.get(`${path}/follow`, async (request, response) => {
      const found = await resolve(kit, request, response, '/follow');
      if (found) showFollow(kit, request, response, found);
    });
    router.post(`${path}/follow`, limitFollow, async (request, response) => {
      const found = await resolve(kit, request, response, '/follow');
      if (found) await followCase(kit, request, response, found);
    });
    router.get(`${path}/decision.pdf`, async (request, response) => {
      const found = await resolve(kit, request, response, '/decision.pdf');
      if (found) await sendDecision(kit, response, found);
    });
  }
  return router;
}

type Found = { complaint: PublicComplaint; path: string };

/** The complaint an address means. Otherwise the answer is given: a redirect to its one address, or a choice. */
async function resolve(kit: PageKit, request: Request, response: Response, tail: string): Promise<Found | undefined> {
  const { number = '', commission } = request.params as { number?: string; commission?: string };
  const language = languageOf(response);
  const outcome = await findComplaint(kit.contextOf(response), number);
  if (!outcome.ok) throw new HttpProblem(404);
  const { found } = outcome.value;
  const isAmbiguous = found.length > 1;
  const chosen = commission === undefined ? found[0] : found.find((each) => each.commission.key === commission);
  if (!chosen) throw new HttpProblem(404);
  if (isAmbiguous && commission === undefined) return void showChoice(kit, request, response, outcome.value);
  const path = isAmbiguous ? keyedPath(chosen) : complaintPath(chosen);
  const address = pagePath(language, path);
  if (decodeURI(request.baseUrl + request.path) !== address + tail) {
    response.redirect(request.method === 'GET' ? 301 : 307, address + tail);
    return undefined;
  }
  return { complaint: chosen, path };
}

function showChoice(
  kit: PageKit,
  request: Request,
  response: Response,
  { number, found }: { number: string; found: readonly PublicComplaint[] },
): void {
  const language = languageOf(response);
  kit.show(
    request,
    response,
    'complaints/case/choose.njk',
    framed(response, say(language, 'case.choose.title', { number })),
    {
      choices: found.map((each) => ({
        text: each.commission.name[language],
        note: say(language, `complaints.kind.${each.kind}`),
        href: pagePath(language, keyedPath(each)),
      })),
    },
  );
}

async function showCase(
  kit: PageKit,
  request: Request,
  response: Response,
  { complaint, path }: Found,
  fault: { text: string; status: number } | undefined,
): Promise<void> {
  const language = languageOf(response);
  const read = await readComplaint(kit.contextOf(response), complaint.id);
  if (!read.ok) throw new HttpProblem(404);
  const hasErrors = fault !== undefined;
  const address = kit.deps.publicUrl + pagePath(language, path);
  const structured = structuredData(language, read.value, {
    address,
    name: complaint.number,
    pdf: `${address}/decision.pdf`,
  });
  kit.show(
    request,
    response,
    'complaints/case/case.njk',
    { ...framed(response, complaint.number), hasErrors, path },
    {
      ...caseModel(language, read.value, pagePath(language, path)),
      structured,
      ...(fault ? { codeError: fault.text } : {}),
    },
    fault?.status ?? 200,
  );
}

/** The published decision as a file, in the language of its text. */
async function sendDecision(kit: PageKit, response: Response, { complaint, path }: Found): Promise<void> {
  const read = await readComplaint(kit.contextOf(response), complaint.id);
  const publication = read.ok ? read.value.publication : null;
  if (publication === null) throw new HttpProblem(404);
  const address = `${kit.deps.publicUrl}${pagePath(publication.language, path)}`;
  const pdf = await printPublication(publication, { complaint, address });
  response.type('application/pdf').set('Content-Disposition', `inline; filename="${publication.number}.pdf"`).send(pdf);
}

function framed(response: Response, title: string): PageFrame {
  const language = languageOf(response);
  const register = { text: say(language, 'register.title'), href: pagePath(language, '/complaints') };
  return { title, section: 'complaints', crumbs: [register] };
}

function keyedPath({ number, commission }: PublicComplaint): string {
  return `/complaints/${commission.key}/${number}`;
}
