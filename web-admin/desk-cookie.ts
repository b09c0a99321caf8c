import { cookieOf } from '../web-kit/cookies.ts';
import type { Visit } from './visit.ts';

/** What the browser keeps for a person between two pages; nothing private, and nothing is decided by it. */
export type DeskCookie = 'queue' | 'ways' | 'done';

/** Keeps a value until the browser is closed. */
export function keepInBrowser(visit: Visit, cookie: DeskCookie, value: string): void {
  visit.response.cookie(nameOf(visit, cookie), value, attributesOf(visit));
}

/** The kept value; empty without one, or where it is none of ours. */
export function keptInBrowser(visit: Visit, cookie: DeskCookie): string {
  try {
    return decodeURIComponent(cookieOf(visit.request, nameOf(visit, cookie)) ?? '');
  } catch {
    return '';
  }
}

export function forgetInBrowser(visit: Visit, cookie: DeskCookie): void {
  visit.response.clearCookie(nameOf(visit, cookie), attributesOf(visit));
}

/** Cookies ignore ports, hence the surface in the name; with https it is bound to the host. */
function nameOf(visit: Visit, cookie: DeskCookie): string {
  return `${isSecure(visit) ? '__Host-' : ''}shailoo_desk_${cookie}`;
}

function attributesOf(visit: Visit) {
  return { httpOnly: true, sameSite: 'lax', secure: isSecure(visit), path: '/' } as const;
}

function isSecure({ deps }: Visit): boolean {
  return deps.addresses.desk.startsWith('https:');
}
