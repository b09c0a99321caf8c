import { remembering } from '../../remember.ts';
import type { CalendarDay } from '../../time/calendar-day.ts';
import { instantToDate, millisecondsBetween, type Instant } from '../../time/instant.ts';
import type { Alarms, OfficeHours } from '../law-pack.ts';
import { addDays, dayOf, momentAt, weekdayOf } from './calendar.ts';

/**
 * What is left of a term. `milliseconds` is calendar time and negative when over; `workingMilliseconds` counts office
 * hours only and is never negative; both are null for *at once*. `shareUsed` goes from 0 to 1.
 */
export type Remaining = {
  milliseconds: number | null;
  workingMilliseconds: number | null;
  elapsedMilliseconds: number;
  shareUsed: number | null;
};

/** Calendar and working time from `now` to the end of a term. Office hours are clock times in Asia/Bishkek. */
export function remaining(
  now: Instant,
  deadline: { readonly baseAt: Instant; readonly dueAt: Instant | null },
  officeHours: OfficeHours,
): Remaining {
  const elapsedMilliseconds = millisecondsBetween(deadline.baseAt, now);
  if (deadline.dueAt === null) {
    return { milliseconds: null, workingMilliseconds: null, elapsedMilliseconds, shareUsed: null };
  }
  const whole = millisecondsBetween(deadline.baseAt, deadline.dueAt);
  return {
    milliseconds: millisecondsBetween(now, deadline.dueAt),
    workingMilliseconds: workingTime(now, deadline.dueAt, officeHours),
    elapsedMilliseconds,
    shareUsed: whole <= 0 ? 1 : Math.min(1, Math.max(0, elapsedMilliseconds / whole)),
  };
}

/** How a term presses: over, soon (little is left by share or by working time), or running. */
export function urgency(left: Remaining, alarms: Alarms): 'running' | 'soon' | 'over' {
  if (left.milliseconds === null) return left.elapsedMilliseconds >= alarms.atOnceMinutes * 60_000 ? 'over' : 'soon';
  if (left.milliseconds <= 0) return 'over';
  const byShare = 1 - (left.shareUsed ?? 0) < alarms.soonShareLeft;
  return byShare || (left.workingMilliseconds ?? 0) <= alarms.soonWorkingMinutes * 60_000 ? 'soon' : 'running';
}

/** Office time between two moments in milliseconds; 0 when `to` is not later. */
export function workingTime(from: Instant, to: Instant, officeHours: OfficeHours): number {
  const [start, end] = [instantToDate(from).getTime(), instantToDate(to).getTime()];
  const openOn = openTimes(officeHours);
  const last = dayOf(to);
  let sum = 0;
  for (let day = dayOf(from); day <= last; day = addDays(day, 1)) {
    for (const { opens, closes } of openOn(day)) sum += Math.max(0, Math.min(end, closes) - Math.max(start, opens));
  }
  return sum;
}

/** When the commission opens and closes on a day, in milliseconds since 1970; nothing on a day without work. */
type OpenTimes = (day: CalendarDay) => readonly { opens: number; closes: number }[];

/** A queue asks for the same days in every row. */
const known = new WeakMap<OfficeHours, OpenTimes>();

function openTimes(officeHours: OfficeHours): OpenTimes {
  let times = known.get(officeHours);
  if (!times) known.set(officeHours, (times = remembering(2_000, (day) => openTimesOf(day, officeHours))));
  return times;
}

function openTimesOf(day: CalendarDay, officeHours: OfficeHours): ReturnType<OpenTimes> {
  if (!isWorkingDay(day, officeHours)) return [];
  const at = (time: string): number => instantToDate(momentAt(day, time)).getTime();
  return officeHours.intervals.map(({ from, to }) => ({ opens: at(from), closes: at(to) }));
}

/** Length of one working day in milliseconds. */
export function workingDayLength(officeHours: OfficeHours): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return officeHours.intervals.reduce((sum, { from, to }) => sum + (minutes(to) - minutes(from)) * 60_000, 0);
}

/** Whether the commission works on a day: moved working days go before holidays, holidays before weekdays. */
export function isWorkingDay(day: CalendarDay, officeHours: OfficeHours): boolean {
  if (officeHours.extraWorkingDays.includes(day)) return true;
  if (officeHours.holidays.some((holiday) => holiday.day === day)) return false;
  return officeHours.weekdays.includes(weekdayOf(day));
}
