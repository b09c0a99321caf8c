declare const brand: unique symbol;

/**
 * A moment: ISO-8601 text in UTC with exactly six fraction digits and `Z`, such as `2027-01-11T04:00:00.000000Z`.
 * Two instants compare as strings. Microseconds are kept because Postgres keeps them.
 */
export type Instant = string & { readonly [brand]: 'Instant' };

/** Of `2027-01-11T04:00:00.000Z`, as a Date says a year of four digits. */
const dateLength = 24;
const shape = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?Z$/;

/**
 * Reads UTC text with up to six fraction digits and fills it up to six.
 * Throws a RangeError on another zone, finer digits or a date that does not exist: such a text is a defect.
 */
export function instant(text: string): Instant {
  const parts = shape.exec(text);
  const seconds = parts?.[1];
  if (seconds === undefined || !isRealMoment(seconds)) throw new RangeError(`not an instant in UTC: ${text}`);
  return `${seconds}.${(parts?.[2] ?? '').padEnd(6, '0')}Z` as Instant;
}

/** The same moment as `date`; a Date knows milliseconds only, the last three digits are zero. */
export function instantFromDate(date: Date): Instant {
  return instant(date.toISOString());
}

/** The same moment as a Date; microseconds are cut off, never rounded up. */
export function instantToDate(moment: Instant): Date {
  return new Date(`${moment.slice(0, 23)}Z`);
}

/** The moment `milliseconds` later (earlier if negative), microseconds kept. Refuses parts of a millisecond. */
export function addMilliseconds(moment: Instant, milliseconds: number): Instant {
  if (!Number.isSafeInteger(milliseconds)) throw new RangeError(`not whole milliseconds: ${milliseconds}`);
  const shifted = new Date(instantToDate(moment).getTime() + milliseconds).toISOString();
  if (shifted.length !== dateLength) throw new RangeError(`not in the years of four digits: ${shifted}`);
  return `${shifted.slice(0, 23)}${moment.slice(23, 26)}Z` as Instant;
}

/** Milliseconds from `from` to `to`, with microseconds as a fraction; negative when `to` is earlier. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  const whole = instantToDate(to).getTime() - instantToDate(from).getTime();
  return whole + (Number(to.slice(23, 26)) - Number(from.slice(23, 26))) / 1000;
}

function isRealMoment(seconds: string): boolean {
  const date = new Date(`${seconds}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(seconds);
}
