import { addMilliseconds, millisecondsBetween } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import { addDays, dayOf, momentAt } from './calendar.ts';

/**
 * The exclusive end of a term that stood still from `suspendedAt` to `resumedAt`: later by that time, and, where the term
 * ended with a day, by the whole day in which that falls. Never earlier than it was; null for a term *at once*.
 * How a suspended term goes on is in no cited text (mark RE in the pack).
 */
export function resumedEnd(due: Instant | null, suspendedAt: Instant, resumedAt: Instant): Instant | null {
  if (due === null) return null;
  const moved = addMilliseconds(due, Math.max(0, Math.ceil(millisecondsBetween(suspendedAt, resumedAt))));
  if (due !== momentAt(dayOf(due)) || moved === momentAt(dayOf(moved))) return moved;
  return momentAt(addDays(dayOf(moved), 1));
}
