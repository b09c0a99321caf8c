import { addDays, dayOf, weekdayOf } from '../../domain/law/counting/calendar.ts';
import { isWorkingDay } from '../../domain/law/counting/remaining.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import { readFeedState } from '../../operations/calendar/calendar-feed.ts';
import { readCalendar } from '../../operations/calendar/read-calendar.ts';
import type { Calendar, DeadlineRow, HearingRow, SittingEntryRow } from '../../operations/calendar/read-calendar.ts';
import { day, dayShort, dayTimeShort, lastMoment, time, weekdayAndDay } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import { sittingStatusInWords } from '../sittings/sitting-status.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

const spans = ['week', 'month'] as const;
type Span = (typeof spans)[number];
type Scope = 'mine' | 'commission';
type Shown = { scope: Scope; span: Span; from: CalendarDay; to: CalendarDay };

/** Ends of terms and sittings by day, for a week or a month: mine or the commission's. */
export async function calendarPage(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const { legal: now } = await context.clock();
  const shown = shownDays(visit, dayOf(now));
  const outcome = await readCalendar(context, actor, { commission: place.commission, ...shown });
  if (!outcome.ok) return refused(outcome);
  const feed = await readFeedState(context, actor);
  return {
    kind: 'page',
    view: 'calendar/calendar.njk',
    title: say(language, 'calendar.title'),
    search: searchOf(shown, dayOf(now)),
    model: {
      ...calendarModel(visit, shown, outcome.value),
      feed: {
        renew: `/${language}/calendar/renew-feed`,
        revoke: feed === null ? null : `/${language}/calendar/revoke-feed`,
        state: feed === null ? say(language, 'calendar.feed.none') : feedState(visit, feed),
        submit: say(language, feed === null ? 'calendar.feed.make' : 'calendar.feed.renew'),
      },
    },
  };
}

function feedState(
  { language }: StaffVisit,
  { madeAt, readAt }: NonNullable<Awaited<ReturnType<typeof readFeedState>>>,
): string {
  const made = dayTimeShort(language, madeAt);
  return readAt === null
    ? say(language, 'calendar.feed.made', { made })
    : say(language, 'calendar.feed.read', { made, read: dayTimeShort(language, readAt) });
}

function calendarModel(visit: StaffVisit, shown: Shown, calendar: Calendar) {
  const { language, place } = visit;
  const today = dayOf(calendar.now);
  const link = (change: Partial<Shown>) => `/${language}/calendar?${searchOf({ ...shown, ...change }, today)}`;
  const choice = (text: string, change: Partial<Shown>, isCurrent: boolean) => ({
    text,
    href: link(change),
    isCurrent,
  });
  const days = daysOf(shown).map((date) => dayModel(visit, date, calendar));
  return {
    commission: commissionName(language, place.commission),
    range: say(language, 'calendar.range', { from: dayShort(language, shown.from), to: day(language, shown.to) }),
    scopes: [
      choice(say(language, 'calendar.scope.mine'), { scope: 'mine' }, shown.scope === 'mine'),
      choice(say(language, 'calendar.scope.commission'), { scope: 'commission' }, shown.scope === 'commission'),
    ],
    spans: spans.map((span) => choice(say(language, `calendar.span.${span}`), { span }, shown.span === span)),
    earlier: { text: say(language, `calendar.earlier.${shown.span}`), href: link({ from: addDays(shown.from, -1) }) },
    now: { text: say(language, 'calendar.today'), href: link({ from: today }) },
    later: { text: say(language, `calendar.later.${shown.span}`), href: link({ from: addDays(shown.to, 1) }) },
    days: shown.span === 'week' ? days : days.filter(({ entries, isToday }) => entries.length > 0 || isToday),
    count: say(language, 'calendar.count', {
      terms: calendar.deadlines.length,
      sittings: calendar.sittings.length,
      hearings: calendar.hearings.length,
    }),
  };
}

function dayModel(visit: StaffVisit, date: CalendarDay, { now, deadlines, sittings, hearings }: Calendar) {
  const { language, place } = visit;
  const isOff = !isWorkingDay(date, place.pack.officeHours);
  const entries = [
    ...sittings.filter(({ at }) => dayOf(at) === date).map((row) => sittingEntry(visit, row, now)),
    ...hearings.filter(({ at }) => dayOf(at) === date).map((row) => hearingEntry(visit, row)),
    ...deadlines
      .filter(({ at }) => dayOf(lastMoment(at).day) === date)
      .map((row) => deadlineEntry(visit, row, row.at <= now)),
  ];
  return {
    id: `day-${date}`,
    name: weekdayAndDay(language, date),
    isToday: date === dayOf(now),
    note: isOff ? say(language, 'calendar.day-off') : '',
    entries: entries.toSorted((one, other) => (one.time < other.time ? -1 : 1)),
  };
}

function sittingEntry({ language }: StaffVisit, row: SittingEntryRow, now: Instant) {
  const { at, number, recordId, itemCount, status } = row;
  return {
    time: time(at),
    text: say(language, 'calendar.sitting', { number }),
    href: `/${language}/sittings/${recordId}`,
    note: `${sittingStatusInWords(language, { status, startsAt: at }, now)} · ${say(language, 'sittings.items', { n: itemCount })}`,
    isOver: false,
  };
}

function hearingEntry({ language }: StaffVisit, { at, number, recordId, isHeld }: HearingRow) {
  return {
    time: time(at),
    text: say(language, 'calendar.hearing', { number }),
    href: `/${language}/cases/${recordId}`,
    note: say(language, isHeld ? 'calendar.hearing-held' : 'calendar.hearing-ahead'),
    isOver: false,
  };
}

function deadlineEntry({ language }: StaffVisit, { at, number, recordId, rule, state }: DeadlineRow, isPast: boolean) {
  const isOver = isPast || state === 'missed';
  return {
    time: lastMoment(at).time,
    text: `${say(language, `law.rule.${rule}`)}: ${number}`,
    href: `/${language}/cases/${recordId}`,
    note: say(language, isOver ? 'calendar.term-over' : 'calendar.term-ends'),
    isOver,
  };
}

/** The whole week (from Monday) or month that the asked day lies in. */
function shownDays({ query }: StaffVisit, today: CalendarDay): Shown {
  const span = spans.find((name) => name === query['span']) ?? 'week';
  const scope = query['scope'] === 'commission' ? 'commission' : 'mine';
  const asked = typeof query['from'] === 'string' && isCalendarDay(query['from']) ? query['from'] : today;
  if (span === 'week') {
    const from = addDays(asked, 1 - weekdayOf(asked));
    return { scope, span, from, to: addDays(from, 6) };
  }
  const from = `${asked.slice(0, 7)}-01`;
  const next = `${addDays(from, 31).slice(0, 7)}-01`;
  return { scope, span, from, to: addDays(next, -1) };
}

function daysOf({ from, to }: Shown): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) days.push(date);
  return days;
}

function searchOf({ scope, span, from, to }: Shown, today: CalendarDay): string {
  const isNow = from <= today && today <= to;
  return new URLSearchParams({ scope, span, ...(isNow ? {} : { from }) }).toString();
}
