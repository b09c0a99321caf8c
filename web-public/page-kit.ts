import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Language } from '../domain/language.ts';
import type { Refusal } from '../domain/refusals.ts';
import { refusalStatuses } from '../domain/refusals.ts';
import type { Instant } from '../domain/time/instant.ts';
import { contextOfRequest } from '../operations/context.ts';
import type { OperationContext } from '../operations/context.ts';
import { faultFacts } from '../operations/fault-facts.ts';
import { dayTime } from '../wording/dates.ts';
import { sayRefusal } from '../wording/refusals.ts';
import { say } from '../wording/say.ts';
import type { Frame, Link } from '../web-kit/frame.ts';
import { tonguesOf } from '../web-kit/frame.ts';
import { languageOf, pathWithoutLanguage } from '../web-kit/language.ts';
import { problemPages } from '../web-kit/problem-page.ts';
import type { ProblemPages } from '../web-kit/problem-page.ts';
import { createRenderer } from '../web-kit/render.ts';
import type { Render } from '../web-kit/render.ts';
import { openDataModel } from './open-data.ts';
import type { PortalDeps } from './portal-deps.ts';

/** What a page adds to the frame. */
export type PageFrame = {
  title: string;
  /** Section of the navigation the page belongs to. */
  section?: 'home' | 'complaints' | 'file';
  /** Links between the start page and this page; the page itself is added. */
  crumbs?: readonly Link[];
  hasErrors?: boolean;
  /** Path below the language that the language switch leads to, when it is not the page's own. */
  path?: string;
};

/** What every page of the portal works with. */
export type PageKit = {
  deps: PortalDeps;
  problems: ProblemPages;
  /** The operations' context with the correlation id of this request. */
  contextOf: (response: Response) => OperationContext;
  show: <Model extends object>(
    request: Request,
    response: Response,
    view: string,
    page: PageFrame,
    model: Model,
    status?: number,
  ) => void;
  refuse: (request: Request, response: Response, refusal: Refusal['refusal']) => void;
};

/** The kit over its dependencies. */
export function pageKit(deps: PortalDeps): PageKit {
  const render: Render = createRenderer({ templatesRoots: [import.meta.dirname], assets: deps.assets });
  const problems = problemPages({
    render,
    layout: 'portal',
    frameOf: (request, response, title) => frameOf(deps, request, response, { title }),
    onDefect: (error, request) => deps.log.error({ fault: faultFacts(error), route: routeOf(request) }, 'defect'),
  });
  return {
    deps,
    problems,
    contextOf: (response) =>
      contextOfRequest(deps.context, {
        correlationId: correlationOf(response),
        isReading: response.req.method === 'GET',
      }),
    show: (request, response, view, page, model, status = 200) => {
      const language = languageOf(response);
      const frame = frameOf(deps, request, response, page);
      response
        .status(status)
        .type('html')
        .send(render(view, { frame, openData: openDataModel(language, deps.openDataLicence), ...model }, language));
    },
    refuse: (request, response, refusal) => {
      const { code } = refusal;
      const reason = sayRefusal(languageOf(response), refusal);
      const sentence = say(languageOf(response), 'kit.problem-refused');
      problems.refuse(request, response, refusalStatuses[code], { sentence: `${sentence}.`, reason, code });
    },
  };
}

/** Gives every request a correlation id and the legal moment of its arrival, and logs its end by route, not by address. */
export function requestFacts(deps: PortalDeps): RequestHandler {
  return async (request, response, next) => {
    const correlationId = randomUUID();
    const start = performance.now();
    response.locals['correlationId'] = correlationId;
    response.set('X-Correlation-Id', correlationId);
    response.once('finish', () => {
      const facts = { correlationId, method: request.method, route: routeOf(request), status: response.statusCode };
      deps.log.info({ ...facts, ms: Math.round(performance.now() - start) }, 'answered');
    });
    const { legal } = await deps.context.clock();
    response.locals['now'] = legal;
    next();
  };
}

/** Path of the page below its language, as links inside the language are made. */
export function pagePath(language: Language, path: string): string {
  return `/${language}${path === '/' ? '' : path}`;
}

function frameOf(deps: PortalDeps, request: Request, response: Response, page: PageFrame): Frame {
  const language = languageOf(response);
  const path = page.path ?? pathWithoutLanguage(request.path);
  const to = (below: string): string => pagePath(language, below);
  const foot = (key: string): string => say(language, `portal.foot.${key}`);
  const fileText = say(language, 'portal.nav.file');
  const now: unknown = response.locals['now'];
  const moment = typeof now === 'string' ? dayTime(language, now as Instant) : undefined;
  const home = { text: say(language, 'portal.crumb.home'), href: to('/') };
  const nav = (['home', 'complaints', 'file'] as const).map((section) => ({
    text: say(language, `portal.nav.${section}`),
    href: to(sections[section]),
    ...(page.section === section ? { current: true } : {}),
  }));
  return {
    title: page.title,
    path,
    tongues: tonguesOf(path),
    nav,
    crumbs:
      page.section === 'home' ? [] : [home, ...(page.crumbs ?? []), { text: page.title, href: '', current: true }],
    foot: [
      {
        heading: foot('services'),
        links: [
          { text: fileText, href: to('/complaints/new') },
          { text: foot('follow'), href: to('/complaints') },
          { text: foot('law'), href: to('/law') },
          { text: say(language, 'term-page.title'), href: to('/law/terms') },
        ],
      },
      {
        heading: foot('data'),
        links: [
          { text: foot('json'), href: '/api/v1/complaints' },
          { text: foot('api'), href: '/api/v1/openapi.json' },
          { text: foot('ledger'), href: to('/ledger') },
        ],
      },
    ],
    commission: say(language, 'portal.commission'),
    ...(moment === undefined ? {} : { updated: say(language, 'portal.updated', { moment }) }),
    ...(deps.isTraining && moment !== undefined ? { training: moment } : {}),
    ...(page.hasErrors === true ? { hasErrors: true } : {}),
  };
}

const sections = { home: '/', complaints: '/complaints', file: '/complaints/new' } as const;

function routeOf(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : 'none';
}

function correlationOf(response: Response): string {
  return String(response.locals['correlationId'] ?? '');
}
