import type { CalendarDay } from '../time/calendar-day.ts';
import type { Instant } from '../time/instant.ts';
import type { Certainty } from './certainty.ts';
import type { ArticleReference, Confirmation, CountingRule, ElectionKind, LawRule, Scaling } from './law-pack.ts';

/** One day of the strip. `index` is the number of the counted day, 0 for the starting day. */
export type CountedDay = { day: CalendarDay; weekday: number; index: number; role: 'start' | 'counted' | 'last' };

export type EventStep = { kind: 'event'; event: string; at: Instant; day: CalendarDay };
export type NormStep = {
  kind: 'norm';
  ruleId: string;
  term: LawRule['term'];
  direction: LawRule['direction'];
  actor: string;
  article: ArticleReference;
  certainty: Certainty;
  confirmed: Confirmation | null;
};
export type ScalingStep = { kind: 'scaling'; electionKind: ElectionKind } & (
  | { applied: false }
  | { applied: true; by: 'publishedTerm'; from: number; to: number; certainty: Certainty }
  | {
      applied: true;
      by: 'fraction';
      numerator: number;
      denominator: number;
      rounding: Scaling['rounding'];
      from: number;
      to: number;
      certainty: Certainty;
    }
);
export type CountingStep = {
  kind: 'counting';
  counting: CountingRule;
  n: number;
  certainty: Certainty;
  /** In the order of the calendar; a long term keeps only its first and last days. */
  days: readonly CountedDay[];
};
export type ResultStep = {
  kind: 'result';
  dueAt: Instant | null;
  lastDay: CalendarDay | null;
  closingHour: string;
  inclusiveHour: boolean;
  zone: 'Asia/Bishkek';
};

/** One step of a derivation as data; wording makes the sentence. Plain JSON. */
export type DerivationStep = EventStep | NormStep | ScalingStep | CountingStep | ResultStep;

/**
 * A legal term with how it came about. `dueAt` is exclusive and null for *at once*.
 * `certainty` is the weakest mark of all steps used.
 */
export type DerivedDeadline = {
  ruleId: string;
  packId: string;
  packVersion: number;
  calendarVersion: string;
  baseAt: Instant;
  dueAt: Instant | null;
  zone: 'Asia/Bishkek';
  certainty: Certainty;
  confirmed: boolean;
  steps: readonly DerivationStep[];
};
