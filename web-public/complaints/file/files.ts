import type { Request, RequestHandler, Response } from 'express';
import { refusalStatuses } from '../../../domain/refusals.ts';
import type { Outcome } from '../../../domain/refusals.ts';
import { mediaFamily } from '../../../domain/documents/media-types.ts';
import type { Language } from '../../../domain/language.ts';
import { listDraftDocuments, removeDraftDocument } from '../../../operations/documents/list-draft-documents.ts';
import type { DraftDocument } from '../../../operations/documents/list-draft-documents.ts';
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
import { isFormToken } from './draft-cookie.ts';
import type { DraftCookie } from './draft-cookie.ts';
import { draftOfRequest, requireFormToken, sentAfterFiling } from './draft-of-request.ts';
import type { OpenDraft } from './draft-of-request.ts';
import { stepAfter, stepFrame } from './step-frame.ts';
import { stepPath } from './steps.ts';

/** What a chooser of files offers first; everything else is taken too. With pictures and films a phone offers its camera. */
const documentTypes = '.pdf,.docx,application/pdf';
const accept = {
  files: `image/*,video/*,audio/*,.heic,.m4a,.3gp,.amr,.ogg,${documentTypes}`,
  authority: `image/*,.heic,${documentTypes}`,
};

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
      const draft = await draftOfRequest(kit, cookie, request, response, sentAfterFiling);
      if (draft) await take(kit, cookie, request, response, draft);
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

async function take(
  kit: PageKit,
  cookie: DraftCookie,
  request: Request,
  response: Response,
  draft: OpenDraft,
): Promise<void> {
  const context = kit.contextOf(response);
  const language = languageOf(response);
  const received = await receiveFiles(request, {
    isAllowed: (fields) => isFormToken(fields['_csrf'], draft.token),
    store: ({ field, name }, source) =>
      stageDocument(context, { draftId: draft.id }, name, source, {
        purpose: field === 'authority' ? 'authority' : 'evidence',
      }),
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
  cookie.write(response, draft.token);
  response.redirect(303, pagePath(language, stepPath(stepAfter('files', received.fields['next'] ?? 'files'))));
}

function kindOf(language: Language, { mediaType, purpose }: DraftDocument) {
  const family = mediaFamily(mediaType) ?? 'unknown';
  return {
    kind: say(language, `filing.files.family.${family}`),
    isKnown: family !== 'unknown',
    isAuthority: purpose === 'authority',
  };
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
      ...stepFrame(kit, response, draft, 'files'),
      errors: errors.map((text) => ({ text, href: '#files' })),
      lead: say(language, 'filing.files.lead', { size: bytes(language, documentLimit) }),
      fault: errors[0],
      documents: documents.map((document) => ({ ...document, ...kindOf(language, document) })),
      isRepresentative: draft.filing.complainantKind === 'representative',
      accept,
      action: pagePath(language, stepPath('files')),
    },
    status,
  );
}
