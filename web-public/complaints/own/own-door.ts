import type { Request, Response } from 'express';
import type { OwnAct } from '../../../operations/complaints/act-on-own-case.ts';
import { readOwnCase } from '../../../operations/complaints/read-own-case.ts';
import type { PageKit } from '../../page-kit.ts';
import { askForCode } from './code-page.ts';
import type { FoundCase, OwnTyped, OwnVisit } from './own-route.ts';
import { requireOwnForm } from './own-session.ts';
import type { OwnSession, OwnSessions } from './own-session.ts';

/** Finds the complaint an address means; answers itself and gives undefined where that is not its one address. */
export type Resolve = (request: Request, response: Response, tail: string) => Promise<FoundCase | undefined>;

/** What every page of the private side goes through: the case of the address, and the session that opens it. */
export type OwnDoor = {
  kit: PageKit;
  sessions: OwnSessions;
  /** The case of the address with the session of this browser for it, if there is one; undefined when answered. */
  find: (request: Request, response: Response, tail: string) => Promise<Found | undefined>;
  /** The open private side; asks for the code, and gives undefined, where it is not open. */
  open: (request: Request, response: Response, tail: string) => Promise<OwnVisit | undefined>;
  /** The same for a form that was sent: what was typed is kept while the code is asked for. */
  take: (request: Request, response: Response, sent: Sent) => Promise<OwnVisit | undefined>;
};

type Found = FoundCase & { session: OwnSession | undefined };

/** A form as it came, with the address it came to. */
export type Sent = { act: OwnAct; tail: string; typed: OwnTyped };

/** The door of all private sides of a portal. */
export function ownDoor(kit: PageKit, sessions: OwnSessions, resolve: Resolve): OwnDoor {
  const find: OwnDoor['find'] = async (request, response, tail) => {
    const found = await resolve(request, response, tail);
    return found && { ...found, session: sessions.of(response, found.complaint.id) };
  };
  const enter = async (response: Response, { session, ...found }: Found): Promise<OwnVisit | undefined> => {
    const opened = session && (await readOwnCase(kit.contextOf(response), session.own));
    return session && opened?.ok === true ? { ...found, session, opened: opened.value } : undefined;
  };
  return {
    kit,
    sessions,
    find,
    open: async (request, response, tail) => {
      const found = await find(request, response, tail);
      const visit = found && (await enter(response, found));
      if (found && !visit) askForCode(kit, request, response, found);
      return visit;
    },
    take: async (request, response, { act, tail, typed }) => {
      const found = await find(request, response, tail);
      const visit = found && (await enter(response, found));
      if (found && !visit) askForCode(kit, request, response, found, { act, typed });
      if (visit) requireOwnForm(visit.session, typed['_csrf']);
      return visit;
    },
  };
}
