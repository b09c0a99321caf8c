import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { AccessRule } from '../domain/access/can.ts';
import { refusalStatuses } from '../domain/refusals.ts';
import type { Refusal } from '../domain/refusals.ts';
import { auditNotAllowed } from '../operations/records/audit-not-allowed.ts';
import { contextOfRequest } from '../operations/context.ts';
import { readWorkplace } from '../operations/people/read-workplace.ts';
import type { PersonActor } from '../operations/people/read-workplace.ts';
import { HttpProblem } from '../web-kit/http-problem.ts';
import { languageOf, pathWithoutLanguage } from '../web-kit/language.ts';
import type { Render } from '../web-kit/render.ts';
import { isOwnForm, sessionOf } from '../web-kit/sessions/sessions.ts';
import type { Sessions } from '../web-kit/sessions/sessions.ts';
import { sayRefusal } from '../wording/refusals.ts';
import { say } from '../wording/say.ts';
import { keepInBrowser } from './desk-cookie.ts';
import { deskFrame } from './desk-frame.ts';
import type { PageOf } from './pages-of.ts';
import type { DeskRoute, StaffRoute } from './route.ts';
import { keptForm } from './sign-in/kept-form.ts';
import type { Answer, DeskDeps, PageAnswer, SignedInVisit, Visit } from './visit.ts';

type Parts = { deps: DeskDeps; render: Render; sessions: Sessions; pageOf: PageOf };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Serves a route of the table: who asks, may they, is the form ours; then the handler, then the answer. */
export function answerVisit(route: DeskRoute, parts: Parts): RequestHandler {
  return async (request, response) => {
    const visit = visitOf(request, response, route, parts);
    if (Object.values(visit.params).some((id) => !isId(id))) throw new HttpProblem(404);
    if (route.permission === 'anyone') return send(visit, await route.handler(visit));
    const { session } = visit;
    if (session?.personId === undefined || session.personId === null) {
      if (route.method === 'get' || isSignedInRoute(route)) return response.redirect(303, signInPath(visit));
      return send(visit, keptForm(visit, 'ended'));
    }
    if (route.method === 'post' && !isOwnForm(session, visit.form['_csrf']))
      return send(visit, keptForm(visit, 'earlier'));
    const { actor, name, workplace } = await readWorkplace(visit.context, session.personId);
    const signedIn: SignedInVisit = { ...visit, session, actor, name, place: workplace };
    if (isSignedInRoute(route)) return send(signedIn, await route.handler(signedIn));
    if (workplace === null) return send(signedIn, noAppointment(signedIn));
    if (!hasRole(actor, route.permission)) {
      await auditNotAllowed(visit.context, actor, route.audit);
      return send(signedIn, { kind: 'refused', refusal: { code: 'NOT_ALLOWED', details: {} } });
    }
    await send(signedIn, await route.handler({ ...signedIn, place: workplace }));
  };
}

function visitOf(
  request: Request,
  response: Response,
  route: DeskRoute,
  { deps, render, sessions, pageOf }: Parts,
): Visit {
  const path = pathWithoutLanguage(request.path);
  const correlationId = randomUUID();
  response.locals['correlationId'] = correlationId;
  const form = (request.body ?? {}) as Record<string, unknown>;
  return {
    deps,
    render,
    sessions,
    context: contextOfRequest(deps.context, { correlationId, isReading: request.method === 'GET' }),
    request,
    response,
    language: languageOf(response),
    path,
    page: pageOf(route, path),
    params: request.params as Record<string, string>,
    query: request.query as Record<string, unknown>,
    form,
    session: sessionOf(response),
  };
}

function isSignedInRoute(route: DeskRoute): route is Extract<DeskRoute, { permission: 'signedIn' }> {
  return route.permission === 'signedIn';
}

function signInPath({ language, request }: Visit): string {
  const back = request.method === 'GET' ? `?to=${encodeURIComponent(request.originalUrl)}` : '';
  return `/${language}/sign-in${back}`;
}

/** Whether a part of an address has the shape of an id. */
export function isId(text: string): boolean {
  return uuid.test(text);
}

/** Whether a person has a role that the rule names, in whatever commission; the operation asks again for the record. */
export function hasRole(actor: PersonActor, rule: AccessRule): boolean {
  const named = [...(rule.own ?? []), ...(rule.subordinate ?? []), ...(rule.other ?? [])];
  return actor.appointments.some(({ role }) => named.includes(role));
}

function noAppointment({ language }: Visit): PageAnswer {
  const title = say(language, 'desk.no-appointment.title');
  return { kind: 'page', view: 'sign-in/no-appointment.njk', title, model: {}, status: 403 };
}

/** The statement of a refusal on a page. */
export function refusalNotice(visit: Visit, refusal: Refusal['refusal']) {
  const { language } = visit;
  return {
    sentence: say(language, 'kit.problem-refused'),
    reason: sayRefusal(language, refusal),
    code: refusal.code,
  };
}

async function send(visit: Visit | SignedInVisit, answer: Answer): Promise<void> {
  const { response, language } = visit;
  response.set('Cache-Control', 'no-store');
  if (answer.kind === 'redirect') {
    if (answer.done !== undefined) keepInBrowser(visit, 'done', answer.done);
    return response.redirect(303, answer.to);
  }
  if (answer.kind === 'file') {
    response.set('Content-Disposition', `attachment; filename="${answer.name}"`);
    return void response.type(answer.mediaType).send(answer.bytes);
  }
  if (answer.kind === 'refused') {
    if (answer.refusal.code === 'NOT_FOUND') throw new HttpProblem(404);
    const title = say(language, 'kit.problem-refused');
    const page: PageAnswer = { kind: 'page', view: 'layout/refused.njk', title, model: {}, refusal: answer.refusal };
    return send(visit, page);
  }
  const { refusal, refusalLink, done, doneLink, status } = answer;
  // Always there, so that no model can put something of its own in the place of a notice.
  const notices = { refused: refusal && { ...refusalNotice(visit, refusal), link: refusalLink }, done, doneLink };
  const frame = await deskFrame(visit, answer);
  const html = visit.render(
    answer.view,
    { ...answer.model, ...notices, frame, trainingClock: frame.training !== undefined },
    language,
  );
  response
    .status(status ?? (refusal === undefined ? 200 : refusalStatuses[refusal.code]))
    .type('html')
    .send(html);
}

export type { StaffRoute };
