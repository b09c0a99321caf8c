import type { RequestHandler, Response } from 'express';
import { refuse } from '../domain/refusals.ts';
import type { Outcome } from '../domain/refusals.ts';
import type { StagedDocument } from '../operations/documents/stage-document.ts';
import type { OperationContext } from '../operations/context.ts';
import { mayActOn } from '../operations/records/read-access.ts';
import { readWorkplace } from '../operations/people/read-workplace.ts';
import { HttpProblem } from '../web-kit/http-problem.ts';
import { receiveFiles } from '../web-kit/receive-files.ts';
import type { Received } from '../web-kit/receive-files.ts';
import { isOwnForm, sessionOf } from '../web-kit/sessions/sessions.ts';
import { hasRole, isId } from './answer-visit.ts';
import type { StaffRoute, TakeFile } from './route.ts';
import type { DeskDeps } from './visit.ts';

export type Upload = Received<Outcome<StagedDocument>>;

/** A request longer than this is not read at all. */
const requestLimit = 2 * 1024 * 1024 * 1024;

/** A field beyond this is cut; every field of the desk is refused as too long before that. */
const fieldLimits = { fields: 60, fieldSize: 500_000 };

/**
 * Reads a form with files, before its handler sees its fields as those of any other form. Files are stored only for who
 * is signed in, may send this form and sends it from a page of this session; from anybody else they are thrown away.
 */
export function receiveUpload(route: StaffRoute, takeFile: TakeFile, deps: DeskDeps): RequestHandler {
  return async (request, response, next) => {
    if (!request.is('multipart/form-data')) return next();
    if (Number(request.get('Content-Length') ?? 0) > requestLimit) {
      response.set('Connection', 'close');
      throw new HttpProblem(413);
    }
    const session = sessionOf(response);
    const { context } = deps;
    const person = session?.personId ? await readWorkplace(context, session.personId) : undefined;
    const sender =
      person !== undefined && (await maySend(context, person, route, request.params['id'])) ? person : null;
    let fields: Readonly<Record<string, string>> = {};
    const upload: Upload = await receiveFiles(request, {
      isAllowed: (given) => {
        fields = given;
        return true;
      },
      store: ({ name }, source) => {
        const isOwn = session !== undefined && isOwnForm(session, fields['_csrf']);
        if (!isOwn || sender === null) return Promise.resolve(refuse('NOT_ALLOWED'));
        return takeFile({ context, actor: sender.actor }, fields, name, source);
      },
      fieldLimits,
    });
    if (response.destroyed) return;
    request.body = { ...upload.fields };
    response.locals['upload'] = upload;
    next();
  };
}

/** Whether somebody's role and, where the form is about a record, their commission let them send it. */
async function maySend(
  context: OperationContext,
  { actor, workplace }: Awaited<ReturnType<typeof readWorkplace>>,
  { permission: rule }: StaffRoute,
  recordId: unknown,
): Promise<boolean> {
  if (workplace === null || !hasRole(actor, rule)) return false;
  return typeof recordId !== 'string' || (isId(recordId) && (await mayActOn(context, actor, { rule, recordId })));
}

/** What was uploaded with the form; nothing when it came without files. */
export function uploadOf(response: Response): Upload {
  const none: Upload = { fields: {}, files: [], isWhole: true, isTooMany: false };
  return (response.locals['upload'] as Upload | undefined) ?? none;
}
