import { DateTime } from 'luxon';
import type { CalendarDay } from '../../time/calendar-day.ts';
import { instant, instantFromDate, instantToDate, type Instant } from '../../time/instant.ts';

/** The zone of the law. */
export const legalZone = 'Asia/Bishkek';

/** The calendar day in Bishkek on which a moment falls. */
export function dayOf(moment: Instant): CalendarDay {
  return DateTime.fromJSDate(instantToDate(moment), { zone: legalZone }).toFormat('yyyy-MM-dd');
}

/** The moment at which a clock in Bishkek shows `time` (`HH:mm`, 24:00 included) on `day`. */
export function momentAt(day: CalendarDay, time = '00:00'): Instant {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instantFromDate(localDay(day).set({ hour, minute }).toJSDate());
}

/** The day `days` later, earlier if negative. */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return localDay(day).plus({ days }).toFormat('yyyy-MM-dd');
}

/** Day of the week, 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: CalendarDay): number {
  return localDay(day).weekday;
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
