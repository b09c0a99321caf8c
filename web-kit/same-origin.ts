import type { RequestHandler } from 'express';
import { HttpProblem } from './http-problem.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets a form through only from our own pages: the browser says where it came from (`Sec-Fetch-Site`, else `Origin`).
 * `none` is a page that a person opened again themselves, such as a restored tab; no other site can make a browser say
 * it. A program that says neither is let through, because it has no cookie of a person.
 */
export function sameOriginOnly(publicUrl: string): RequestHandler {
  const own = new URL(publicUrl).origin;
  return (request, _response, next) => {
    if (reading.has(request.method)) return next();
    const site = request.get('Sec-Fetch-Site');
    const origin = request.get('Origin');
    const isOwn =
      site === undefined ? isOwnOrigin(origin, own, request.get('Host')) : site === 'same-origin' || site === 'none';
    next(isOwn ? undefined : new HttpProblem(403));
  };
}

function isOwnOrigin(origin: string | undefined, own: string, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return origin === own || (URL.canParse(origin) && new URL(origin).host === host);
}
