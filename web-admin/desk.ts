import express from 'express';
import type { Express } from 'express';
import { LANGUAGES } from '../domain/language.ts';
import { languageRouting, pathWithoutLanguage } from '../web-kit/language.ts';
import { limitRequests } from '../web-kit/rate-limit.ts';
import { problemPages } from '../web-kit/problem-page.ts';
import { createRenderer } from '../web-kit/render.ts';
import { sameOriginOnly } from '../web-kit/same-origin.ts';
import { securityHeaders } from '../web-kit/security-headers.ts';
import { sessions } from '../web-kit/sessions/sessions.ts';
import { tonguesOf } from '../web-kit/frame.ts';
import { answerVisit } from './answer-visit.ts';
import { pagesOf } from './pages-of.ts';
import { receiveUpload } from './receive-upload.ts';
import { deskRoutes } from './routes.ts';
import type { DeskDeps } from './visit.ts';

/** The desk of the commission's staff as an Express application, without a process around it. */
export function createDesk(deps: DeskDeps): Express {
  const { addresses, assets } = deps;
  const isSecure = addresses.desk.startsWith('https:');
  const render = createRenderer({ templatesRoots: [import.meta.dirname], assets });
  const kept = sessions({ store: deps.sessionStore, name: 'shailoo_desk', isSecure });
  const app = express().disable('x-powered-by').set('query parser', 'simple');
  if (isSecure) app.set('trust proxy', 1);
  app.use(securityHeaders({ formOrigins: addresses.signIn, isSecure }));
  app.use('/assets', assets.handler);
  app.use(limitRequests({ windowMs: 60_000, limit: 600 }));
  app.use(
    LANGUAGES.map((language) => `/${language}/calendar-feed`),
    limitRequests({ windowMs: 60_000, limit: 30 }),
  );
  app.use(kept.handler, languageRouting(), sameOriginOnly(addresses.desk));
  app.use(express.urlencoded({ extended: false, limit: '2mb', parameterLimit: 4000 }));
  const routes = deskRoutes(deps);
  const pages = pagesOf(routes);
  for (const route of routes) {
    const handler = answerVisit(route, { deps, render, sessions: kept, pageOf: pages });
    for (const path of pathsOf(route)) {
      if ('takeFile' in route && route.takeFile) app.post(path, receiveUpload(route, route.takeFile, deps));
      if (route.method === 'get') app.get(path, handler);
      else app.post(path, handler);
    }
  }
  const problems = problemPages({
    render,
    layout: 'desk',
    frameOf: (request, _response, title) => {
      const path = pathWithoutLanguage(request.path);
      return { title, path, tongues: tonguesOf(path), nav: [], crumbs: [] };
    },
    onDefect: (error, request) => deps.onDefect(error, String(request.res?.locals['correlationId'] ?? '')),
  });
  app.use(problems.notFound);
  app.use(problems.failed);
  return app;
}

function pathsOf({ path, atRoot }: { path: string; atRoot?: true }): string[] {
  if (atRoot === true) return [path];
  return LANGUAGES.map((language) => `/${language}${path === '/' ? '' : path}`);
}
