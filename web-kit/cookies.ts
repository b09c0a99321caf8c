import type { Request } from 'express';

/** The value of a cookie of the request as it was sent, undefined without one. */
export function cookieOf(request: Request, wanted: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const place = part.indexOf('=');
    if (place > 0 && part.slice(0, place).trim() === wanted) return part.slice(place + 1).trim();
  }
  return undefined;
}
