import type { Language } from '../domain/language.ts';
import type { Role } from '../domain/people/role.ts';
import { countVotingDay } from '../operations/complaints/read-voting-day.ts';
import type { Workplace } from '../operations/people/read-workplace.ts';
import type { DeskFrame } from '../web-kit/frame.ts';
import { tonguesOf } from '../web-kit/frame.ts';
import { dayTime, time } from '../wording/dates.ts';
import { say } from '../wording/say.ts';
import { queueLink } from './queue/queue-place.ts';
import type { PageAnswer, SignedInVisit, Visit } from './visit.ts';

const sections = [
  { key: 'queue', path: '' },
  { key: 'calendar', path: '/calendar' },
  { key: 'sittings', path: '/sittings' },
  { key: 'public-texts', path: '/public-texts' },
  { key: 'reports', path: '/reports' },
  { key: 'people', path: '/people' },
] as const;

/** The frame of a desk page: sections, who is signed in, both clocks, the law pack in use. */
export async function deskFrame(
  visit: Visit | SignedInVisit,
  page: Pick<PageAnswer, 'title' | 'crumbs' | 'search' | 'refusal' | 'staysHere' | 'hasErrors'>,
): Promise<DeskFrame> {
  const { language, path, deps, session } = visit;
  const base: DeskFrame = {
    title: page.title,
    path,
    tongues: page.staysHere === true ? [] : tonguesOf(visit.page, page.search),
    nav: [],
    crumbs: page.crumbs ?? [],
    hasErrors: page.refusal !== undefined || page.hasErrors === true,
    ...(session === undefined ? {} : { csrfToken: session.csrf }),
  };
  if (!('actor' in visit)) return base;
  const { place } = visit;
  const [{ legal }, alarm] = await Promise.all([
    visit.context.clock(),
    place === null ? undefined : alarmOf(visit, place),
  ]);
  return {
    ...base,
    nav: place === null ? [] : navOf(language, path),
    person: { name: shortName(visit.name), role: place === null ? '' : rolesInWords(language, place.roles) },
    clock: time(legal),
    updated: say(language, 'desk.as-of', { moment: dayTime(language, legal) }),
    queue: queueLink(visit),
    signOutPath: `/${language}/sign-out`,
    ...(deps.trainingClock ? { training: dayTime(language, legal) } : {}),
    ...alarm,
    ...(place === null ? {} : { pack: `${place.pack.id}/${String(place.pack.version)}` }),
  };
}

/** The badge of every page: how many cases are due at once, and how many came since the last look. */
async function alarmOf(
  { language, context, actor }: SignedInVisit,
  place: Workplace,
): Promise<Pick<DeskFrame, 'alarm'>> {
  const { open, unseen } = await countVotingDay(context, actor, place.commission);
  if (open === 0) return {};
  return {
    alarm: {
      href: `/${language}/voting-day`,
      text: say(language, 'voting-day.badge', { open, unseen }),
      open,
      unseen: unseen === 0 ? '' : say(language, 'voting-day.badge-new', { n: unseen }),
    },
  };
}

/** Roles as words, the first with a capital letter. */
export function rolesInWords(language: Language, roles: readonly Role[]): string {
  return roles.map((role) => say(language, `people.role.${role}`)).join(', ');
}

/** «Токторова А. Б.»: the family name with initials, as it stands in the head of each page. */
export function shortName(name: string): string {
  const [family = '', ...given] = name.split(/\s+/);
  return [family, ...given.map((part) => `${part.charAt(0)}.`)].join(' ');
}

/** The name of a commission in the language. */
export function commissionName(
  language: Language,
  commission: { nameKy: string; nameRu: string; nameEn: string },
): string {
  return { ky: commission.nameKy, ru: commission.nameRu, en: commission.nameEn }[language];
}

function navOf(language: Language, path: string): DeskFrame['nav'] {
  return sections.map((section) => ({
    text: say(language, `desk.nav.${section.key}`),
    href: `/${language}${section.path}`,
    ...(isIn(section.path, path) ? { current: true } : {}),
  }));
}

function isIn(section: string, path: string): boolean {
  const ofQueue = ['/cases/', '/voting-day', '/views', '/intake'];
  return section === '' ? path === '/' || ofQueue.some((start) => path.startsWith(start)) : path.startsWith(section);
}
