import type { Response } from 'express';
import type { OwnAct } from '../../../operations/complaints/act-on-own-case.ts';
import type { OpenedOwnCase } from '../../../operations/complaints/read-own-case.ts';
import type { PublicComplaint } from '../../../operations/complaints/public-complaint.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageFrame } from '../../page-kit.ts';
import type { OwnSession } from './own-session.ts';

/** A complaint that an address means, and the path of its page below the language. */
export type FoundCase = { complaint: PublicComplaint; path: string };

/** The private side of a case, open in this browser and read. */
export type OwnVisit = FoundCase & { session: OwnSession; opened: OpenedOwnCase };

/** What a person typed into a form of the private side. */
export type OwnTyped = Readonly<Record<string, string>>;

/** The last part of the address of each act. */
export const ownPaths: Readonly<Record<OwnAct, string>> = {
  cureDefects: 'cure',
  addEvidence: 'evidence',
  changeContact: 'contact',
  withdrawComplaint: 'withdraw',
};

/** The address of a page of the private side. */
export function ownPath(response: Response, { path }: FoundCase, tail = ''): string {
  return pagePath(languageOf(response), `${path}/private${tail === '' ? '' : `/${tail}`}`);
}

/** The frame of a page of the private side. */
export function ownFrame(response: Response, found: FoundCase, title: string, isInside = true): PageFrame {
  const language = languageOf(response);
  const to = (path: string): string => pagePath(language, path);
  return {
    title,
    section: 'complaints',
    crumbs: [
      { text: say(language, 'register.title'), href: to('/complaints') },
      { text: found.complaint.number, href: to(found.path) },
      ...(isInside ? [{ text: say(language, 'case.private.title'), href: ownPath(response, found) }] : []),
    ],
    path: found.path,
  };
}

/** The fields of a form that are text. */
export function typedIn(body: unknown): OwnTyped {
  const given = typeof body === 'object' && body !== null ? Object.entries(body as Record<string, unknown>) : [];
  return Object.fromEntries(given.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
