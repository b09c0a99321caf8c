import { pipeline } from 'node:stream/promises';
import express from 'express';
import type { ErrorRequestHandler, Express, Response } from 'express';
import { refusalStatuses } from '../domain/refusals.ts';
import { faultFacts } from '../operations/fault-facts.ts';
import { openFileLink } from '../operations/documents/open-file-link.ts';
import { sayAll } from '../wording/say.ts';
import { limitRequests } from '../web-kit/rate-limit.ts';
import type { PortalDeps } from './portal-deps.ts';
import { viewer } from './viewer/viewer.ts';

const inline: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png']);

/**
 * The origin that uploaded files are read from: secret links only, no cookie, always in a sandbox. Staff see pictures as
 * copies, PDFs as drawn pages and play video and sound in the viewer; everything else is to save. A complainant's own
 * PDF, JPEG or PNG is shown in place.
 */
export function createFilesOrigin(deps: Pick<PortalDeps, 'context' | 'log'>): Express {
  const app = express().disable('x-powered-by');
  app.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-site',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
    next();
  });
  app.get('/f/:token', limitRequests({ windowMs: 60_000, limit: 120 }), async (request, response) => {
    const { token } = request.params;
    const opened = await openFileLink(deps.context, String(token));
    if (!opened.ok) return tell(response, refusalStatuses[opened.refusal.code], opened.refusal.code);
    const { name, mediaType, bytes, isShown, pieces } = opened.value;
    const isInline = isShown && inline.has(mediaType);
    response.set({
      'Content-Type': isInline ? mediaType : 'application/octet-stream',
      'Content-Length': String(bytes),
      'Content-Disposition': `${isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(name)}`,
    });
    await pipeline(pieces, response);
  });
  app.use(viewer(deps, (response, { code }) => tell(response, refusalStatuses[code], code)));
  app.use((_request, response) => tell(response, 404, 'NOT_FOUND'));
  app.use(failed(deps));
  return app;
}

function failed(deps: Pick<PortalDeps, 'log'>): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const isLimit = typeof error === 'object' && error !== null && 'status' in error && error.status === 429;
    if (isLimit) return tell(response, 429, 'TOO_MANY_REQUESTS');
    deps.log.error({ fault: faultFacts(error) }, 'a file could not be sent');
    response.status(500).end();
  };
}

/** A refusal in the three languages, as plain text: this origin knows no language but the viewer's. */
function tell(response: Response, status: number, code: string): void {
  const words = Object.values(sayAll(`refusals.${code}`));
  response
    .status(status)
    .type('text/plain; charset=utf-8')
    .send([...words, code].join('\n'));
}

function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
