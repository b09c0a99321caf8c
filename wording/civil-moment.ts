import { remembering } from '../domain/remember.ts';
import { instantToDate, type Instant } from '../domain/time/instant.ts';

/** A moment as calendar and clock of Bishkek show it; `weekday` is 1 for Monday to 7 for Sunday. */
export interface CivilMoment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Bishkek',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** What calendar and clock in Bishkek show at `moment`, whatever the zone of the process; pages say the same ones again and again. */
export const civilMoment: (moment: Instant) => CivilMoment = remembering(5_000, (moment) => {
  const parts = new Map(clock.formatToParts(instantToDate(moment)).map((part) => [part.type, Number(part.value)]));
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? Number.NaN;
  const [year, month, day] = [read('year'), read('month'), read('day')];
  return {
    year,
    month,
    day,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7,
    hour: read('hour'),
    minute: read('minute'),
    second: read('second'),
  };
});
