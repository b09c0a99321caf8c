import type { Language } from '../../domain/language.ts';
import { readQueueWish } from '../../operations/complaints/queue-filter.ts';
import type { QueueWish } from '../../operations/complaints/queue-filter.ts';
import { parametersOf } from '../../operations/complaints/save-view.ts';
import type { Link } from '../../web-kit/frame.ts';
import { say } from '../../wording/say.ts';
import { keepInBrowser, keptInBrowser } from '../desk-cookie.ts';
import type { SignedInVisit, StaffVisit, Visit } from '../visit.ts';
import { queueHref } from './queue-filters.ts';
import { cameFromQueue, keepWay, readWays } from './queue-ways.ts';

const cursor = /^[\w-]{1,200}$/;

/** Keeps where in the queue this person is: view, filter and page. Another person at the same browser has their own. */
export function keepQueuePlace(visit: StaffVisit, wish: QueueWish, after?: string): void {
  const search = searchOf(visit.language, wish, after);
  const value = `${visit.session.personId ?? ''}?${search}`;
  if (keptInBrowser(visit, 'queue') !== value) keepInBrowser(visit, 'queue', value);
}

/**
 * The way from the queue to a case, for the path of its pages. Where the case was just opened from the queue, that way is
 * kept for it, so that two tabs with different filters each find back.
 */
export function queueCrumb(visit: SignedInVisit, caseId: string | undefined): Link {
  const came = cameFromQueue(visit);
  if (came !== undefined && caseId !== undefined) keepWay(visit, caseId, cleanSearch(visit, came));
  return queueLink(visit, caseId);
}

/**
 * The way back to the queue, at the row of a case where one is named: as this person saw it when the case was opened, else
 * as it was seen last; the queue as it opens first when nothing is kept.
 */
export function queueLink(visit: Visit | SignedInVisit, caseId?: string): Link {
  const ofCase = caseId === undefined ? undefined : (cameFromQueue(visit) ?? readWays(visit)[caseId]);
  return linkTo(visit.language, ofCase ?? lastPlace(visit), caseId);
}

function lastPlace(visit: Visit | SignedInVisit): string | undefined {
  const [person, search = ''] = keptInBrowser(visit, 'queue').split('?');
  return search === '' || person !== visit.session?.personId ? undefined : search;
}

/** Whatever is kept, the link is one of our own queue: only what the queue itself understands stands in it. */
function linkTo(language: Language, search: string | undefined, caseId: string | undefined): Link {
  const row = caseId === undefined ? '' : `#case-${caseId}`;
  if (search === undefined) return { text: say(language, 'desk.nav.queue'), href: `/${language}` };
  const { wish, after } = readSearch(search);
  const address = wish.view === 'votingDay' ? `/${language}/voting-day` : queueHref(language, wish, after);
  const text = say(language, wish.view === undefined ? 'desk.nav.queue' : `desk.view.${wish.view}`);
  return { text, href: `${address}${row}` };
}

function cleanSearch({ language }: Visit, search: string): string {
  const { wish, after } = readSearch(search);
  return searchOf(language, wish, after['after']);
}

function readSearch(search: string): { wish: QueueWish; after: Record<string, string> } {
  const kept = parametersOf(search);
  const after = kept['after'];
  return { wish: readQueueWish(kept), after: typeof after === 'string' && cursor.test(after) ? { after } : {} };
}

function searchOf(language: Language, wish: QueueWish, after: string | undefined): string {
  return queueHref(language, wish, after === undefined ? {} : { after }).replace(/^[^?]*\??/, '');
}
