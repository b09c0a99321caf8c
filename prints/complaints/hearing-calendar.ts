import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Language } from '../../domain/language.ts';
import { addMilliseconds, instantToDate } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { say } from '../../wording/say.ts';

/** A hearing as its calendar entry says it: the number of the case and the place, never a name. */
export type HearingEntry = { id: string; number: string; startsAt: Instant; place: string; now: Instant; url: string };

const hour = 3_600_000;

/**
 * A hearing as iCalendar text (RFC 5545). Moments are in UTC: with a zone the library would write the clock of this
 * machine. The end is not known and stands an hour after the start.
 */
export function printHearingEntry(language: Language, { id, number, startsAt, place, now, url }: HearingEntry): string {
  const calendar = ical({ prodId: { company: 'shailoo', product: 'portal' }, method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: `hearing.${id}@shailoo`,
    stamp: instantToDate(now),
    start: instantToDate(startsAt),
    end: instantToDate(addMilliseconds(startsAt, hour)),
    summary: say(language, 'own-case.hearing.summary', { number }),
    location: place,
    url,
    status: ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
