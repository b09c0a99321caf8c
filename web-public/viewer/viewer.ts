import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { Request, Response } from 'express';
import { isLanguage } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { playDocument, viewDocument, viewPage } from '../../operations/documents/view-document.ts';
import type { ViewedDocument } from '../../operations/documents/view-document.ts';
import { limitRequests } from '../../web-kit/rate-limit.ts';
import { createRenderer } from '../../web-kit/render.ts';
import { bytes } from '../../wording/figures.ts';
import { say } from '../../wording/say.ts';
import type { PortalDeps } from '../portal-deps.ts';
import { rangeOf } from './range-of.ts';

const style = `body{margin:0;font:16px/24px "Golos Text",system-ui,sans-serif;color:#13242b;background:#fff}
main{max-width:1100px;margin:0 auto;padding:16px}h1{margin:0 0 4px;font-size:22px;line-height:29px;overflow-wrap:anywhere}
p{margin:8px 0}nav{display:flex;gap:24px;align-items:center;margin:12px 0}nav a,p a{display:inline-block;padding:4px 0}
a{color:#0a5a86}a:focus-visible{outline:3px solid #13242b;outline-offset:2px;background:#f5b82e}
img,video{display:block;max-width:100%;height:auto;border:1px solid #75868d;background:#e5ecee}audio{width:100%}
.quiet{color:#47595f;font-size:14px;line-height:20px}.hash{overflow-wrap:anywhere;font-family:ui-monospace,monospace}
.fault{padding:11px 14px;border-left:4px solid #7a4a00;background:#fdefc9}`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** The page around a document: no script, no frame, in a sandbox; its own style by hash, pictures and sound from here. */
const pagePolicy =
  `sandbox; default-src 'none'; style-src 'sha256-${styleHash}'; img-src 'self'; media-src 'self'; ` +
  `base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * The viewer of filed documents for staff, on the files' own origin: pages of a PDF drawn as pictures, video and sound
 * played by parts. A link works for an hour; who has it needs nothing else, so it stands in no log.
 */
export function viewer(
  deps: Pick<PortalDeps, 'context'>,
  tell: (response: Response, refusal: Refusal['refusal']) => void,
): Router {
  const render = createRenderer({ templatesRoots: [import.meta.dirname], assets: { href: (name) => name } });
  const router = Router();
  const few = limitRequests({ windowMs: 60_000, limit: 120 });
  const many = limitRequests({ windowMs: 60_000, limit: 1_200 });
  router.get('/v/:token/pages/:page', few, async (request, response) => {
    const page = Number(request.params['page']);
    const isPage = Number.isSafeInteger(page) && page > 0 && page < 100_000;
    if (!isPage) return tell(response, { code: 'NOT_FOUND', details: {} });
    const drawn = await viewPage(deps.context, String(request.params['token']), page);
    if (!drawn.ok) return tell(response, drawn.refusal);
    // The page around it is in a sandbox and so of no origin at all; the link is the secret.
    response.set('Cross-Origin-Resource-Policy', 'cross-origin').type('image/png').send(drawn.value);
  });
  router.get('/v/:token/media', many, (request, response) => play(deps, tell, request, response));
  router.get('/v/:token/:language', few, async (request, response) => {
    const { token, language } = request.params as { token: string; language: string };
    if (!isLanguage(language)) return tell(response, { code: 'NOT_FOUND', details: {} });
    const viewed = await viewDocument(deps.context, token);
    if (!viewed.ok) return tell(response, viewed.refusal);
    response.set('Content-Security-Policy', pagePolicy).type('html');
    response.send(render('viewer.njk', { style, ...modelOf(language, token, viewed.value, request) }, language));
  });
  // Browsers ask for one with every page; without an answer that a sandbox may have they report a fault.
  router.get('/favicon.ico', (_request, response) => {
    response.set('Cross-Origin-Resource-Policy', 'cross-origin').status(204).end();
  });
  return router;
}

async function play(
  { context }: Pick<PortalDeps, 'context'>,
  tell: (response: Response, refusal: Refusal['refusal']) => void,
  request: Request,
  response: Response,
): Promise<void> {
  const range = rangeOf(request.get('Range'));
  const played = await playDocument(context, String(request.params['token']), range);
  if (!played.ok) {
    const { code, details } = played.refusal;
    if (code === 'RANGE_OUTSIDE') response.set('Content-Range', `bytes */${String(details['bytes'])}`);
    return tell(response, played.refusal);
  }
  const { servedAs, bytes: whole, start, end, pieces } = played.value;
  response.status(range === null ? 200 : 206).set({
    'Content-Type': servedAs,
    'Content-Length': String(end - start),
    'Content-Disposition': 'inline',
    'Accept-Ranges': 'bytes',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ...(range === null ? {} : { 'Content-Range': `bytes ${start}-${end - 1}/${whole}` }),
  });
  await pipeline(pieces, response).catch((error: unknown) => {
    // A player that has enough, or jumps elsewhere, closes the connection.
    if (!response.destroyed) throw error;
  });
}

function modelOf(language: Language, token: string, viewed: ViewedDocument, request: Request) {
  const { name, mediaType, viewing, pages, original, sha256 } = viewed;
  const total = pages !== null && typeof pages === 'object' ? pages.pages : 0;
  const asked = Number((request.query as { page?: unknown }).page ?? 1);
  const n = Number.isSafeInteger(asked) && asked >= 1 && asked <= total ? asked : 1;
  const here = (page: number): string => `/v/${token}/${language}?page=${page}`;
  return {
    title: say(language, 'viewer.title', { name }),
    name,
    mediaType,
    viewing,
    sha256,
    size: bytes(language, viewed.bytes),
    original,
    media: `/v/${token}/media`,
    ...(typeof pages === 'string' ? { fault: say(language, `viewer.fault.${pages}`) } : {}),
    ...(total === 0
      ? {}
      : {
          page: {
            src: `/v/${token}/pages/${n}`,
            place: say(language, 'viewer.place', { n, total }),
            ...(n > 1 ? { previous: here(n - 1) } : {}),
            ...(n < total ? { next: here(n + 1) } : {}),
          },
        }),
  };
}
