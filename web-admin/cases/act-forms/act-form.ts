import type { Language } from '../../../domain/language.ts';
import type { Outcome, RefusalCode } from '../../../domain/refusals.ts';
import type { CaseFormRequest } from '../../../operations/complaints/act-on-case.ts';
import type { OpenedCase } from '../../../operations/complaints/open-case.ts';
import type { ProcedureAct } from '../../../operations/records/procedure-judges.ts';
import type { StaffVisit } from '../../visit.ts';

/** An option of a choice. */
export type Choice = { value: string; text: string; hint?: string };

/** A field as the page shows it; the words are there already, the value is what was typed. */
export type FormField = { kind: 'text' | 'line' | 'one' | 'several' | 'list' | 'day'; name: string; label: string } & {
  hint?: string;
  isOptional?: boolean;
  rows?: number;
  width?: string;
  type?: string;
  inputmode?: string;
  autocomplete?: string;
  options?: readonly Choice[];
  value?: string | { day: string; month: string; year: string };
  values?: readonly string[];
};

/** A form page while it is made: the case, what was typed, and what words it says. */
export type FormPage = {
  visit: StaffVisit;
  language: Language;
  opened: OpenedCase;
  /** True before anything was sent: then fields have their first values. */
  isFresh: boolean;
  value: (name: string) => string;
  values: (name: string) => string[];
};

/** What is sent: the request that every act on a case takes, and the files that came with the form. */
export type Sending = {
  visit: StaffVisit;
  request: CaseFormRequest;
  value: (name: string) => string;
  values: (name: string) => string[];
  files: { ids: readonly string[]; client: string };
};

/** The form of one act: its address, its fields, and the operation it is sent to. */
export type ActForm = {
  act: ProcedureAct;
  path: string;
  fields: (page: FormPage) => readonly FormField[];
  send: (sending: Sending) => Promise<Outcome<unknown>>;
  hasFiles?: true;
  /** Facts above the fields: what follows, by which norm, how sure it is. */
  facts?: (page: FormPage) => readonly FormFact[];
  /** Shown before the act is done: sent once to look, once more to confirm. */
  preview?: (page: FormPage) => Promise<Outcome<readonly FormFact[]>>;
  /** The field at which a refusal is said, where it differs from what all forms have in common. */
  fieldOf?: Partial<Record<RefusalCode, string>>;
  isDangerous?: true;
};

/** A line that the form says besides its fields. */
export type FormFact = { key: string; value: string; mark?: { confirmed: boolean; text: string } };
