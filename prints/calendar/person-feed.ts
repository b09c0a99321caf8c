import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Language } from '../../domain/language.ts';
import type { TermState } from '../../domain/records/subject.ts';
import { addMilliseconds, instantToDate } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { say } from '../../wording/say.ts';

type FeedEntry = { recordId: string; number: string; at: Instant; sequence: number; changedAt: Instant };

/** What stands in a person's calendar: references only. */
export type PersonFeed = {
  /** Address of the desk, without a slash at the end. */
  desk: string;
  deadlines: readonly (FeedEntry & { rule: string; term: string; state: TermState['state'] })[];
  sittings: readonly FeedEntry[];
  hearings: readonly (FeedEntry & { hearingId: string; isCancelled: boolean })[];
};

const halfAnHour = 1_800_000;

/**
 * A person's calendar as iCalendar text (RFC 5545). Moments are in UTC: with a zone the library would write the clock of
 * this machine. A term is the half hour before its end, so that 24:00 stands on its own day.
 */
export function printPersonFeed(language: Language, { desk, deadlines, sittings, hearings }: PersonFeed): string {
  const calendar = ical({
    name: say(language, 'calendar.feed-name'),
    prodId: { company: 'shailoo', product: 'desk' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 900,
  });
  for (const term of deadlines) {
    calendar.createEvent({
      ...common(term, `${term.term}.${term.recordId}`),
      start: instantToDate(addMilliseconds(term.at, -halfAnHour)),
      end: instantToDate(term.at),
      summary: `${say(language, `law.rule.${term.rule}`)}: ${term.number}`,
      url: `${desk}/${language}/cases/${term.recordId}`,
      status: statusOf(term.state),
    });
  }
  for (const sitting of sittings) {
    calendar.createEvent({
      ...common(sitting, `sitting.${sitting.recordId}`),
      start: instantToDate(sitting.at),
      end: instantToDate(addMilliseconds(sitting.at, 2 * halfAnHour)),
      summary: say(language, 'calendar.sitting', { number: sitting.number }),
      url: `${desk}/${language}/sittings/${sitting.recordId}`,
      status: ICalEventStatus.CONFIRMED,
    });
  }
  for (const hearing of hearings) {
    calendar.createEvent({
      ...common(hearing, `hearing.${hearing.hearingId}`),
      start: instantToDate(hearing.at),
      end: instantToDate(addMilliseconds(hearing.at, 2 * halfAnHour)),
      summary: say(language, 'calendar.hearing', { number: hearing.number }),
      url: `${desk}/${language}/cases/${hearing.recordId}`,
      status: hearing.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}

function statusOf(state: TermState['state']): ICalEventStatus {
  if (state === 'running' || state === 'missed') return ICalEventStatus.CONFIRMED;
  return state === 'suspended' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CANCELLED;
}

function common({ sequence, changedAt }: FeedEntry, name: string) {
  const changed = instantToDate(changedAt);
  return { id: `${name}@shailoo`, sequence, stamp: changed, lastModified: changed };
}
