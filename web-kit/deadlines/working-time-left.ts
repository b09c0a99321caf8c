import { workingDayLength } from '../../domain/law/counting/remaining.ts';
import type { OfficeHours } from '../../domain/law/law-pack.ts';
import type { Language } from '../../domain/language.ts';
import { say } from '../../wording/say.ts';

/** «7 ч 40 мин» or «2 раб. дн. 3 ч», counted in office hours. */
export function workingTimeLeft(language: Language, milliseconds: number, officeHours: OfficeHours): string {
  const day = workingDayLength(officeHours);
  const minutes = Math.floor(milliseconds / 60_000);
  if (milliseconds >= day) {
    const days = Math.floor(milliseconds / day);
    return say(language, 'kit.left-days', { days, hours: Math.floor((milliseconds % day) / 3_600_000) });
  }
  return say(language, 'kit.left-hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
