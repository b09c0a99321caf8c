import { addDays, dayOf } from '../../domain/law/counting/calendar.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** The days of a report, both included. */
export type ReportDays = { from: CalendarDay; to: CalendarDay };

/** The days an address asks for; the last thirty without a wish, and the right way round. */
export function reportDays(query: Readonly<Record<string, unknown>>, now: Instant): ReportDays {
  const today = dayOf(now);
  const asked = (name: string): CalendarDay | undefined => {
    const value = query[name];
    return typeof value === 'string' && isCalendarDay(value) ? value : undefined;
  };
  const to = asked('to') ?? today;
  const from = asked('from') ?? addDays(to, -29);
  return from <= to ? { from, to } : { from: to, to: from };
}
