import type { RequestHandler, Response } from 'express';
import type { Request } from 'express';
import { waitingClient } from '../../../operations/complaints/act-on-own-case.ts';
import type { OwnAct } from '../../../operations/complaints/act-on-own-case.ts';
import { listWaitingDocuments, removeWaitingDocument } from '../../../operations/documents/list-waiting-documents.ts';
import { documentLimit, stageDocument } from '../../../operations/documents/stage-document.ts';
import type { StagedDocument } from '../../../operations/documents/stage-document.ts';
import { refusalStatuses } from '../../../domain/refusals.ts';
import type { Outcome } from '../../../domain/refusals.ts';
import { sayRefusal } from '../../../wording/refusals.ts';
import { say } from '../../../wording/say.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { isOwnForm } from '../../../web-kit/sessions/sessions.ts';
import { filesAtOnce, receiveFiles } from '../../../web-kit/receive-files.ts';
import { showOwnAct, takeOwnAct } from './own-act.ts';
import type { OwnDoor } from './own-door.ts';
import type { OwnSession } from './own-session.ts';

/** The largest request with files; over it nothing is read. */
const requestLimit = 4 * documentLimit + 1024 * 1024;

/** Bytes of the longest text: four for each character, and some. */
const textLimit = 100_000;

type FileAct = Extract<OwnAct, 'addEvidence' | 'cureDefects'>;

/**
 * Words and files of an act, in one form. *Attach* keeps the files with the case's code for 24 hours and shows the form again, *remove* takes one back; *send*
 * is the act itself with everything that waits. A fault of one file loses neither the words nor the other files.
 */
export function takeFiles(door: OwnDoor, act: FileAct, tail: string): RequestHandler {
  const { kit } = door;
  return async (request, response) => {
    if (Number(request.get('Content-Length') ?? 0) > requestLimit) {
      response.set('Connection', 'close');
      throw new HttpProblem(413);
    }
    const found = await door.find(request, response, tail);
    if (!found) return;
    const received = await receive(door, request, response, { act, session: found.session });
    if (response.destroyed) return;
    const visit = await door.take(request, response, { act, tail, typed: received.fields });
    if (!visit) return;
    const typed = received.fields;
    const client = waitingClient(visit.session.own, act);
    const faults = await faultsOf(door, response, { client, received });
    if (typed['remove'] !== undefined) await removeWaitingDocument(kit.contextOf(response), client, typed['remove']);
    if (faults.length > 0 || typed['next'] !== 'send')
      return showOwnAct(kit, request, response, visit, { act, typed, faults });
    const waiting = await listWaitingDocuments(kit.contextOf(response), client);
    await takeOwnAct(kit, request, response, visit, { act, typed, documentIds: waiting.map(({ id }) => id) });
  };
}

type Received = Awaited<ReturnType<typeof receive>>;

/** Reads the form. Without an open session the words are read and the files are not taken. */
function receive(
  { kit }: OwnDoor,
  request: Request,
  response: Response,
  { act, session }: { act: FileAct; session: OwnSession | undefined },
) {
  const client = session && waitingClient(session.own, act);
  return receiveFiles<Outcome<StagedDocument> | undefined>(request, {
    fieldLimits: { fields: 20, fieldSize: textLimit },
    isAllowed: (fields) =>
      !session || isOwnForm({ personId: null, csrf: session.csrf, pending: null }, fields['_csrf']),
    store: async ({ name }, source) =>
      client === undefined ? undefined : stageDocument(kit.contextOf(response), { client }, name, source),
  });
}

async function faultsOf(
  { kit }: OwnDoor,
  response: Response,
  { client, received }: { client: string; received: Received },
): Promise<{ text: string; status: number }[]> {
  const language = languageOf(response);
  const faults: { text: string; status: number }[] = [];
  for (const { name, result } of received.files) {
    if (result?.ok === true && result.value.bytes > 0) continue;
    if (result?.ok === true) await removeWaitingDocument(kit.contextOf(response), client, result.value.id);
    const reason = result?.ok === false ? sayRefusal(language, result.refusal) : say(language, 'filing.files.empty');
    const status = result?.ok === false ? refusalStatuses[result.refusal.code] : 422;
    faults.push({ text: say(language, 'filing.files.error', { name, reason }), status });
  }
  if (received.isTooMany)
    faults.push({ text: say(language, 'filing.files.too-many', { n: filesAtOnce }), status: 422 });
  if (!received.isWhole && faults.length === 0)
    faults.push({ text: sayRefusal(language, { code: 'UPLOAD_BROKEN' }), status: 400 });
  return faults;
}
