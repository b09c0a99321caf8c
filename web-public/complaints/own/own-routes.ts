import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { ownActs } from '../../../operations/complaints/act-on-own-case.ts';
import type { OwnAct } from '../../../operations/complaints/act-on-own-case.ts';
import { openComplaintWithCode } from '../../../operations/complaints/open-complaint-with-code.ts';
import { readOwnCase } from '../../../operations/complaints/read-own-case.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { askForCode, keptForm } from './code-page.ts';
import type { CodeRefusal } from './code-page.ts';
import { takeFiles } from './file-act.ts';
import { showOwnAct, takeOwnAct } from './own-act.ts';
import { ownDoor } from './own-door.ts';
import type { OwnDoor, Resolve } from './own-door.ts';
import { showOwnCase } from './own-page.ts';
import { ownPath, ownPaths, typedIn } from './own-route.ts';
import type { FoundCase } from './own-route.ts';
import { ownSessions, requireOwnForm } from './own-session.ts';
import { sendHearing } from './hearing-file.ts';
import { sendProof } from '../receipt/send-proof.ts';
import { showReceived } from './received-page.ts';

/** What a code that was not accepted leads to: the page it was typed on, with the reason. */
export type CodeRefused = (
  request: Request,
  response: Response,
  found: FoundCase,
  refusal: CodeRefusal,
) => Promise<void>;

/**
 * The private side of a case: opened by the receipt's code, open for a short time, closed by a button. Nothing of it is
 * kept in a cache, and the code is in no address. `paths` are the addresses of a case below `/complaints`.
 */
export function ownRoutes(kit: PageKit, paths: readonly string[], resolve: Resolve, refused: CodeRefused): Router {
  const router = Router({ mergeParams: true });
  const door = ownDoor(kit, ownSessions(kit), resolve);
  const { handler } = door.sessions;
  for (const path of paths) {
    router.use([`${path}/private`, `${path}/open`], noStore, handler);
    router.post(`${path}/open`, openHandler(door, refused));
    router.get(`${path}/open`, backToCase(door));
    router.get(`${path}/private`, async (request, response) => {
      const visit = await door.open(request, response, '/private');
      if (visit) await showOwnCase(kit, request, response, visit);
    });
    router.get(`${path}/private/proof`, async (request, response) => {
      const visit = await door.open(request, response, '/private/proof');
      if (visit)
        await sendProof(kit, request, response, { recordId: visit.complaint.id, number: visit.complaint.number });
    });
    router.post(`${path}/private/close`, closeHandler(door));
    router.get(`${path}/private/received/:seq`, async (request, response) => {
      const seq = String(request.params['seq']);
      const visit = await door.open(request, response, `/private/received/${seq}`);
      if (visit) showReceived(kit, request, response, visit, Number(seq));
    });
    router.get(`${path}/private/hearing/:hearing`, async (request, response) => {
      const hearing = String(request.params['hearing']);
      const visit = await door.open(request, response, `/private/hearing/${hearing}`);
      if (visit) sendHearing(kit, response, visit, hearing);
    });
    for (const act of ownActs) actRoutes(router, door, path, act);
  }
  return router;
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

/** The page of an act, and what sends it: files come as a stream, everything else as a plain form. */
function actRoutes(router: Router, door: OwnDoor, path: string, act: OwnAct): void {
  const { kit } = door;
  const tail = `/private/${ownPaths[act]}`;
  router.get(path + tail, async (request, response) => {
    const visit = await door.open(request, response, tail);
    if (visit) await showOwnAct(kit, request, response, visit, { act, typed: {} });
  });
  if (act === 'addEvidence' || act === 'cureDefects') {
    router.post(path + tail, takeFiles(door, act, tail));
    return;
  }
  router.post(path + tail, async (request, response) => {
    const typed = typedIn(request.body);
    const visit = await door.take(request, response, { act, tail, typed });
    if (visit) await takeOwnAct(kit, request, response, visit, { act, typed });
  });
}

/** The code opens the side. What was typed into a form whose session had ended stands in the form again. */
function openHandler({ kit, sessions, find }: OwnDoor, refused: CodeRefused): RequestHandler {
  return async (request, response) => {
    const found = await find(request, response, '/open');
    if (!found) return;
    const kept = keptForm(request.body);
    const context = kit.contextOf(response);
    const outcome = await openComplaintWithCode(context, {
      recordId: found.complaint.id,
      code: typedIn(request.body)['code'] ?? '',
      address: request.ip ?? '',
    });
    if (!outcome.ok) {
      const { refusal } = outcome;
      return kept
        ? askForCode(kit, request, response, found, kept, refusal)
        : refused(request, response, found, refusal);
    }
    const session = await sessions.start(request, response, outcome.value);
    const opened = kept && (await readOwnCase(context, session.own));
    if (!kept || !opened?.ok) return response.redirect(303, ownPath(response, found));
    await showOwnAct(kit, request, response, { ...found, session, opened: opened.value }, { ...kept, isKept: true });
  };
}

function backToCase({ find }: OwnDoor): RequestHandler {
  return async (request, response) => {
    const found = await find(request, response, '/open');
    if (found) response.redirect(303, pagePath(languageOf(response), found.path));
  };
}

function closeHandler({ find, sessions }: OwnDoor): RequestHandler {
  return async (request, response) => {
    const found = await find(request, response, '/private/close');
    if (!found) return;
    if (found.session) requireOwnForm(found.session, typedIn(request.body)['_csrf']);
    if (found.session) await sessions.end(request, response);
    response.redirect(303, pagePath(languageOf(response), found.path));
  };
}
