import type { RequestHandler, Response } from 'express';
import { openPortalIdentity } from '../../operations/people/portal-identity.ts';
import type { ConfirmedIdentity } from '../../operations/complaints/draft.ts';
import { languageOf } from '../../web-kit/language.ts';
import { sessionOf } from '../../web-kit/sessions/sessions.ts';
import { pagePath } from '../page-kit.ts';
import type { PageKit } from '../page-kit.ts';

/** Finds who is signed in on this portal, for the pages of the form. */
export function findIdentity(kit: PageKit): RequestHandler {
  return (_request, response, next) => {
    const session = sessionOf(response);
    response.locals['identity'] = session ? openPortalIdentity(kit.contextOf(response), session.pending) : null;
    next();
  };
}

/** Who is signed in; null for nobody. */
export function identityOf(response: Response): ConfirmedIdentity | null {
  return (response.locals['identity'] as ConfirmedIdentity | null | undefined) ?? null;
}

type Account = { href: string; name?: string; action?: string; csrf?: string; to: string };

/** The corner of a page of the form: the way to sign in and back to `path`, or the name and the way out. */
export function accountModel(kit: PageKit, response: Response, path: string): { account: Account | null } {
  if (kit.deps.signIn === undefined) return { account: null };
  const language = languageOf(response);
  const to = pagePath(language, path);
  const href = `${pagePath(language, '/sign-in')}?to=${encodeURIComponent(to)}`;
  const [identity, session] = [identityOf(response), sessionOf(response)];
  if (identity === null || session === undefined) return { account: { href, to } };
  const action = pagePath(language, '/sign-out');
  return { account: { href, to, name: identity.name, action, csrf: session.csrf } };
}
