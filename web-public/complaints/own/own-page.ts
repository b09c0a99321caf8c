import type { Request, Response } from 'express';
import { createFileLink } from '../../../operations/documents/create-file-link.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { privateModel } from '../case/private-model.ts';
import { ownModel } from './own-model.ts';
import { ownFrame, ownPath } from './own-route.ts';
import type { OwnVisit } from './own-route.ts';

/** The private side: what has to be done, what can be done, hearings, papers, and what was filed. */
export async function showOwnCase(kit: PageKit, request: Request, response: Response, visit: OwnVisit): Promise<void> {
  const language = languageOf(response);
  const { complaint, opened, path, session } = visit;
  const context = kit.contextOf(response);
  const files = await Promise.all(
    opened.side.documents.map(async (document) => ({
      ...document,
      href:
        kit.deps.filesUrl +
        (await createFileLink(context, { documentId: document.id, personId: null, form: 'original' })),
    })),
  );
  kit.show(
    request,
    response,
    'complaints/own/own.njk',
    ownFrame(response, visit, say(language, 'case.private.title'), false),
    {
      ...privateModel(language, complaint, opened.side, files, pagePath(language, path)),
      ...ownModel(language, opened, ownPath(response, visit)),
      token: session.csrf,
      closePath: ownPath(response, visit, 'close'),
      proofPath: ownPath(response, visit, 'proof'),
    },
  );
}
