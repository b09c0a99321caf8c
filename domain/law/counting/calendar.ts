import { DateTime } from 'luxon';
import { isCalendarDay } from '../../time/calendar-day.ts';
import type { CalendarDay } from '../../time/calendar-day.ts';
import { instant, instantFromDate, instantToDate, type Instant } from '../../time/instant.ts';

/** The zone of the law. */
export const legalZone = 'Asia/Bishkek';

const dayLength = 24 * 3_600_000;
/** What Bishkek is before UTC since 2005; every guess by it is checked. */
const usualOffset = 6 * 3_600_000;
/** Clock times that were asked for: finding one in a zone takes long, and lists ask for the same ones again and again. */
const moments = new Map<string, Instant>();
const mostMoments = 20_000;

/** The calendar day in Bishkek on which a moment falls. */
export function dayOf(moment: Instant): CalendarDay {
  const guess = utcDay(instantToDate(moment).getTime() + usualOffset);
  const isThatDay = isCalendarDay(guess) && momentAt(guess) <= moment && moment < momentAt(addDays(guess, 1));
  return isThatDay ? guess : DateTime.fromJSDate(instantToDate(moment), { zone: legalZone }).toFormat('yyyy-MM-dd');
}

/** The moment at which a clock in Bishkek shows `time` (`HH:mm`, 24:00 included) on `day`. */
export function momentAt(day: CalendarDay, time = '00:00'): Instant {
  const clock = `${day} ${time}`;
  const known = moments.get(clock);
  if (known !== undefined) return known;
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const moment = instantFromDate(localDay(day).set({ hour, minute }).toJSDate());
  if (moments.size >= mostMoments) moments.clear();
  moments.set(clock, moment);
  return moment;
}

/** The day `days` later, earlier if negative. */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return utcDay(startInUtc(day) + days * dayLength);
}

/** Day of the week, 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: CalendarDay): number {
  return new Date(startInUtc(day)).getUTCDay() || 7;
}

/** The first moment after `moment`: one microsecond later. */
export function justAfter(moment: Instant): Instant {
  const micros = Number(moment.slice(23, 26)) + 1;
  if (micros > 999) throw new RangeError(`not a whole millisecond: ${moment}`);
  return instant(`${moment.slice(0, 23)}${String(micros).padStart(3, '0')}Z`);
}

function localDay(day: CalendarDay): DateTime {
  const local = DateTime.fromISO(day, { zone: legalZone });
  if (!local.isValid) throw new RangeError(`not a calendar day: ${day}`);
  return local.startOf('day');
}

/** A calendar day has neither zone nor hour: its arithmetic is that of days in UTC. */
function startInUtc(day: CalendarDay): number {
  if (!isCalendarDay(day)) throw new RangeError(`not a calendar day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`);
}

/** Days since 1970 that were named. */
const names = new Map<number, CalendarDay>();
const mostNames = 20_000;

function utcDay(time: number): CalendarDay {
  const number = Math.floor(time / dayLength);
  const name = names.get(number) ?? new Date(time).toISOString().slice(0, 10);
  if (names.size >= mostNames) names.clear();
  names.set(number, name);
  return name;
}
