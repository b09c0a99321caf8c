import type { Language } from '../domain/language.ts';
import type { Role } from '../domain/people/role.ts';
import type { DeskFrame } from '../web-kit/frame.ts';
import { tonguesOf } from '../web-kit/frame.ts';
import { dayTime, time } from '../wording/dates.ts';
import { say } from '../wording/say.ts';
import type { PageAnswer, SignedInVisit, Visit } from './visit.ts';

const sections = [
  { key: 'queue', path: '' },
  { key: 'sittings', path: '/sittings' },
  { key: 'public-texts', path: '/public-texts' },
  { key: 'people', path: '/people' },
] as const;

/** The frame of a desk page: sections, who is signed in, both clocks, the law pack in use. */
export async function deskFrame(
  visit: Visit | SignedInVisit,
  page: Pick<PageAnswer, 'title' | 'crumbs' | 'refusal' | 'staysHere' | 'hasErrors'>,
): Promise<DeskFrame> {
  const { language, path, deps, session } = visit;
  const base: DeskFrame = {
    title: page.title,
    path,
    tongues: page.staysHere === true ? [] : tonguesOf(visit.page),
    nav: [],
    crumbs: page.crumbs ?? [],
    hasErrors: page.refusal !== undefined || page.hasErrors === true,
    ...(session === undefined ? {} : { csrfToken: session.csrf }),
  };
  if (!('actor' in visit)) return base;
  const { legal } = await visit.context.clock();
  const { place } = visit;
  return {
    ...base,
    nav: place === null ? [] : navOf(language, path),
    person: { name: shortName(visit.name), role: place === null ? '' : rolesInWords(language, place.roles) },
    clock: time(legal),
    updated: say(language, 'desk.as-of', { moment: dayTime(language, legal) }),
    signOutPath: `/${language}/sign-out`,
    ...(deps.trainingClock ? { training: dayTime(language, legal) } : {}),
    ...(place === null ? {} : { pack: `${place.pack.id}/${String(place.pack.version)}` }),
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
  return section === ''
    ? path === '/' || path.startsWith('/cases/') || path.startsWith('/intake')
    : path.startsWith(section);
}
