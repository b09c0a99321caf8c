import { can } from '../../domain/access/can.ts';
import { complaintActDefinitions } from '../../domain/complaints/complaint-acts.ts';
import type { QueueBand } from '../../domain/complaints/queue-band.ts';
import type { Language } from '../../domain/language.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { addDays, dayOf } from '../../domain/law/counting/calendar.ts';
import { wasNotOpened } from '../../domain/sittings/sitting.ts';
import { listQueue } from '../../operations/complaints/list-queue.ts';
import { listSavedViews } from '../../operations/complaints/list-saved-views.ts';
import type { Queue, QueueRow } from '../../operations/complaints/list-queue.ts';
import { readQueueWish, writeQueueWish } from '../../operations/complaints/queue-filter.ts';
import type { QueueWish } from '../../operations/complaints/queue-filter.ts';
import { listSittings } from '../../operations/sittings/list-sittings.ts';
import type { SittingRow } from '../../operations/sittings/list-sittings.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dayShort, time } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import { awayInWords } from '../people/away-words.ts';
import { refusedForm } from '../form-id.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { isNarrowed, queueFilters, queueHref, queueViewLinks } from './queue-filters.ts';
import { keepQueuePlace } from './queue-place.ts';
import { queueRow } from './queue-rows.ts';
import { savedViewsModel } from './saved-views-model.ts';

/** A queue: open complaints grouped by how their term presses, narrowed as the address says, a page at a time. */
export async function queuePage(visit: StaffVisit): Promise<Answer> {
  const { after } = visit.query;
  return queuePageOf(visit, {
    wish: readQueueWish(visit.query),
    ...(typeof after === 'string' ? { after } : {}),
  });
}

type QueueRequest = { wish: QueueWish; after?: string; refusal?: Refusal['refusal'] };

/** The queue of a wish; with a refusal, what was typed to save the view is still there. */
export async function queuePageOf(visit: StaffVisit, { wish, after, refusal }: QueueRequest): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const { commission } = place;
  const [outcome, sittings, savedViews] = await Promise.all([
    listQueue(context, actor, { commission, wish, after }),
    listSittings(context, actor, { commission }),
    listSavedViews(context, actor, commission),
  ]);
  if (!outcome.ok) return refused(outcome);
  const queue = outcome.value;
  if (refusal === undefined) keepQueuePlace(visit, { ...wish, view: queue.view }, after);
  const saved = savedViewsModel(visit, { ...wish, view: queue.view }, savedViews, refusal);
  return {
    kind: 'page',
    view: 'queue/queue.njk',
    title: say(language, `desk.view.${queue.view}`),
    model: {
      ...queueModel(visit, queue, wish),
      saved,
      sittings: sittings.ok ? sittingsToday(visit, sittings.value) : [],
      views: queueViewLinks(language, queue, saved.hasCurrent),
    },
    search: writeQueueWish(wish),
    ...(refusal === undefined
      ? {}
      : { ...refusedForm(visit, refusal, `/${language}/views`), staysHere: true as const }),
  };
}

/** The view model of the queue. */
export type QueueModel = ReturnType<typeof queueModel>;

function queueModel(visit: StaffVisit, queue: Queue, asked: QueueWish) {
  const { language, place, query } = visit;
  const wish = { ...asked, view: queue.view };
  const isContinued = typeof query['after'] === 'string';
  const here: Record<string, string> = isContinued ? { after: String(query['after']) } : {};
  const isTicked = query['tick'] === 'all';
  return {
    commission: commissionName(language, place.commission),
    ...(place.roles.includes('clerk') ? { enter: `/${language}/intake` } : {}),
    csv: `/${language}/queue.csv?${writeQueueWish(wish)}`,
    calendar: `/${language}/calendar`,
    filters: queueFilters(language, queue, wish),
    bands: isByBand(queue) ? bandModels(language, queue) : [],
    groups: groupsOf(queue).map(({ band, rows }) => ({
      id: band,
      heading: groupHeading(language, queue, band),
      note: band === null ? '' : say(language, `desk.band-note.${band}`, { n: countOf(queue, band) }),
      isOver: band === 'overdue',
      rows: rows.map((row) => queueRow(visit, row, queue)),
    })),
    bulk: {
      isTicked,
      tick: {
        href: queueHref(language, wish, { ...here, ...(isTicked ? {} : { tick: 'all' }) }),
        text: say(language, isTicked ? 'queue.tick-none' : 'queue.tick-all'),
      },
      print: `/${language}/print-cases`,
      search: writeQueueWish(wish),
      take: canTake(visit, queue) && { action: `/${language}/take-complaints` },
      assign: canAssign(visit, queue) && {
        action: `/${language}/assign-complaints`,
        lawyers: queue.lawyers.map(({ personId, name, awayUntil }) => ({
          value: personId,
          text: awayUntil === null ? name : `${name} – ${awayInWords(language, awayUntil)}`,
        })),
      },
    },
    shown: shownInWords(language, queue, isContinued),
    first: isContinued ? queueHref(language, wish) : null,
    next: queue.next === null ? null : queueHref(language, wish, { after: queue.next }),
    empty: emptyModel(language, queue, wish),
    hours: officeHours(visit),
  };
}

