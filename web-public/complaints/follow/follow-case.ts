import type { Request, Response } from 'express';
import { following } from '../../../domain/complaints/following.ts';
import type { Language } from '../../../domain/language.ts';
import { followComplaint } from '../../../operations/complaints/follow-complaint.ts';
import type { PublicComplaint } from '../../../operations/complaints/public-complaint.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';

/** The case somebody wants to follow, and its path below the language. */
type Followed = { complaint: PublicComplaint; path: string };

/** The page that asks for an address, and after the asking says the same whatever the address is. */
export function showFollow(kit: PageKit, request: Request, response: Response, followed: Followed): void {
  show(kit, request, response, followed, request.query['asked'] === '1' ? { isAsked: true } : {});
}

/** Takes an address. A page that is loaded anew asks nothing again. */
export async function followCase(
  kit: PageKit,
  request: Request,
  response: Response,
  followed: Followed,
): Promise<void> {
  const language = languageOf(response);
  const { email } = request.body as { email?: unknown };
  const address = typeof email === 'string' ? email.trim().slice(0, 300) : '';
  const asked = await followComplaint(kit.contextOf(response), {
    complaintId: followed.complaint.id,
    address,
    language,
  });
  if (!asked.ok) return show(kit, request, response, followed, { typed: address });
  response.redirect(303, `${pagePath(language, followed.path)}/follow?asked=1`);
}

function show(
  kit: PageKit,
  request: Request,
  response: Response,
  { complaint, path }: Followed,
  { isAsked = false, typed }: { isAsked?: boolean; typed?: string },
): void {
  const language = languageOf(response);
  const { number } = complaint;
  const error = typed === undefined ? undefined : say(language, 'follow.email-invalid');
  response.set('Cache-Control', 'no-store');
  kit.show(
    request,
    response,
    'complaints/follow/follow-case.njk',
    {
      title: say(language, isAsked ? 'follow.asked-title' : 'case.follow'),
      section: 'complaints',
      path: `${path}/follow`,
      hasErrors: error !== undefined,
      crumbs: [
        { text: say(language, 'register.title'), href: pagePath(language, '/complaints') },
        { text: number, href: pagePath(language, path) },
      ],
    },
    {
      isAsked,
      number,
      errors: error === undefined ? [] : [{ text: error, href: '#email' }],
      asked: say(language, 'follow.asked', { number }),
      hours: say(language, 'follow.asked-hours', { n: following.confirmHours }),
      followPath: `${pagePath(language, path)}/follow`,
      casePath: pagePath(language, path),
      email: emailField(language, { typed, error }),
    },
    error === undefined ? 200 : 422,
  );
}

/** The one field of the form, the same on the page of the case. */
export function emailField(
  language: Language,
  { typed, error }: { typed?: string | undefined; error?: string | undefined } = {},
) {
  const label = say(language, 'follow.email');
  return { name: 'email', type: 'email', autocomplete: 'email', label, value: typed ?? '', error };
}
