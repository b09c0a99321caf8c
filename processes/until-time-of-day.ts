import { Cron } from 'croner';

/**
 * Milliseconds from `now` until a clock in Asia/Bishkek shows `timeOfDay` (`HH:MM`) again, more than none and at most a
 * day. It depends on nothing but the two: starting a process again moves no hour.
 */
export function untilTimeOfDay(timeOfDay: string, now: Date): number {
  const [hour = '', minute = ''] = timeOfDay.split(':');
  const next = new Cron(`0 ${Number(minute)} ${Number(hour)} * * *`, { timezone: 'Asia/Bishkek' }).nextRun(now);
  if (next === null) throw new RangeError('no such time of day');
  return next.getTime() - now.getTime();
}
