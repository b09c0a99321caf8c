import type { Request, RequestHandler, Response } from 'express';
import { refusalStatuses } from '../../../domain/refusals.ts';
import type { Outcome } from '../../../domain/refusals.ts';
import { listDraftDocuments, removeDraftDocument } from '../../../operations/documents/list-draft-documents.ts';
import { documentLimit, stageDocument } from '../../../operations/documents/stage-document.ts';
import type { StagedDocument } from '../../../operations/documents/stage-document.ts';
import { bytes } from '../../../wording/figures.ts';
import { sayRefusal } from '../../../wording/refusals.ts';
import { say } from '../../../wording/say.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { filesAtOnce, receiveFiles } from '../../../web-kit/receive-files.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { formToken, isFormToken } from './draft-cookie.ts';
import type { DraftCookie } from './draft-cookie.ts';
import { draftOfRequest, requireFormToken } from './draft-of-request.ts';
import type { OpenDraft } from './draft-of-request.ts';
import { stepModel, stepPath } from './steps.ts';

/** The largest request with files; over it nothing is read. */
const requestLimit = 4 * documentLimit + 1024 * 1024;

/** The step of files: show, take new ones, remove one. */
export function filesStep(
  kit: PageKit,
  cookie: DraftCookie,
): { show: RequestHandler; take: RequestHandler; remove: RequestHandler } {
  return {
    show: async (request, response) => {
      const draft = await draftOfRequest(kit, cookie, request, response);
      if (draft) await render(kit, request, response, draft, [], 200);
    },
    take: async (request, response) => {
      if (Number(request.get('Content-Length') ?? 0) > requestLimit) {
        response.set('Connection', 'close');
        throw new HttpProblem(413);
      }
      const draft = await draftOfRequest(kit, cookie, request, response);
      if (draft) await take(kit, request, response, draft);
    },
    remove: async (request, response) => {
      const draft = await draftOfRequest(kit, cookie, request, response);
      if (!draft) return;
      requireFormToken(request.body, draft);
      const { file } = request.body as { file?: unknown };
      await removeDraftDocument(kit.contextOf(response), draft.id, String(file));
      response.redirect(303, pagePath(languageOf(response), stepPath('files')));
    },
  };
}

async function take(kit: PageKit, request: Request, response: Response, draft: OpenDraft): Promise<void> {
  const context = kit.contextOf(response);
  const language = languageOf(response);
  const received = await receiveFiles(request, {
    isAllowed: (fields) => isFormToken(fields['_csrf'], draft.token),
    store: (name, source) => stageDocument(context, { draftId: draft.id }, name, source),
  });
  if (response.destroyed) return;
  if (received.isWhole && !isFormToken(received.fields['_csrf'], draft.token)) throw new HttpProblem(403);
  const faults: { text: string; status: number }[] = [];
  for (const { name, result } of received.files) {
    const reason = await faultOf(kit, response, draft, result);
    if (reason !== undefined) {
      const status = result.ok ? 422 : refusalStatuses[result.refusal.code];
      faults.push({ text: say(language, 'filing.files.error', { name, reason }), status });
    }
  }
  if (received.isTooMany)
    faults.push({ text: say(language, 'filing.files.too-many', { n: filesAtOnce }), status: 422 });
  if (!received.isWhole && faults.length === 0) {
    faults.push({ text: sayRefusal(language, { code: 'UPLOAD_BROKEN' }), status: 400 });
  }
  const [first] = faults;
  if (first) {
    const errors = faults.map(({ text }) => text);
    return render(kit, request, response, draft, errors, Math.max(...faults.map(({ status }) => status), 400));
  }
  const step = received.fields['next'] === 'continue' ? 'check' : 'files';
  response.redirect(303, pagePath(language, stepPath(step)));
}

/** Why a file is not attached, in words; an empty one is taken out again. */
async function faultOf(
  kit: PageKit,
  response: Response,
  draft: OpenDraft,
  result: Outcome<StagedDocument>,
): Promise<string | undefined> {
  const language = languageOf(response);
  if (!result.ok) return sayRefusal(language, result.refusal);
  if (result.value.bytes > 0) return undefined;
  await removeDraftDocument(kit.contextOf(response), draft.id, result.value.id);
  return say(language, 'filing.files.empty');
}

async function render(
  kit: PageKit,
  request: Request,
  response: Response,
  draft: OpenDraft,
  errors: readonly string[],
  status: number,
): Promise<void> {
  const language = languageOf(response);
  const documents = await listDraftDocuments(kit.contextOf(response), draft.id);
  kit.show(
    request,
    response,
    'complaints/file/files.njk',
    { title: say(language, 'filing.files.heading'), section: 'file', hasErrors: errors.length > 0 },
    {
      ...stepModel(language, 'files'),
      token: formToken(draft.token),
      errors: errors.map((text) => ({ text, href: '#files' })),
      lead: say(language, 'filing.files.lead', { size: bytes(language, documentLimit) }),
      fault: errors[0],
      documents,
      action: pagePath(language, stepPath('files')),
    },
    status,
  );
}
