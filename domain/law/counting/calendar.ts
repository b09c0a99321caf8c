import { DateTime } from 'luxon';
import { remembering } from '../../remember.ts';
import { isCalendarDay } from '../../time/calendar-day.ts';
import type { CalendarDay } from '../../time/calendar-day.ts';
import { instant, instantFromDate, instantToDate, type Instant } from '../../time/instant.ts';

/** The zone of the law. */
export const legalZone = 'Asia/Bishkek';

const dayLength = 24 * 3_600_000;
/** What Bishkek is before UTC since 2005; every guess by it is checked. */
const usualOffset = 6 * 3_600_000;
/** Finding a clock time in a zone takes long, and lists ask for the same ones again and again. */
const mostRemembered = 20_000;

/** The calendar day in Bishkek on which a moment falls. */
export function dayOf(moment: Instant): CalendarDay {
  const guess = utcDay(instantToDate(moment).getTime() + usualOffset);
  const { begins, ends } = boundsOf(guess);
  return begins <= moment && moment < ends
    ? guess
    : DateTime.fromJSDate(instantToDate(moment), { zone: legalZone }).toFormat('yyyy-MM-dd');
}

/** When a day begins in Bishkek, and its exclusive end. */
const boundsOf = remembering(mostRemembered, (day: CalendarDay) => ({
  begins: momentAt(day),
  ends: momentAt(addDays(day, 1)),
}));

/** The moment at which a clock in Bishkek shows `time` (`HH:mm`, 24:00 included) on `day`. */
export function momentAt(day: CalendarDay, time = '00:00'): Instant {
  return momentOf(`${day} ${time}`);
}

const momentOf = remembering(mostRemembered, (clock: string): Instant => {
  const [day = '', time = ''] = clock.split(' ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instantFromDate(localDay(day).set({ hour, minute }).toJSDate());
});

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

function utcDay(time: number): CalendarDay {
  return nameOfDay(Math.floor(time / dayLength));
}

const nameOfDay = remembering(mostRemembered, (daysSince1970: number): CalendarDay =>
  new Date(daysSince1970 * dayLength).toISOString().slice(0, 10),
);
