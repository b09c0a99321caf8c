import { addDays, dayOf, momentAt } from '../law/counting/calendar.ts';
import { deriveDeadline } from '../law/counting/derive-deadline.ts';
import type { DerivedDeadline } from '../law/derivation.ts';
import type { LawPack } from '../law/law-pack.ts';
import { isCalendarDay } from '../time/calendar-day.ts';
import type { CalendarDay } from '../time/calendar-day.ts';
import type { Instant } from '../time/instant.ts';

/** The rule of the term to file. */
export const termToFileRule = 'complaint_file';

/** What the term to file is counted by. `votingDay` in Asia/Bishkek. */
export type FilingLaw = { pack: LawPack; votingDay: CalendarDay };

/** When somebody learned of a breach: a day, and the hour if it was told. Either may be anything that was typed. */
export type Learned = { learnedOn: string; learnedTime: string };

/** The term to file, counted from the day of learning in Asia/Bishkek (art. 44(7)); null while the day is not known. */
export function termToFile(
  { learnedOn, learnedTime }: Learned,
  { pack, votingDay }: FilingLaw,
): DerivedDeadline | null {
  if (!isCalendarDay(learnedOn)) return null;
  const baseAt = momentAt(learnedOn, isClockTime(learnedTime) ? learnedTime : '00:00');
  return deriveDeadline({ pack, ruleId: termToFileRule, baseAt, baseEvent: 'BREACH_KNOWN', votingDay });
}

/** Whether a filing at this moment is after its term; an unknown day of learning is not late. */
export function isFiledLate(learned: Learned, law: FilingLaw, at: Instant): boolean {
  const dueAt = termToFile(learned, law)?.dueAt ?? null;
  return dueAt !== null && at >= dueAt;
}

const longestLookBack = 60;

/** The earliest day of learning for which the term to file still runs at this moment; null when not even today is. */
export function earliestDayInTime(law: FilingLaw, now: Instant): CalendarDay | null {
  const today = dayOf(now);
  let earliest: CalendarDay | null = null;
  for (let back = 0; back <= longestLookBack; back += 1) {
    const learnedOn = addDays(today, -back);
    if (isFiledLate({ learnedOn, learnedTime: '' }, law, now)) break;
    earliest = learnedOn;
  }
  return earliest;
}

/** True for a clock time of a day, `HH:MM`. */
export function isClockTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}
