/** A calendar day in Asia/Bishkek, `YYYY-MM-DD`; two days compare as strings. */
export type CalendarDay = string;

/** Days that were looked at and exist: counting asks for the same ones again and again. */
const known = new Set<CalendarDay>();
const mostKnown = 20_000;

/** True for a text of the right shape that names a day that exists. */
export function isCalendarDay(text: string): boolean {
  if (known.has(text)) return true;
  const exists = namesADay(text);
  if (known.size >= mostKnown) known.clear();
  if (exists) known.add(text);
  return exists;
}

function namesADay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
