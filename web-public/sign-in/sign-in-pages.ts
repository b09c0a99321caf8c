import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { isLanguage } from '../../domain/language.ts';
import { identifyDraft } from '../../operations/complaints/draft.ts';
import { signInAtPortal, signOutOfPortal } from '../../operations/people/portal-identity.ts';
import { faultFacts } from '../../operations/fault-facts.ts';
import { HttpProblem } from '../../web-kit/http-problem.ts';
import { languageOf } from '../../web-kit/language.ts';
import { isOwnForm, sessionOf } from '../../web-kit/sessions/sessions.ts';
import type { Sessions } from '../../web-kit/sessions/sessions.ts';
import { say } from '../../wording/say.ts';
import { draftCookie } from '../complaints/file/draft-cookie.ts';
import { pagePath } from '../page-kit.ts';
import type { PageKit } from '../page-kit.ts';
import type { PortalSignIn } from '../portal-deps.ts';

const pendingSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
});

/** Signing in and out at the portal. Nobody has to; name and PIN go into the open draft, sealed. */
export function signInPages(kit: PageKit, signIn: PortalSignIn, sessions: Sessions) {
  const cookie = draftCookie(kit.deps.publicUrl);
  const identify = async (request: Request, response: Response, identity: Parameters<typeof identifyDraft>[2]) => {
    const token = cookie.read(request);
    if (token !== undefined) await identifyDraft(kit.contextOf(response), token, identity);
  };
  const show: RequestHandler = (request, response) => {
    render(kit, request, response, { to: innerPath(request.query['to'], languageOf(response)) });
  };
  const begin: RequestHandler = async (request, response) => {
    const language = languageOf(response);
    const to = innerPath((request.body as { to?: unknown }).to, language);
    const begun = await signIn.service.begin(language).catch((error: unknown) => tell(kit, error));
    if (begun === undefined) return render(kit, request, response, { to, fault: 'away', status: 503 });
    await sessions.renew(request, response, { personId: null, pending: { ...begun.pending, returnTo: to } });
    response.redirect(303, begun.url);
  };
  const complete: RequestHandler = async (request, response) => {
    const language = languageOf(response);
    const pending = pendingSchema.safeParse(sessionOf(response)?.pending);
    if (!pending.success) return response.redirect(303, pagePath(language, '/sign-in'));
    const { returnTo, ...kept } = pending.data;
    const identity = await signIn.service
      .complete(new URL(request.originalUrl, kit.deps.publicUrl), kept)
      .catch((error: unknown) => tell(kit, error));
    if (identity === undefined) {
      await sessions.end(request, response);
      return render(kit, request, response, { to: returnTo, fault: 'failed', status: 400 });
    }
    const signedIn = await signInAtPortal(kit.contextOf(response), identity);
    await sessions.renew(request, response, { personId: null, pending: signedIn.pending });
    await identify(request, response, signedIn.identity);
    response.redirect(303, returnTo);
  };
  const leave: RequestHandler = async (request, response) => {
    const session = sessionOf(response);
    const { _csrf: token, to } = request.body as { _csrf?: unknown; to?: unknown };
    if (session !== undefined && !isOwnForm(session, token)) throw new HttpProblem(403);
    if (session !== undefined) await signOutOfPortal(kit.contextOf(response));
    await sessions.end(request, response);
    await identify(request, response, null);
    response.redirect(303, innerPath(to, languageOf(response)));
  };
  return { show, begin, complete, leave };
}

function tell(kit: PageKit, error: unknown): undefined {
  kit.deps.log.error({ fault: faultFacts(error) }, 'somebody could not sign in');
}

function render(
  kit: PageKit,
  request: Request,
  response: Response,
  { to, fault, status = 200 }: { to: string; fault?: 'away' | 'failed'; status?: number },
): void {
  const language = languageOf(response);
  response.set('Cache-Control', 'no-store');
  kit.show(
    request,
    response,
    'sign-in/sign-in.njk',
    { title: say(language, 'portal-sign-in.title'), section: 'file', path: '/sign-in' },
    {
      to,
      fault: fault === undefined ? null : say(language, `portal-sign-in.${fault}`),
      action: pagePath(language, '/sign-in'),
    },
    status,
  );
}

/** Only a page of the form is gone back to, never another address. */
function innerPath(wish: unknown, language: string): string {
  const path = typeof wish === 'string' ? wish : '';
  const [, first] = path.split('/');
  const isInner = isLanguage(first) && /^\/\w\w\/complaints\/new(\/[a-z]+)?$/.test(path);
  return isInner ? path : `/${language}/complaints/new`;
}
