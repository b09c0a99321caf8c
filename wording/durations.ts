import { remembering } from '../domain/remember.ts';
import type { Language } from '../domain/language.ts';
import { say } from './say.ts';

const minute = 60_000;
const hour = 60 * minute;
const calendarDay = 24 * hour;
const weekOfDays = 7;

type Frame = 'left' | 'over' | 'duration';

/** «дагы 2 күн 5 саат калды», «осталось 2 дня 5 часов», "2 days 5 hours left"; below zero how long the term is over. */
export function remainingTime(language: Language, milliseconds: number): string {
  return inFrame(language, milliseconds > 0 ? 'left' : 'over', Math.abs(milliseconds));
}

/** Working time left, a working day being `millisecondsPerDay` long; below zero how long the term is over. */
export function remainingWorkingTime(language: Language, milliseconds: number, millisecondsPerDay: number): string {
  if (milliseconds < millisecondsPerDay) {
    const values = { hours: Math.floor(milliseconds / hour), minutes: Math.floor((milliseconds % hour) / minute) };
    return milliseconds <= 0 ? say(language, 'dates.working.none') : say(language, 'dates.working.hours', values);
  }
  const days = Math.floor(milliseconds / millisecondsPerDay);
  const hours = Math.floor((milliseconds % millisecondsPerDay) / hour);
  return say(language, 'dates.working.days', { days, hours });
}

/** «2 күн 5 саат», «2 дня 5 часов», "2 days 5 hours"; two units at most, cut and not rounded. */
export function duration(language: Language, milliseconds: number): string {
  return inFrame(language, 'duration', Math.abs(milliseconds));
}

/** How long before the end (positive) or after it (negative) something was done. */
export function margin(language: Language, milliseconds: number): string {
  const length = duration(language, milliseconds);
  return milliseconds >= 0
    ? say(language, 'dates.margin.before', { length })
    : say(language, 'dates.margin.after', { length });
}

/** Lists say the same lengths again and again. */
const inMinutes = remembering(20_000, (asked: string): string => {
  const [language, frame, minutes] = asked.split(' ') as [Language, Frame, string];
  return sayLength(language, frame, Number(minutes) * minute);
});

function inFrame(language: Language, frame: Frame, length: number): string {
  return inMinutes(`${language} ${frame} ${String(Math.floor(length / minute))}`);
}

function sayLength(language: Language, frame: Frame, length: number): string {
  const days = Math.floor(length / calendarDay);
  const hours = Math.floor((length % calendarDay) / hour);
  const minutes = Math.floor((length % hour) / minute);
  if (days >= 1) return say(language, `dates.${frame}.days`, { days, hours: days < weekOfDays ? hours : 0 });
  if (hours >= 1) return say(language, `dates.${frame}.hours`, { hours, minutes });
  if (minutes >= 1) return say(language, `dates.${frame}.minutes`, { minutes });
  return say(language, `dates.${frame}.moment`);
}
