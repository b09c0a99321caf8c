import { addDays, dayOf, momentAt, weekdayOf } from '../law/counting/calendar.ts';
import type { Instant } from '../time/instant.ts';

/**
 * Groups of the desk's queue, in the order in which they press. What is due at once has no end and stands first; the
 * order of the others is the order of their ends, so that a list can go on from any row at any later hour.
 */
export const queueBands = ['atOnce', 'overdue', 'today', 'tomorrow', 'week', 'later', 'waiting', 'decided'] as const;
export type QueueBand = (typeof queueBands)[number];

/** Ends of the groups, each included: a term that ends at `today` or before ends today or is over. */
export type QueueEdges = { now: Instant; today: Instant; tomorrow: Instant; week: Instant };

/** The ends of today, of tomorrow and of the Sunday of the present week in Asia/Bishkek. */
export function queueEdges(now: Instant): QueueEdges {
  const today = dayOf(now);
  return {
    now,
    today: momentAt(addDays(today, 1)),
    tomorrow: momentAt(addDays(today, 2)),
    week: momentAt(addDays(today, 8 - weekdayOf(today))),
  };
}

/** What puts a case into its group: the end of its term to decide, and whether it stands still or is decided. */
export type BandTerm = { dueAt: Instant | null; isDecided: boolean; isSuspended?: boolean };

/**
 * The group of an open complaint by the end of its decision term, in days of Asia/Bishkek. *Week* ends with the Sunday
 * of the present week. A case whose term is suspended waits for others; a decided one waits for its publication.
 */
export function queueBand(now: Instant, term: BandTerm): QueueBand {
  if (term.isDecided) return 'decided';
  if (term.isSuspended === true) return 'waiting';
  if (term.dueAt === null) return 'atOnce';
  if (term.dueAt <= now) return 'overdue';
  const { today, tomorrow, week } = queueEdges(now);
  if (term.dueAt <= today) return 'today';
  if (term.dueAt <= tomorrow) return 'tomorrow';
  return term.dueAt <= week ? 'week' : 'later';
}
