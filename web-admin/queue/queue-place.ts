import { readQueueWish } from '../../operations/complaints/queue-filter.ts';
import type { QueueWish } from '../../operations/complaints/queue-filter.ts';
import { parametersOf } from '../../operations/complaints/save-view.ts';
import type { Link } from '../../web-kit/frame.ts';
import { say } from '../../wording/say.ts';
import { keepInBrowser, keptInBrowser } from '../desk-cookie.ts';
import type { SignedInVisit, StaffVisit, Visit } from '../visit.ts';
import { queueHref } from './queue-filters.ts';

const cursor = /^[\w-]{1,200}$/;

/** Keeps where in the queue this person is: view, filter and page. Another person at the same browser has their own. */
export function keepQueuePlace(visit: StaffVisit, wish: QueueWish, after?: string): void {
  const search = queueHref(visit.language, wish, after === undefined ? {} : { after }).replace(/^[^?]*\??/, '');
  const value = `${visit.session.personId ?? ''}?${search}`;
  if (keptInBrowser(visit, 'queue') !== value) keepInBrowser(visit, 'queue', value);
}

/**
 * The way back to the queue as this person last saw it, at the row of a case where one is named; the queue as it opens
 * first when nothing is kept.
 */
export function queueLink(visit: Visit | SignedInVisit, caseId?: string): Link {
  const { language, session } = visit;
  const [person, search = ''] = keptInBrowser(visit, 'queue').split('?');
  if (search === '' || person !== session?.personId)
    return { text: say(language, 'desk.nav.queue'), href: `/${language}` };
  const kept = parametersOf(search);
  const wish = readQueueWish(kept);
  const after = kept['after'];
  const more: Record<string, string> = typeof after === 'string' && cursor.test(after) ? { after } : {};
  const address = wish.view === 'votingDay' ? `/${language}/voting-day` : queueHref(language, wish, more);
  return {
    text: say(language, wish.view === undefined ? 'desk.nav.queue' : `desk.view.${wish.view}`),
    href: caseId === undefined ? address : `${address}#case-${caseId}`,
  };
}
