import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { cookieOf } from '../cookies.ts';

/** A living session as a surface sees it. */
export type Session = { readonly personId: string | null; readonly csrf: string; readonly pending: unknown };

/** Where sessions are kept; operations give one over Postgres. */
export type SessionStore = {
  readonly start: (session: { personId: string | null; pending: unknown }) => Promise<{ token: string; csrf: string }>;
  readonly use: (token: string) => Promise<Session | undefined>;
  readonly end: (token: string) => Promise<void>;
};

/** Sessions of one surface: a reader for every request, and what changes them. */
export type Sessions = {
  /** Finds the session of each request for `sessionOf`. */
  readonly handler: RequestHandler;
  /**
   * Ends the session there was and starts a new one under a new id, so that nobody can plant an id beforehand. Gives the
   * token for the forms of the new one.
   */
  readonly renew: (
    request: Request,
    response: Response,
    session: { personId: string | null; pending: unknown },
  ) => Promise<string>;
  readonly end: (request: Request, response: Response) => Promise<void>;
};

/** Cookies ignore ports, so each surface has a name of its own; with https it is bound to the host. */
export function sessions(options: { store: SessionStore; name: string; isSecure: boolean }): Sessions {
  const { store, isSecure } = options;
  const name = isSecure ? `__Host-${options.name}` : options.name;
  const attributes = { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' } as const;
  const tokenOf = (request: Request): string | undefined => cookieOf(request, name);
  const endOld = async (request: Request): Promise<void> => {
    const token = tokenOf(request);
    if (token !== undefined) await store.end(token);
  };
  return {
    handler: async (request, response, next) => {
      const token = tokenOf(request);
      response.locals['session'] = token === undefined ? undefined : await store.use(token);
      next();
    },
    renew: async (request, response, session) => {
      await endOld(request);
      const { token, csrf } = await store.start(session);
      response.cookie(name, token, attributes);
      return csrf;
    },
    end: async (request, response) => {
      await endOld(request);
      response.clearCookie(name, attributes);
    },
  };
}

/** The living session of the request, if there is one. */
export function sessionOf(response: Response): Session | undefined {
  return response.locals['session'] as Session | undefined;
}

/** Whether a form came from a page of this session: its token matches. What the browser says is looked at before (`sameOriginOnly`). */
export function isOwnForm(session: Session, token: unknown): boolean {
  if (typeof token !== 'string') return false;
  const [given, wanted] = [Buffer.from(token), Buffer.from(session.csrf)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
