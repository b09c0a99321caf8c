import { workingDayLength } from '../../domain/law/counting/remaining.ts';
import type { Remaining } from '../../domain/law/counting/remaining.ts';
import type { OfficeHours } from '../../domain/law/law-pack.ts';
import type { Language } from '../../domain/language.ts';
import { duration } from '../../wording/durations.ts';
import { say } from '../../wording/say.ts';

const day = 86_400_000;

/**
 * What is left of a running term for staff. A working day or more is counted in office hours: «2 раб. дн. 3 ч». Less is told
 * by the clock, up to the legal end: «13 ч 58 мин». In the evening and on a Sunday, voting day among them, office time is
 * nought while the term still runs, and nobody may take it for over.
 */
export function staffTimeLeft(language: Language, left: Remaining, officeHours: OfficeHours): string {
  const { milliseconds, workingMilliseconds } = left;
  if (isInWorkingDays(left, officeHours)) {
    const length = workingDayLength(officeHours);
    const working = workingMilliseconds ?? 0;
    const hours = Math.floor((working % length) / 3_600_000);
    return say(language, 'kit.left-days', { days: Math.floor(working / length), hours });
  }
  const byClock = milliseconds ?? 0;
  if (byClock >= day) return duration(language, byClock);
  const minutes = Math.floor(byClock / 60_000);
  return say(language, 'kit.left-hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Whether what is left is counted in office hours. */
export function isInWorkingDays({ workingMilliseconds }: Remaining, officeHours: OfficeHours): boolean {
  return (workingMilliseconds ?? 0) >= workingDayLength(officeHours);
}
