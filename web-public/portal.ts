import express from 'express';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import { isLanguage } from '../domain/language.ts';
import { HttpProblem } from '../web-kit/http-problem.ts';
import { languageRouting } from '../web-kit/language.ts';
import { limitRequests } from '../web-kit/rate-limit.ts';
import { securityHeaders } from '../web-kit/security-headers.ts';
import { sessions } from '../web-kit/sessions/sessions.ts';
import { componentsPage } from '../web-kit/sheet/components-page.ts';
import { caseRoutes } from './complaints/case/case-routes.ts';
import { figuresCsv, figuresPage } from './complaints/figures/figures-page.ts';
import { fileRoutes } from './complaints/file/file-routes.ts';
import { receiveLink } from './complaints/file/resume.ts';
import { confirmFollowRoutes, stopFollowRoutes } from './complaints/follow/follow-links.ts';
import { registerAtom } from './complaints/register/register-atom.ts';
import { registerCsv } from './complaints/register/register-csv.ts';
import { registerPage } from './complaints/register/register-page.ts';
import { searchPage } from './complaints/search/search-page.ts';
import { homePage } from './home/home-page.ts';
import { consistencyPage } from './law/consistency-page.ts';
import { lawPackFile, lawPage } from './law/law-page.ts';
import { termPage } from './law/term-page.ts';
import { ledgerFile } from './ledger/ledger-file.ts';
import { ledgerRoutes } from './ledger/ledger-routes.ts';
import { verifyFile, verifyFiles } from './ledger/verify-files.ts';
import { openDataFile } from './open-data.ts';
import { pageKit, requestFacts } from './page-kit.ts';
import type { PageKit } from './page-kit.ts';
import type { PortalDeps, PortalSignIn } from './portal-deps.ts';
import { sameOriginOnly } from '../web-kit/same-origin.ts';
import { findIdentity } from './sign-in/account.ts';
import { signInPages } from './sign-in/sign-in-pages.ts';

const minute = 60_000;

/** The public portal: pages for everybody in three languages, without JavaScript. */
export function createPortal(deps: PortalDeps): Express {
  const app = express().disable('x-powered-by');
  const kit = pageKit(deps);
  const isSecure = deps.publicUrl.startsWith('https:');
  app.use(securityHeaders({ isSecure, formOrigins: deps.signIn?.origins ?? [] }));
  app.use('/assets', deps.assets.handler);
  app.get('/ledger/{*path}', ledgerFile(deps));
  app.get(verifyFiles, verifyFile);
  app.use(requestFacts(deps), languageRouting());
  const limit = limitRequests({ windowMs: minute, limit: deps.postLimit ?? 120 });
  app.post('/{*path}', limit);
  app.use('/:language/follow/stop', stopFollowRoutes(kit));
  app.use(sameOriginOnly(deps.publicUrl));
  app.use(express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 100 }), withBody);
  app.param('language', (_request, _response, next, language) => next(isLanguage(language) ? undefined : 'route'));
  app.get('/:language', homePage(kit));
  app.get('/:language/search', searchPage(kit));
  app.get('/:language/law', lawPage(kit));
  app.get('/:language/law/terms', termPage(kit));
  app.get('/:language/law/consistency', consistencyPage(kit));
  app.get('/:language/law/pack.yaml', lawPackFile(kit));
  app.get('/:language/complaints', registerPage(kit));
  app.get('/:language/complaints.csv', registerCsv(kit));
  app.get('/:language/complaints.atom', registerAtom(kit));
  app.get('/:language/open-data.md', openDataFile(deps.openDataLicence));
  app.get('/:language/complaints/figures', figuresPage(kit));
  app.get('/:language/complaints/figures/:chart.csv', figuresCsv(kit));
  app.use('/:language/ledger', ledgerRoutes(kit));
  if (deps.isTraining) app.get('/:language/components', componentsPage(kit));
  if (deps.signIn) useSignIn(app, kit, deps.signIn, isSecure);
  app.get('/:language/complaints/resume/:link', receiveLink(kit));
  app.use('/:language/complaints/new', fileRoutes(kit));
  app.use('/:language/follow/confirm', confirmFollowRoutes(kit));
  app.use('/:language/complaints', caseRoutes(kit));
  app.use(kit.problems.notFound);
  app.use(outsideFailure, kit.problems.failed);
  return app;
}

/** A body that is no form is a form without fields. */
const withBody: RequestHandler = (request, _response, next) => {
  request.body ??= {};
  next();
};

/** Signing in for the pages of the form; no other page of the portal knows who reads it. */
function useSignIn(app: Express, kit: PageKit, signIn: PortalSignIn, isSecure: boolean): void {
  const portalSessions = sessions({ store: signIn.store, name: 'shailoo-portal', isSecure });
  const pages = signInPages(kit, signIn, portalSessions);
  const reading = [portalSessions.handler, findIdentity(kit)];
  app.use('/:language/complaints/new', ...reading);
  app.get('/:language/sign-in', pages.show).post('/:language/sign-in', pages.begin);
  app.get(signInCallbackPath, portalSessions.handler, pages.complete);
  app.post('/:language/sign-out', portalSessions.handler, pages.leave);
}

/** The path to which the national sign-in sends people back, the same on every surface. */
const signInCallbackPath = '/sign-in/callback';

/** A part that does not answer now is said as such: the page asks to try again in a few minutes. */
const outsideFailure: ErrorRequestHandler = (error: unknown, _request, _response, next) => {
  const category: unknown = typeof error === 'object' && error !== null && 'category' in error ? error.category : null;
  next(category === 'unavailable' || category === 'timeout' ? new HttpProblem(503, error) : error);
};
