import type { RequestHandler } from 'express';
import { openApiDocument } from '../../api/open-api-document.ts';
import { pino } from 'pino';
import type { OperationContext } from '../../operations/context.ts';
import { deskRoutes } from '../../web-admin/routes.ts';
import type { DeskRoute } from '../../web-admin/route.ts';
import { createFilesOrigin } from '../../web-public/files-origin.ts';
import { createPortal } from '../../web-public/portal.ts';
import { expressRoutes } from './express-routes.ts';
import { code, page, table } from './markdown.ts';
import { accessWords } from './transitions-page.ts';

/** Every address of the three surfaces and of the files, from their own route tables. */
export function routesPage(): string {
  return page(
    'Routes',
    'Every address that is answered. `:language` is ky, ru or en. Beside them stand `GET /health/live` and ' +
      '`GET /health/ready` on portal and desk, and `/assets` for style sheets, fonts and pictures.',
    [
      '## Portal\n\nFor everybody. A `POST` that takes what somebody typed carries the token of its form.',
      table(['method', 'path'], portalRows()),
      '## Files\n\nAn origin of its own; a link works once.',
      table(['method', 'path'], rowsOf(expressRoutes(createFilesOrigin(nothingBehind).router))),
      '## API\n\nThe whole description is `GET /api/v1/openapi.json`.',
      table(['method', 'path', 'what it does'], apiRows()),
      '## Desk\n\nWho may is asked at the door and again by the operation, for the commission of the record.',
      table(['method', 'path', 'who may', 'audit'], deskRoutes({ trainingClock: true }).map(deskRow)),
    ],
  );
}

const handler: RequestHandler = (_request, _response, next) => next();

/** The surfaces are only asked for their routes: nothing of what stands behind them is used. */
const nothingBehind = {
  context: {} as OperationContext,
  assets: { handler, href: (name: string) => name },
  publicUrl: 'http://localhost',
  filesUrl: 'http://localhost',
  isTraining: true,
  ledger: { read: () => Promise.resolve(null) },
  log: pino({ level: 'silent' }),
};

function portalRows(): string[][] {
  const app = createPortal(nothingBehind);
  return rowsOf(expressRoutes(app.router).filter(({ path }) => !path.includes('{*')));
}

function rowsOf(routes: readonly { method: string; path: string }[]): string[][] {
  return routes.map(({ method, path }) => [method.toUpperCase(), code(path)]);
}

function apiRows(): string[][] {
  const { paths = {} } = openApiDocument('http://localhost');
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations as Record<string, { summary?: string }>).map(([method, { summary }]) => [
      method.toUpperCase(),
      code(path),
      summary ?? '',
    ]),
  );
}

function deskRow({ method, path, atRoot, permission, audit }: DeskRoute): string[] {
  const address = atRoot === true ? path : `/:language${path === '/' ? '' : path}`;
  return [method.toUpperCase(), code(address), permissionWords(permission), code(audit)];
}

function permissionWords(permission: DeskRoute['permission']): string {
  if (permission === 'anyone') return 'anyone';
  return permission === 'signedIn' ? 'who is signed in' : accessWords(permission);
}
