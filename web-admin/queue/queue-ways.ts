import { LANGUAGES } from '../../domain/language.ts';
import { keepInBrowser, keptInBrowser } from '../desk-cookie.ts';
import type { SignedInVisit, Visit } from '../visit.ts';

/** By the id of a case, the filter of the queue that it was opened from, as the parameters of an address. */
export type Ways = Readonly<Record<string, string>>;

const queuePath = new RegExp(`^/(?:${LANGUAGES.join('|')})(/voting-day)?/?$`);

/** The parameters of our own queue, where the browser says that this page was opened from it. */
export function cameFromQueue({ request }: Visit): string | undefined {
  const from = URL.parse(request.get('referer') ?? '');
  if (request.method !== 'GET' || from?.host !== request.get('host')) return undefined;
  const [path, votingDay] = queuePath.exec(from?.pathname ?? '') ?? [];
  if (path === undefined) return undefined;
  return votingDay === undefined ? (from?.search ?? '').slice(1) : 'view=votingDay';
}

const way = /^([0-9a-f-]{36})\?([^|?]*)$/;

/** The ways of this person's cases, the one opened last at the end; none of another person at the same browser. */
export function readWays(visit: Visit): Ways {
  const [person, ...ways] = keptInBrowser(visit, 'ways').split('|');
  if (person === '' || person !== visit.session?.personId) return {};
  return Object.fromEntries(
    ways.flatMap((text): [string, string][] => {
      const [, id, search] = way.exec(text) ?? [];
      return id === undefined || search === undefined ? [] : [[id, search]];
    }),
  );
}

/** Browsers take cookies of 4,096 bytes with name and attributes. */
const longest = 3_000;

/** Keeps the way of a case until the browser is closed; those opened longest ago go where a cookie does not hold them all. */
export function keepWay(visit: SignedInVisit, caseId: string, search: string): void {
  const { [caseId]: _before, ...others } = readWays(visit);
  const kept = Object.entries({ ...others, [caseId]: search }).map(([id, words]) => `|${id}?${words}`);
  const value = (): string => `${visit.session.personId ?? ''}${kept.join('')}`;
  while (encodeURIComponent(value()).length > longest) kept.shift();
  if (keptInBrowser(visit, 'ways') !== value()) keepInBrowser(visit, 'ways', value());
}
