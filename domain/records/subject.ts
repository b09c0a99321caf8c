import type { AccessRule } from '../access/can.ts';
import type { DerivedDeadline } from '../law/derivation.ts';
import type { LawPack } from '../law/law-pack.ts';
import type { Actor, Commission } from '../people/role.ts';
import type { Outcome, RefusalCode } from '../refusals.ts';
import type { CalendarDay } from '../time/calendar-day.ts';
import type { Instant } from '../time/instant.ts';
import type { EventKind } from './event-kind.ts';

/** What a status answers to an act: the next status, or a refusal by name. */
export type Answer<Status extends string> = { to: Status } | { refuse: RefusalCode };

/** Every status answers every act; `none` is a record that does not exist yet. */
export type TransitionTable<Status extends string, Act extends string> = Record<
  Status | 'none',
  Record<Act, Answer<Status>>
>;

/** One event as the domain decides it, before sequence, salt and hashes are added. */
export type DecidedEvent = { kind: string; payload: Record<string, unknown> };

/**
 * What an act does to legal terms. `term` is the key of a term within its record: its rule, or `rule.suffix` where a
 * record can have several of one rule. `base` is the instant a term counts from, `due` its new exclusive end. A term
 * derived anew under another version of the pack moves only where its end differs; `replaced` is its old derivation.
 * `stoodUntil` is when a suspended term goes on: the act, or earlier the end of what it waited for, however late that end
 * was noticed.
 */
export type TermChange =
  | { change: 'start'; rule: string; term?: string; base: Instant; baseEvent: string }
  | { change: 'meet' | 'miss' | 'lapse'; term: string }
  | { change: 'extend'; term: string; due: Instant | null; ground: string }
  | { change: 'resume'; term: string; due: Instant | null; ground: string; stoodUntil: Instant }
  | { change: 'suspend' | 'supersede'; term: string; ground: string }
  | { change: 'rederive'; term: string; due: Instant | null; derived: DerivedDeadline; replaced: DerivedDeadline };

/** What became of a term on the way: by whom, on which ground, from which end to which. Ends are exclusive. */
export type TermAlteration = {
  change: 'extend' | 'suspend' | 'resume' | 'supersede' | 'rederive';
  at: Instant;
  actor: string;
  ground: string;
  from: Instant | null;
  to: Instant | null;
  /** Of a resumed term: when it went on, where that is before the act that says so. */
  stoodUntil?: Instant;
  /** Of a term derived anew: the derivation that gave the old end. */
  replaced?: DerivedDeadline;
};

/** How a term can stand. */
export const termStates = ['running', 'suspended', 'met', 'metLate', 'missed', 'lapsed', 'superseded'] as const;

/**
 * A term as the record's state keeps it. `suspended`: its end moves with the day it is resumed. `lapsed`: a right that
 * nobody used in time. `superseded`: it no longer applies.
 */
export type TermState = {
  term: string;
  rule: string;
  base: Instant;
  due: Instant | null;
  state: (typeof termStates)[number];
  endedAt?: Instant;
  alterations?: readonly TermAlteration[];
};

/** The part of the state that every record has. */
export type RecordState<Status extends string = string> = {
  id: string;
  status: Status;
  commissionId: string;
  electionId: string;
  pack: string;
  /** The version of the pack the record is pinned to; without one, the newest confirmed version applies. */
  packVersion?: number | null;
  terms: Record<string, TermState>;
};

/** A number from a series without gaps: `K-2027-000001`. Assigned under the last lock of the transaction. */
export type NumberSeries = { prefix: string; commissionId: string; kind: string; year: number };

/** What the domain answers to an act that the rules permit. */
export type Decided = {
  events: readonly DecidedEvent[];
  terms?: readonly TermChange[];
  /** Kinds of notice owed to the parties. */
  notices?: readonly string[];
  /** The absent holder for whom a deputy acts, by person id. */
  actingFor?: string;
};

/** Everything a decision may look at; nothing else exists for the domain. */
export type ActContext = {
  actor: Actor;
  /** Legal time of the complete request's arrival, taken before any lock. */
  receivedAt: Instant;
  pack: LawPack;
  commission: Commission;
  /** Voting day, `YYYY-MM-DD` in Asia/Bishkek. */
  votingDay: CalendarDay;
  /** Persons who sit in the commission at `receivedAt`, by person id. */
  members: readonly string[];
  /** Lawyers of the commission at `receivedAt`, by person id. */
  lawyers: readonly string[];
  /** The number drawn for this record, when the act draws one. */
  number?: string;
  /** State of another record of the same batch as it stands now. */
  related: (recordId: string) => RecordState | undefined;
};

/** An act as requested. `expectedVersion` refuses a page that has grown old. */
export type ActRequest = {
  subject: string;
  act: string;
  recordId: string;
  input: Record<string, unknown>;
  expectedVersion?: number;
};

/** One act of a subject: who may, whether it draws a number, and what it decides. */
export type Act<State extends RecordState, Input> = {
  access: AccessRule;
  /** The series a number is drawn from, when the act gives one. */
  numbering?: (input: Input, context: Omit<ActContext, 'number' | 'related'>) => NumberSeries;
  decide: (state: State | undefined, input: Input, context: ActContext) => Outcome<Decided>;
};

/** An act whose input the caller's schema has already checked. */
export type ActDefinition<State extends RecordState> = Act<State, never>;

/**
 * A subject registers its transitions, events, fold and projection in one place; the engine names no subject.
 * `apply` folds an event into the state; `projections` give the row of each of the subject's tables, with the record's `id`.
 */
export type Subject<State extends RecordState = RecordState> = {
  name: string;
  statuses: readonly string[];
  transitions: TransitionTable<string, string>;
  acts: Record<string, ActDefinition<State>>;
  /** The act of the system that ends a term whose time is over, by the rule of the term. */
  termEnds?: Readonly<Record<string, string>>;
  events: Record<string, EventKind>;
  /** Whether an event of this kind is told to whoever follows the record; absent where nobody can follow. */
  isFollowed?: (kind: string) => boolean;
  apply: (state: State | undefined, event: FoldedEvent) => State;
  projections: Readonly<Record<string, (state: State) => ProjectedRow>>;
};

/** A row of a subject's table by its columns; `id` is the record's. */
export type ProjectedRow = { id: string } & Record<string, unknown>;

/** An event as the fold sees it. */
export type FoldedEvent = {
  recordId: string;
  kind: string;
  payload: Record<string, unknown>;
  legalAt: Instant;
  actor: string;
  status: string;
  commissionId: string;
  electionId: string;
  pack: string;
};
