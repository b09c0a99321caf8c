import type { IconName } from './icons.ts';

/** A norm as words, with the address of its text where there is one. */
export type Norm = { readonly text: string; readonly href?: string };

/** Whether a norm is confirmed by the commission, in words. */
export type Certainty = { readonly confirmed: boolean; readonly text: string };

/** The state of a term: remaining time first (`lead`), then the date (`detail`). */
export type DeadlineChip = {
  readonly state: 'running' | 'soon' | 'over' | 'met' | 'late' | 'suspended' | 'extended' | 'none';
  readonly lead: string;
  readonly detail?: string;
  /** The former date of an extended term. */
  readonly struck?: string;
  /** Share of the term that is used up, 0 to 1; for running, soon and extended. */
  readonly share?: number;
};

/** A status: icon and word; the tint comes third. `closed` also serves refused on the merits. */
export type Tag = {
  readonly kind: 'progress' | 'granted' | 'closed' | 'court' | 'disputed' | 'failed' | 'outline';
  readonly text: string;
  readonly icon?: IconName;
};

/** One stop of the stage line. */
export type Stage = {
  readonly state: 'done' | 'late' | 'now' | 'ahead' | 'skipped';
  readonly name: string;
  /** A late stage that has not happened at all: its name says so, and it is not called done late. */
  readonly isMissing?: true;
  readonly when?: string;
  readonly norm?: Norm;
};

/** One day of the strip under a derivation. */
export type Day = {
  readonly number: string;
  readonly words: string;
  readonly state: 'start' | 'counted' | 'not-counted' | 'last';
  readonly isToday?: boolean;
};

/** How a date came about, in numbered steps; the last one is the result. */
export type Derivation = {
  /** Words that open it, such as "Why 14 January". */
  readonly question: string;
  readonly steps: readonly {
    readonly heading: string;
    readonly text?: string;
    readonly norm?: Norm;
    readonly certainty?: Certainty;
    readonly days?: readonly Day[];
  }[];
};

/** What an official can do now and what not, with the reason. At most one act is primary. */
export type ActPanel = {
  readonly can: readonly {
    readonly text: string;
    readonly href: string;
    readonly icon?: IconName;
    readonly isPrimary?: boolean;
    readonly consequence?: string;
  }[];
  readonly cannot: readonly { readonly text: string; readonly reason: string; readonly norm?: Norm }[];
};

/** How a member stands in a vote; `waiting` has not voted yet. */
export type SeatChoice = 'for' | 'against' | 'abstain' | 'recused' | 'absent' | 'waiting';

/** One seat per member, participants first; the quorum in words beneath. */
export type VoteMeter = {
  readonly label: string;
  readonly seats: readonly { readonly choice: SeatChoice; readonly word: string; readonly name: string }[];
  readonly quorum: string;
  readonly others?: string;
};

/** A row of the roll call. */
export type RollCallRow = {
  readonly name: string;
  readonly role?: string;
  readonly choice: SeatChoice;
  readonly word: string;
  readonly when?: string;
};

/** An entry of the history; `datetime` is the instant, `when` its words. */
export type TimelineEntry = {
  readonly datetime: string;
  readonly when: string;
  readonly sentence: string;
  readonly detail?: string;
  readonly bySystem?: boolean;
  readonly isLate?: boolean;
};

/** Page links of a list; an item without `href` is a gap. */
export type Pages = {
  readonly previous?: string;
  readonly next?: string;
  readonly items: readonly { readonly text: string; readonly href?: string; readonly current?: boolean }[];
};

/** What a form field shows; `error` also goes into the error summary with the same `href`. */
export type Field = {
  readonly name: string;
  readonly id?: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
  readonly value?: string | Readonly<Record<'day' | 'month' | 'year', string>>;
  readonly isQuestion?: boolean;
  readonly isOptional?: boolean;
};
