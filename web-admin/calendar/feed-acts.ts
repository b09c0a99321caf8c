import { readFeed, renewFeed, revokeFeed } from '../../operations/calendar/calendar-feed.ts';
import { say } from '../../wording/say.ts';
import { redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit, Visit } from '../visit.ts';

/** Makes the secret address of one's own calendar and shows it this once. */
export async function renewFeedAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, deps } = visit;
  const { token } = await renewFeed(context, actor);
  const title = say(language, 'calendar.feed.new-title');
  return {
    kind: 'page',
    view: 'calendar/feed-address.njk',
    title,
    staysHere: true,
    crumbs: [
      { text: say(language, 'calendar.title'), href: `/${language}/calendar` },
      { text: title, href: '', current: true },
    ],
    model: {
      address: new URL(`/${language}/calendar-feed/${token}/shailoo.ics`, deps.addresses.desk).href,
      back: `/${language}/calendar`,
    },
  };
}

export async function revokeFeedAct({ language, context, actor }: StaffVisit): Promise<Answer> {
  await revokeFeed(context, actor);
  return redirect(`/${language}/calendar`);
}

/** The calendar behind a secret address, for a calendar program. Nobody signs in for it: the address is the key. */
export async function calendarFeed({ language, context, params, deps }: Visit): Promise<Answer> {
  const desk = deps.addresses.desk.replace(/\/$/, '');
  const outcome = await readFeed(context, { token: params['token'] ?? '', language, desk });
  if (!outcome.ok) return refused(outcome);
  return {
    kind: 'file',
    name: 'shailoo.ics',
    mediaType: 'text/calendar; charset=utf-8',
    bytes: Buffer.from(outcome.value),
  };
}
