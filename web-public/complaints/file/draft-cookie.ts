import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';

const day = 24 * 60 * 60 * 1000;

/** Keeps a draft's token in the browser for a day; with https under the prefix that binds it to our host. */
export type DraftCookie = {
  read: (request: Request) => string | undefined;
  write: (response: Response, token: string) => void;
};

/** The cookie of drafts of a portal at the given address. */
export function draftCookie(publicUrl: string): DraftCookie {
  const isSecure = publicUrl.startsWith('https:');
  const name = isSecure ? '__Host-shailoo-draft' : 'shailoo-draft';
  return {
    read: (request) => cookieOf(request, name),
    write: (response, token) => {
      response.cookie(name, token, { maxAge: day, httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' });
    },
  };
}

/** Keeps a link for ten minutes, between the address it came in and the page that asks. */
export function linkCookie(publicUrl: string): DraftCookie & { clear: (response: Response) => void } {
  const isSecure = publicUrl.startsWith('https:');
  const name = isSecure ? '__Host-shailoo-draft-link' : 'shailoo-draft-link';
  const attributes = { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' } as const;
  return {
    read: (request) => cookieOf(request, name),
    write: (response, token) => {
      response.cookie(name, token, { ...attributes, maxAge: 10 * 60 * 1000 });
    },
    clear: (response) => {
      response.clearCookie(name, attributes);
    },
  };
}

/** The token that a form of this draft carries: who does not hold the cookie cannot make it. */
export function formToken(draftToken: string): string {
  return createHash('sha256').update('shailoo form 1\0').update(draftToken).digest('base64url');
}

/** Whether a form carries the token of this draft. */
export function isFormToken(given: unknown, draftToken: string): boolean {
  if (typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(given), Buffer.from(formToken(draftToken))];
  return one.length === other.length && timingSafeEqual(one, other);
}

function cookieOf(request: Request, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value !== undefined && /^[\w-]{20,100}$/.test(value)) return value;
  }
  return undefined;
}
