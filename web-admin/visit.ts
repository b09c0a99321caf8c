import type { Request, Response } from 'express';
import type { Language } from '../domain/language.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { LedgerReader } from '../operations/ledger/ledger.ts';
import type { OperationContext } from '../operations/context.ts';
import type { PersonActor, Workplace } from '../operations/people/read-workplace.ts';
import type { SignInService } from '../operations/people/sign-in.ts';
import type { Assets } from '../web-kit/assets.ts';
import type { Link } from '../web-kit/frame.ts';
import type { Render } from '../web-kit/render.ts';
import type { Session, Sessions, SessionStore } from '../web-kit/sessions/sessions.ts';

/** What the desk is made of; tests give their own parts. */
export type DeskDeps = {
  context: OperationContext;
  sessionStore: SessionStore;
  signIn: SignInService;
  assets: Assets;
  /** Where desk, files, portal and sign-in service are reached; the last may stand in for several addresses. */
  addresses: { desk: string; files: string; portal: string; signIn: readonly string[] };
  /** The published files of the ledger. */
  ledger: LedgerReader;
  /** True in a demonstration: the page that moves the legal clock is there. */
  trainingClock: boolean;
  /** Told of every defect with the correlation id of its request. */
  onDefect: (error: unknown, correlationId: string) => void;
};

/** One request as the pages see it. `path` has no language in front; `page` is the page the request belongs to. */
export type Visit = {
  deps: DeskDeps;
  render: Render;
  sessions: Sessions;
  context: OperationContext;
  request: Request;
  response: Response;
  language: Language;
  path: string;
  page: string;
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  form: Readonly<Record<string, unknown>>;
  session: Session | undefined;
};

/** A request of a person who is signed in. */
export type SignedInVisit = Visit & { session: Session; actor: PersonActor; name: string; place: Workplace | null };

/** A request of a person with an appointment: where they work is known. */
export type StaffVisit = SignedInVisit & { place: Workplace };

/** A page to show: view and model; the frame is put around it. */
export type PageAnswer = {
  kind: 'page';
  view: string;
  title: string;
  model: object;
  crumbs?: readonly Link[];
  /** Parameters of the address, without `?`, that the language switch keeps. */
  search?: string;
  status?: number;
  /** True for a form that came back with errors in its own summary. */
  hasErrors?: boolean;
  /** Shown above the page: what was refused and why. Nothing was changed. */
  refusal?: Refusal['refusal'];
  /** Where what was saved before stands, when the refusal is about that. */
  refusalLink?: Link;
  /** True where leaving would lose what is shown: the page has no language switch. */
  staysHere?: true;
  /** Said above the page: what was done, and where to go on. */
  done?: string;
  doneLink?: Link;
};

/** A file made for this reader; `name` stands in the header of the answer and holds nothing private. */
export type FileAnswer = { kind: 'file'; name: string; mediaType: string; bytes: Buffer };

/** What a handler answers; the web server is told by one function. */
export type Answer =
  | PageAnswer
  | FileAnswer
  | { kind: 'redirect'; to: string; done?: string }
  | { kind: 'refused'; refusal: Refusal['refusal'] };

/** Leads on after a form: 303, so that a reload repeats nothing. */
export function redirect(to: string): Answer {
  return { kind: 'redirect', to };
}

/** Leads back to a case on which an act was done, and the page of the case says so once. */
export function actDone({ language }: Visit, caseId: string, anchor = ''): Answer {
  return { kind: 'redirect', to: `/${language}/cases/${caseId}${anchor}`, done: caseId };
}

/** A refusal without a page of its own. */
export function refused({ refusal }: Refusal): Answer {
  return { kind: 'refused', refusal };
}
