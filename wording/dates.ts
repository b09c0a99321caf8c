import { LANGUAGES } from '../domain/language.ts';
import type { Language } from '../domain/language.ts';
import { remembering } from '../domain/remember.ts';
import { isCalendarDay, type CalendarDay } from '../domain/time/calendar-day.ts';
import { addMilliseconds, instant, type Instant } from '../domain/time/instant.ts';
import { civilMoment, type CivilMoment } from './civil-moment.ts';
import { kyrgyzClockDative, kyrgyzClockLocative } from './kyrgyz-clock.ts';
import { kyrgyzMonth, type KyrgyzMonthCase } from './kyrgyz-months.ts';
import { say } from './say.ts';

/** «2027-жылдын 24-январы», «24 января 2027 года», "24 January 2027". */
export function day(language: Language, moment: Instant | CalendarDay): string {
  return say(language, 'dates.day', dayValues(language, moment, 'possessedName'));
}

/** Without the year: «24-январь», «24 января», "24 January". */
export function dayShort(language: Language, moment: Instant | CalendarDay): string {
  const { month, day: date } = civil(moment);
  return dayOfYear(`${language} ${String(month)} ${String(date)}`);
}

/** Lists say the same days again and again. */
const dayOfYear = remembering(LANGUAGES.length * 366, (asked: string): string => {
  const [language = 'ky', month, date = ''] = asked.split(' ') as [Language?, string?, string?];
  return say(language, 'dates.dayShort', { month: monthIn(language, Number(month), 'name'), day: date });
});

/** «24-январь, жекшемби», «воскресенье, 24 января», "Sunday, 24 January". */
export function weekdayAndDay(language: Language, moment: Instant | CalendarDay): string {
  return say(language, 'dates.weekdayAndDay', {
    weekday: weekday(language, moment),
    date: dayShort(language, moment),
  });
}

/** Name of the day of the week, small letter in Kyrgyz and Russian. */
export function weekday(language: Language, moment: Instant | CalendarDay): string {
  return say(language, `dates.weekday.${civil(moment).weekday}`);
}

/** Two letters or so: «дш», «пн», "Mon". */
export function weekdayShort(language: Language, moment: Instant | CalendarDay): string {
  return say(language, `dates.weekdayShort.${civil(moment).weekday}`);
}

/** Figures only, for narrow columns: 24.01.2027 (2027-01-24 in English). */
export function dayFigures(language: Language, moment: Instant | CalendarDay): string {
  const { year, month, day: date } = civil(moment);
  return say(language, 'dates.dayFigures', { year: String(year), month: twoDigits(month), day: twoDigits(date) });
}

/** Clock in Bishkek, `10:00`. */
export function time(moment: Instant): string {
  const { hour, minute } = civilMoment(moment);
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

/** Clock in Bishkek with seconds, `10:00:05`. */
export function timeExact(moment: Instant): string {
  return `${time(moment)}:${twoDigits(civilMoment(moment).second)}`;
}

/** Day with year and time: «2027-жылдын 11-январы, 10:00». */
export function dayTime(language: Language, moment: Instant): string {
  return say(language, 'dates.withTime', { date: day(language, moment), time: time(moment) });
}

/** Day without year and time: «11-январь, 10:00». */
export function dayTimeShort(language: Language, moment: Instant): string {
  return say(language, 'dates.withTime', { date: dayShort(language, moment), time: time(moment) });
}

/** Day with year and time to the second, for receipts. */
export function dayTimeExact(language: Language, moment: Instant): string {
  return say(language, 'dates.withTime', { date: day(language, moment), time: timeExact(moment) });
}

/** When something happened, as a sentence needs it: «2027-жылдын 11-январында саат 10:00дө», "11 January 2027, 10:00". */
export function atDayTime(language: Language, moment: Instant): string {
  return atClock(language, moment, time(moment));
}

/** When an exclusive end was, as a sentence needs it: «2027-жылдын 14-январында саат 24:00дө». */
export function atDeadline(language: Language, dueAt: Instant): string {
  const shown = lastMoment(dueAt);
  return atClock(language, shown.day, shown.time);
}

/** An exclusive end as people say it: midnight is 24:00 of the day before. «2027-жылдын 14-январы, 24:00». */
export function deadlineMoment(language: Language, dueAt: Instant): string {
  const shown = lastMoment(dueAt);
  return say(language, 'dates.withTime', { date: day(language, shown.day), time: shown.time });
}

/** The same without the year: «14-январь, 24:00». */
export function deadlineMomentShort(language: Language, dueAt: Instant): string {
  const shown = lastMoment(dueAt);
  return say(language, 'dates.withTime', { date: dayShort(language, shown.day), time: shown.time });
}

/** «2027-жылдын 24-январына чейин», «до 24 января 2027 года», "until 24 January 2027". */
export function untilDay(language: Language, moment: Instant | CalendarDay): string {
  return say(language, 'dates.untilDay', dayValues(language, moment, 'possessedUntil'));
}

/** «24-январга чейин», «до 24 января», "until 24 January". */
export function untilDayShort(language: Language, moment: Instant | CalendarDay): string {
  return say(language, 'dates.untilDayShort', dayValues(language, moment, 'until'));
}

/** An exclusive end after *until*: «2027-жылдын 14-январы, 24:00гө чейин», «до 24:00 14 января 2027 года». */
export function untilDeadline(language: Language, dueAt: Instant): string {
  const shown = lastMoment(dueAt);
  const clock = language === 'ky' ? kyrgyzClockDative(shown.time) : shown.time;
  return say(language, 'dates.untilDeadline', { date: day(language, shown.day), time: clock });
}

/** «2027-жылдын 24-январынан тартып», «с 24 января 2027 года», "from 24 January 2027". */
export function fromDay(language: Language, moment: Instant | CalendarDay): string {
  return say(language, 'dates.fromDay', dayValues(language, moment, 'possessedFrom'));
}

/** «2027-жылдын 24-январында», «24 января 2027 года», "on 24 January 2027". */
export function onDay(language: Language, moment: Instant | CalendarDay): string {
  return say(language, 'dates.onDay', dayValues(language, moment, 'possessedOn'));
}

/** Last day and clock time of an exclusive end, midnight being 24:00 of the day before. */
export function lastMoment(dueAt: Instant): { readonly day: Instant; readonly time: string } {
  const clock = time(dueAt);
  return clock === '00:00' ? { day: addMilliseconds(dueAt, -1), time: '24:00' } : { day: dueAt, time: clock };
}

function atClock(language: Language, moment: Instant, clock: string): string {
  return say(language, 'dates.atTime', {
    date: say(language, 'dates.day', dayValues(language, moment, 'possessedOn')),
    time: language === 'ky' ? kyrgyzClockLocative(clock) : clock,
  });
}

function dayValues(language: Language, moment: Instant | CalendarDay, form: KyrgyzMonthCase): Record<string, string> {
  const { year, month, day: date } = civil(moment);
  return { year: String(year), month: monthIn(language, month, form), day: String(date) };
}

function monthIn(language: Language, month: number, form: KyrgyzMonthCase): string {
  return language === 'ky' ? kyrgyzMonth(month, form) : say(language, `dates.month.${month}`);
}

function civil(moment: Instant | CalendarDay): CivilMoment {
  return civilMoment(isCalendarDay(moment) ? instant(`${moment}T06:00:00Z`) : (moment as Instant));
}

function twoDigits(figure: number): string {
  return String(figure).padStart(2, '0');
}
