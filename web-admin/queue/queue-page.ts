import { complaintStatuses } from '../../domain/complaints/complaint.ts';
import type { QueueBand } from '../../domain/complaints/queue-band.ts';
import { listQueue, queueViews } from '../../operations/complaints/list-queue.ts';
import type { Queue, QueueRow, QueueView } from '../../operations/complaints/list-queue.ts';
import type { Language } from '../../domain/language.ts';
import { complaintEventSentence } from '../../wording/complaints.ts';
import { dayShort, dayTimeShort, deadlineMomentShort, lastMoment, weekdayShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { DeadlineChip } from '../../web-kit/components.ts';
import { addDays, dayOf } from '../../domain/law/counting/calendar.ts';
import { deskPlaceWords, kindInWords, nextAct, stageBlocks } from '../cases/case-words.ts';
import { deadlineChip } from '../../web-kit/deadlines/deadline-chip.ts';
import { commissionName } from '../desk-frame.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

const openStatuses = complaintStatuses.filter((status) => status !== 'published' && status !== 'leftUnexamined');

/** The queue: open complaints grouped by how their term presses. */
export async function queuePage(visit: StaffVisit): Promise<Answer> {
  const { language, query, place } = visit;
  const view = queueViews.find((name) => name === query['view']);
  const stage = openStatuses.find((status) => status === query['stage']);
  const outcome = await listQueue(visit.context, visit.actor, { commission: place.commission, view, stage });
  if (!outcome.ok) return refused(outcome);
  const queue = outcome.value;
  const title = say(language, `desk.view.${queue.view}`);
  return { kind: 'page', view: 'queue/queue.njk', title, model: queueModel(visit, queue, stage) };
}

/** The view model of the queue. */
export type QueueModel = ReturnType<typeof queueModel>;

function queueModel(visit: StaffVisit, queue: Queue, stage: string | undefined) {
  const { language, place } = visit;
  const here = (view: QueueView, status?: string): string =>
    `/${language}?view=${view}${status === undefined ? '' : `&stage=${status}`}`;
  const views = queueViews.filter((name) => name !== 'below' || queue.counts.below > 0);
  return {
    commission: commissionName(language, place.commission),
    ...(place.roles.includes('clerk') ? { enter: `/${language}/intake` } : {}),
    views: views.map((name) => ({
      text: say(language, `desk.view.${name}`),
      href: here(name),
      count: queue.counts[name],
      isCurrent: name === queue.view,
    })),
    stages: [
      { text: say(language, 'desk.stage.all'), href: here(queue.view), isCurrent: stage === undefined },
      ...openStatuses.map((status) => ({
        text: say(language, `complaints.status.${status}`),
        href: here(queue.view, status),
        isCurrent: status === stage,
      })),
    ],
    bands: queue.groups.map(({ band, rows }) => ({
      count: rows.length,
      text: bandWords(language, band, queue),
      style: bandStyles[band],
      href: `#${band}`,
    })),
    groups: queue.groups.map(({ band, rows }) => ({
      id: band,
      heading: say(language, `desk.band.${band}`),
      note: say(language, `desk.band-note.${band}`, { n: rows.length }),
      isOver: band === 'overdue',
      rows: rows.map((row) => rowModel(visit, row, queue)),
    })),
    empty: {
      heading: say(language, 'desk.empty.heading'),
      text: say(language, 'desk.empty.text'),
      ...(queue.view === 'all' ? {} : { link: { text: say(language, 'desk.view.all'), href: here('all') } }),
    },
    hours: officeHours(visit),
  };
}

const bandStyles: Record<QueueBand, string> = {
  overdue: 'over',
  atOnce: 'soon',
  today: 'soon',
  tomorrow: '',
  week: '',
  later: '',
  decided: 'others',
};

function bandWords(language: Language, band: QueueBand, { now }: Queue): string {
  if (band === 'today') return say(language, 'desk.band-day.today', { day: dayShort(language, now) });
  if (band === 'tomorrow') {
    return say(language, 'desk.band-day.tomorrow', { day: dayShort(language, addDays(dayOf(now), 1)) });
  }
  return say(language, `desk.band.${band}`);
}

function rowModel({ language, place, actor }: StaffVisit, row: QueueRow, { now, view }: Queue) {
  const act = nextAct(row);
  const term = { state: row.dueState, baseAt: row.receivedAt, dueAt: row.dueAt, endedAt: null };
  const decided = row.status === 'decided';
  const names = { nameKy: row.commissionKy, nameRu: row.commissionRu, nameEn: row.commissionEn };
  return {
    number: row.number,
    place: view === 'below' ? commissionName(language, names) : deskPlaceWords(language, row),
    subject: kindInWords(language, row.kind),
    href: `/${language}/cases/${row.id}`,
    chip: decided
      ? { state: 'none', lead: say(language, 'desk.term-decided') }
      : rowChip(deadlineChip(language, term, place.pack, now, { isForStaff: true })),
    due: row.dueAt === null || decided ? '' : dueInWords(language, row.dueAt),
    next: say(language, `desk.act.${act}`),
    nextHref:
      row.sittingId !== null && act === 'castVote'
        ? `/${language}/sittings/${row.sittingId}`
        : `/${language}/cases/${row.id}#acts`,
    sitting:
      row.sittingAt === null || decided
        ? ''
        : say(language, 'desk.sitting-at', { moment: dayTimeShort(language, row.sittingAt) }),
    stage: stageBlocks(language, row.status),
    holder: row.holderName ?? say(language, 'desk.holder.none'),
    isMine: row.holder === actor.personId,
    last: `${complaintEventSentence(language, row.lastKind, {}).sentence}, ${dayTimeShort(language, row.lastAt)}`,
  };
}

/** The chip of a row has the remaining time only: the legal end stands below it. */
function rowChip(chip: DeadlineChip): DeadlineChip {
  const { detail, ...rest } = chip;
  return detail === undefined || chip.state === 'over' || rest.state === 'none' ? chip : rest;
}

function dueInWords(language: Language, dueAt: Instant): string {
  return `${weekdayShort(language, lastMoment(dueAt).day)}, ${deadlineMomentShort(language, dueAt)}`;
}

function officeHours({ language, place }: StaffVisit): string {
  const [first, ...rest] = place.pack.officeHours.intervals;
  const last = rest.at(-1) ?? first;
  return say(language, 'desk.office-hours', { from: first?.from ?? '', to: last?.to ?? '' });
}