type Sittings = { now: Instant; ahead: readonly SittingRow[] };

/** Sittings of today that are still to come or open. */
function sittingsToday({ language }: StaffVisit, { now, ahead }: Sittings) {
  return ahead
    .filter(({ startsAt }) => dayOf(startsAt) === dayOf(now))
    .map((sitting) => ({
      text: sittingInWords(language, sitting, now),
      href: `/${language}/sittings/${sitting.id}`,
    }));
}

function sittingInWords(language: Language, sitting: SittingRow, now: Instant): string {
  const { startsAt, openedAt, itemCount: n } = sitting;
  if (openedAt !== null) return say(language, 'queue.sitting-open', { time: time(openedAt), n });
  const key = wasNotOpened(sitting, now) ? 'queue.sitting-not-opened' : 'queue.sitting-today';
  return say(language, key, { time: time(startsAt), n });
}

function canAssign({ actor, place }: StaffVisit, { view, lawyers }: Queue): boolean {
  const { access } = complaintActDefinitions.assignComplaint;
  return view !== 'below' && lawyers.length > 0 && can(actor, access, place.commission);
}

/** Offered where a row has a case that nobody holds. */
function canTake({ actor, place }: StaffVisit, { view, rows }: Queue): boolean {
  const { access } = complaintActDefinitions.takeComplaint;
  return view !== 'below' && rows.some(({ holder }) => holder === null) && can(actor, access, place.commission);
}

const bandStyles: Record<QueueBand, string> = {
  overdue: 'over',
  atOnce: 'soon',
  today: 'soon',
  tomorrow: '',
  week: '',
  later: '',
  waiting: 'others',
  decided: 'others',
};

/** Every group with its whole count; it leads to its rows when they are on this page. */
function bandModels(language: Language, queue: Queue) {
  const isHere = (band: QueueBand): boolean => queue.sort === 'pressing' && queue.rows.some((row) => row.band === band);
  return queue.bands.map(({ band, n }) => ({
    count: n,
    text: bandWords(language, band, queue),
    style: bandStyles[band],
    href: isHere(band) ? `#${band}` : null,
  }));
}

/** Bands are of the term to decide: in another order, and for what comes after the outcome, they say nothing. */
function isByBand({ sort, view }: Pick<Queue, 'sort' | 'view'>): boolean {
  return sort === 'pressing' && view !== 'toServe';
}

function groupHeading(language: Language, { view }: Queue, band: QueueBand | null): string {
  if (band !== null) return say(language, `desk.band.${band}`);
  return say(language, view === 'toServe' ? 'queue.group.after-outcome' : 'queue.group.by-time');
}

function groupsOf({ sort, view, rows }: Queue): { band: QueueBand | null; rows: readonly QueueRow[] }[] {
  if (!isByBand({ sort, view })) return rows.length === 0 ? [] : [{ band: null, rows }];
  return [...Map.groupBy(rows, ({ band }) => band)].map(([band, inBand]) => ({ band, rows: inBand }));
}

function countOf({ bands }: Queue, band: QueueBand): number {
  return bands.find((one) => one.band === band)?.n ?? 0;
}

function bandWords(language: Language, band: QueueBand, { now }: Queue): string {
  if (band === 'today') return say(language, 'desk.band-day.today', { day: dayShort(language, now) });
  if (band === 'tomorrow') {
    return say(language, 'desk.band-day.tomorrow', { day: dayShort(language, addDays(dayOf(now), 1)) });
  }
  return say(language, `desk.band.${band}`);
}

function shownInWords(language: Language, { total, rows, behind }: Queue, isContinued: boolean): string {
  const values = { total, n: rows.length };
  if (behind > 0) return say(language, 'queue.shown.part', { ...values, behind });
  return isContinued ? say(language, 'queue.shown.last', values) : say(language, 'queue.shown.all', { total });
}

function emptyModel(language: Language, { view }: Queue, wish: QueueWish) {
  const all = { text: say(language, 'desk.view.all'), href: queueHref(language, { view: 'all' }) };
  const clear = { text: say(language, 'queue.filter.clear'), href: queueHref(language, { view }) };
  const narrowed = isNarrowed(wish);
  return {
    heading: say(language, 'desk.empty.heading'),
    text: say(language, narrowed ? 'queue.empty.narrowed' : 'desk.empty.text'),
    ...(narrowed ? { link: clear } : view === 'all' ? {} : { link: all }),
  };
}

function officeHours({ language, place }: StaffVisit): string {
  const [first, ...rest] = place.pack.officeHours.intervals;
  const last = rest.at(-1) ?? first;
  return say(language, 'desk.office-hours', { from: first?.from ?? '', to: last?.to ?? '' });
}
