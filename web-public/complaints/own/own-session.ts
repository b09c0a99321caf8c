import type { Request, RequestHandler, Response } from 'express';
import { ownCaseSchema } from '../../../operations/complaints/act-on-own-case.ts';
import type { OwnCase } from '../../../operations/complaints/act-on-own-case.ts';
import { browserSessions } from '../../../operations/people/browser-sessions.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { isOwnForm, sessionOf, sessions } from '../../../web-kit/sessions/sessions.ts';
import type { PageKit } from '../../page-kit.ts';

/** How long the private side stays open after the code: half an hour without a click, four hours at most. */
const limits = { idleMinutes: 30, absoluteMinutes: 240 };

/** The private side of one case, open in this browser. `csrf` is the token of its forms. */
export type OwnSession = { own: OwnCase; csrf: string };

/** What keeps the private side open: a session of its own surface, bound to the case and the version of its code. */
export type OwnSessions = {
  handler: RequestHandler;
  /** The session of this case; undefined when there is none, or it is another case's. */
  of: (response: Response, recordId: string) => OwnSession | undefined;
  start: (request: Request, response: Response, own: OwnCase) => Promise<OwnSession>;
  end: (request: Request, response: Response) => Promise<void>;
};

/** Sessions of the portal's private sides. The code itself is kept nowhere. */
export function ownSessions(kit: PageKit): OwnSessions {
  const { context, publicUrl } = kit.deps;
  const kept = sessions({
    store: browserSessions(context.database, 'receipt', limits),
    name: 'shailoo-receipt',
    isSecure: publicUrl.startsWith('https:'),
  });
  return {
    handler: kept.handler,
    of: (response, recordId) => {
      const session = sessionOf(response);
      const own = ownCaseSchema.safeParse(session?.pending);
      return session && own.success && own.data.recordId === recordId
        ? { own: own.data, csrf: session.csrf }
        : undefined;
    },
    start: async (request, response, own) => ({
      own,
      csrf: await kept.renew(request, response, { personId: null, pending: own }),
    }),
    end: kept.end,
  };
}

/** Throws 403 unless the form carries the token of this session. */
export function requireOwnForm({ csrf }: OwnSession, token: unknown): void {
  if (!isOwnForm({ personId: null, csrf, pending: null }, token)) throw new HttpProblem(403);
}
