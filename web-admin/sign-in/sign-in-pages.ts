import { z } from 'zod';
import { isLanguage } from '../../domain/language.ts';
import { signIn, signOut } from '../../operations/people/sign-in.ts';
import { languageOf } from '../../web-kit/language.ts';
import { say } from '../../wording/say.ts';
import { redirect } from '../visit.ts';
import type { Answer, PageAnswer, SignedInVisit, Visit } from '../visit.ts';

const pendingSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
});

/** The page that leads to the national sign-in. */
export async function signInPage(visit: Visit): Promise<Answer> {
  return signInAnswer(visit, {});
}

/** Begins a sign-in: what must be remembered stays on the server, for this browser only. */
export async function beginSignIn(visit: Visit): Promise<Answer> {
  const { deps, language, sessions, request, response } = visit;
  const begun = await deps.signIn.begin(language).catch((error: unknown) => {
    deps.onDefect(error, visit.context.correlationId ?? '');
    return undefined;
  });
  if (begun === undefined) return signInAnswer(visit, { isAway: true, status: 503 });
  const returnTo = innerPath(visit.form['to'], language);
  await sessions.renew(request, response, { personId: null, pending: { ...begun.pending, returnTo } });
  return redirect(begun.url);
}

/** The way back from the sign-in service: the session gets a new id, so an id planted before is worth nothing. */
export async function completeSignIn(visit: Visit): Promise<Answer> {
  const { deps, sessions, request, response, session, context } = visit;
  const pending = pendingSchema.safeParse(session?.pending);
  if (!pending.success) return redirect(`/${languageOf(response)}/sign-in`);
  const { returnTo, ...kept } = pending.data;
  const callback = new URL(request.originalUrl, deps.addresses.desk);
  try {
    const identity = await deps.signIn.complete(callback, kept);
    const { personId } = await signIn(context, { issuer: identity.issuer, sub: identity.sub, name: identity.name });
    await sessions.renew(request, response, { personId, pending: null });
  } catch (error) {
    deps.onDefect(error, context.correlationId ?? '');
    await sessions.end(request, response);
    return signInAnswer(visit, { isFailed: true, status: 400 });
  }
  return redirect(returnTo);
}

/** Ends the session here at once. */
export async function signOutAct(visit: SignedInVisit): Promise<Answer> {
  const { sessions, request, response, language } = visit;
  await signOut(visit.context, visit.actor);
  await sessions.end(request, response);
  return redirect(`/${language}/sign-in?out=1`);
}

function signInAnswer(
  visit: Visit,
  { isAway = false, isFailed = false, status }: { isAway?: boolean; isFailed?: boolean; status?: number },
): PageAnswer {
  const { language, query } = visit;
  const model = {
    action: `/${language}/sign-in`,
    to: typeof query['to'] === 'string' ? query['to'] : '',
    isAway,
    isFailed,
    isOut: query['out'] === '1',
  };
  const title = say(language, 'desk.sign-in.title');
  return { kind: 'page', view: 'sign-in/sign-in.njk', title, model, ...(status === undefined ? {} : { status }) };
}

/** Only a path of this desk is gone back to, never another address. */
function innerPath(wish: unknown, language: string): string {
  const path = typeof wish === 'string' ? wish : '';
  const [, first] = path.split(/[/?]/);
  const isInner = path.startsWith('/') && isLanguage(first) && !/[\\\s]/.test(path) && !path.includes('/sign-in');
  return isInner ? path : `/${language}`;
}
