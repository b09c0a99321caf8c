import type { AccessRule } from '../domain/access/can.ts';
import type { Outcome } from '../domain/refusals.ts';
import type { OperationContext } from '../operations/context.ts';
import type { StagedDocument } from '../operations/documents/stage-document.ts';
import type { PersonActor } from '../operations/people/read-workplace.ts';
import type { Answer, SignedInVisit, StaffVisit, Visit } from './visit.ts';

type Place = {
  method: 'get' | 'post';
  /** Behind the language, such as `/cases/:id`; a route `atRoot` has no language in front. */
  path: string;
  atRoot?: true;
  /** The action in the audit; operations write it, and the tests prove that they do. */
  audit: string;
};

/** For everybody: the sign-in itself. */
export type OpenRoute = Place & { permission: 'anyone'; handler: (visit: Visit) => Promise<Answer> };
/** For who is signed in, with an appointment or not. */
export type SignedInRoute = Place & { permission: 'signedIn'; handler: (visit: SignedInVisit) => Promise<Answer> };
/** For staff whose role the rule names; the operation then asks again, for the record's own commission. */
export type StaffRoute = Place & {
  permission: AccessRule;
  handler: (visit: StaffVisit) => Promise<Answer>;
  /** For forms with files: stores one file as it comes; asked only for who may send the form. */
  takeFile?: TakeFile;
};

/** What a form with files has told so far, and the file that comes now. */
export type TakeFile = (
  sender: { context: OperationContext; actor: PersonActor },
  fields: Readonly<Record<string, string>>,
  name: string,
  source: AsyncIterable<Uint8Array>,
) => Promise<Outcome<StagedDocument>>;

/** A route cannot be written without who may and what the audit calls it. */
export type DeskRoute = OpenRoute | SignedInRoute | StaffRoute;
