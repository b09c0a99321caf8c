import { Router } from 'express';
import type { RequestHandler, Response } from 'express';
import { confirmFollow, readFollowLink, stopFollow } from '../../../operations/complaints/follow-link.ts';
import type { FollowLink, FollowPurpose } from '../../../operations/complaints/follow-link.ts';
import { complaintPath } from '../../../operations/complaints/public-complaint.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';

type Shown = 'ask' | 'done' | 'gone';

/** The page of a link to confirm: looking changes nothing, the button does. */
export function confirmFollowRoutes(kit: PageKit): Router {
  const router = Router({ mergeParams: true });
  router.use(ofALink);
  router.get('/:link', async (request, response) => {
    const link = await readFollowLink(kit.contextOf(response), String(request.params['link']), 'confirm');
    show(kit, response, link.state === 'live' ? 'ask' : link.state, { request, link, purpose: 'confirm' });
  });
  router.post('/:link', async (request, response) => {
    const link = await confirmFollow(kit.contextOf(response), String(request.params['link']));
    show(kit, response, link.state === 'gone' ? 'gone' : 'done', { request, link, purpose: 'confirm' });
  });
  return router;
}

/**
 * The page of a link to stop. Its POST is the one click of RFC 8058 too: it comes from mail programs, with any body, without
 * cookie and from any site, and is answered without a redirect. Who has the link has the mail, so nothing else guards it.
 */
export function stopFollowRoutes(kit: PageKit): Router {
  const router = Router({ mergeParams: true });
  router.use(ofALink);
  router.get('/:link', async (request, response) => {
    const link = await readFollowLink(kit.contextOf(response), String(request.params['link']), 'stop');
    show(kit, response, link.state === 'live' ? 'ask' : 'done', { request, link, purpose: 'stop' });
  });
  router.post('/:link', async (request, response) => {
    await stopFollow(kit.contextOf(response), String(request.params['link']));
    show(kit, response, 'done', { request, link: { state: 'gone' }, purpose: 'stop' });
  });
  return router;
}

/** A link is whoever has it: it goes into no cache and to no other site. */
const ofALink: RequestHandler = (_request, response, next) => {
  response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' });
  next();
};

function show(
  kit: PageKit,
  response: Response,
  shown: Shown,
  { request, link, purpose }: { request: Parameters<RequestHandler>[0]; link: FollowLink; purpose: FollowPurpose },
): void {
  const language = languageOf(response);
  const complaint = link.state === 'gone' ? null : link.complaint;
  const number = complaint?.number ?? '';
  kit.show(
    request,
    response,
    'complaints/follow/follow-link.njk',
    {
      title: say(language, `follow.${purpose}-title`),
      section: 'complaints',
      path: `/follow/${purpose}/${String(request.params['link'])}`,
    },
    {
      shown,
      purpose,
      lead: say(language, `follow.${purpose}-lead`, { number }),
      done: purpose === 'stop' ? say(language, 'follow.stopped') : say(language, 'follow.confirmed', { number }),
      submit: say(language, `follow.${purpose}-submit`),
      casePath: complaint && pagePath(language, complaintPath(complaint)),
      register: pagePath(language, '/complaints'),
    },
    shown === 'gone' ? 404 : 200,
  );
}
