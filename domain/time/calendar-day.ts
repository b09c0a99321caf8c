import { remembering } from '../remember.ts';

/** A calendar day in Asia/Bishkek, `YYYY-MM-DD`; two days compare as strings. */
export type CalendarDay = string;

/** True for a text of the right shape that names a day that exists. */
export function isCalendarDay(text: string): boolean {
  return text.length === 10 && namesADay(text);
}

const namesADay = remembering(20_000, (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
});
