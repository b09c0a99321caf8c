import { addDays, dayOf, weekdayOf } from '../law/counting/calendar.ts';
import { addMilliseconds } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';

/** Groups of the desk's queue, in the order in which they press. */
export const queueBands = ['overdue', 'atOnce', 'today', 'tomorrow', 'week', 'later', 'decided'] as const;
export type QueueBand = (typeof queueBands)[number];

/**
 * The group of an open complaint by the end of its decision term, in days of Asia/Bishkek. *Week* ends with the Sunday
 * of the present week; a decided one waits for its publication and presses no more.
 */
export function queueBand(now: Instant, term: { dueAt: Instant | null; isDecided: boolean }): QueueBand {
  if (term.isDecided) return 'decided';
  if (term.dueAt === null) return 'atOnce';
  if (term.dueAt <= now) return 'overdue';
  const today = dayOf(now);
  const lastDay = dayOf(addMilliseconds(term.dueAt, -1));
  if (lastDay === today) return 'today';
  if (lastDay === addDays(today, 1)) return 'tomorrow';
  return lastDay <= addDays(today, 7 - weekdayOf(today)) ? 'week' : 'later';
}
