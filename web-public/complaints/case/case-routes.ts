import { Router } from 'express';
import type { Request, Response } from 'express';
import { findComplaint } from '../../../operations/complaints/find-complaint.ts';
import { openComplaintWithCode } from '../../../operations/complaints/open-complaint-with-code.ts';
import { complaintPath } from '../../../operations/complaints/public-complaint.ts';
import type { PublicComplaint } from '../../../operations/complaints/public-complaint.ts';
import { readComplaint } from '../../../operations/complaints/read-complaint.ts';
import { printPublication } from '../../../operations/decisions/print-decision.ts';
import { createFileLink } from '../../../operations/documents/create-file-link.ts';
import { refusalStatuses } from '../../../domain/refusals.ts';
import { sayRefusal } from '../../../wording/refusals.ts';
import { say } from '../../../wording/say.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageFrame, PageKit } from '../../page-kit.ts';
import { caseModel } from './case-model.ts';
import { privateModel } from './private-model.ts';

/** The page of a complaint, the choice between equal numbers, and the private part by code. */
export function caseRoutes(kit: PageKit): Router {
  const router = Router({ mergeParams: true });
  for (const path of ['/:number', '/:commission/:number']) {
    router.get(path, async (request, response) => {
      const found = await resolve(kit, request, response, '');
      if (found) await showCase(kit, request, response, found, undefined);
    });
    router.get(`${path}/decision.pdf`, async (request, response) => {
      const found = await resolve(kit, request, response, '/decision.pdf');
      if (found) await sendDecision(kit, response, found);
    });
    router.post(`${path}/open`, async (request, response) => {
      const found = await resolve(kit, request, response, '/open');
      if (found) await openCase(kit, request, response, found);
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
  kit.show(
    request,
    response,
    'complaints/case/case.njk',
    { ...framed(response, complaint.number), hasErrors, path },
    { ...caseModel(language, read.value, pagePath(language, path)), ...(fault ? { codeError: fault.text } : {}) },
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

async function openCase(kit: PageKit, request: Request, response: Response, found: Found): Promise<void> {
  const context = kit.contextOf(response);
  const language = languageOf(response);
  const { complaint, path } = found;
  const { code } = (request.body ?? {}) as { code?: unknown };
  response.set('Cache-Control', 'no-store');
  const opened = await openComplaintWithCode(context, {
    recordId: complaint.id,
    code: typeof code === 'string' ? code : '',
    address: request.ip ?? '',
  });
  if (!opened.ok) {
    const text = sayRefusal(language, opened.refusal);
    return showCase(kit, request, response, found, { text, status: refusalStatuses[opened.refusal.code] });
  }
  const files = await Promise.all(
    opened.value.documents.map(async (document) => ({
      ...document,
      href:
        kit.deps.filesUrl +
        (await createFileLink(context, { documentId: document.id, personId: null, form: 'original' })),
    })),
  );
  kit.show(
    request,
    response,
    'complaints/case/private.njk',
    { ...framed(response, say(language, 'case.private.title')), path },
    privateModel(language, complaint, opened.value, files, pagePath(language, path)),
  );
}

function framed(response: Response, title: string): PageFrame {
  const language = languageOf(response);
  const register = { text: say(language, 'register.title'), href: pagePath(language, '/complaints') };
  return { title, section: 'complaints', crumbs: [register] };
}

function keyedPath({ number, commission }: PublicComplaint): string {
  return `/complaints/${commission.key}/${number}`;
}
