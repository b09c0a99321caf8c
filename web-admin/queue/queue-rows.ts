import type { Queue, QueueRow } from '../../operations/complaints/list-queue.ts';
import type { Language } from '../../domain/language.ts';
import { millisecondsBetween } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { DeadlineChip } from '../../web-kit/components.ts';
import { deadlineChip } from '../../web-kit/deadlines/deadline-chip.ts';
import { complaintEventSentence } from '../../wording/complaints.ts';
import { dayTimeShort, deadlineMomentShort, lastMoment, weekdayShort } from '../../wording/dates.ts';
import { duration } from '../../wording/durations.ts';
import { say } from '../../wording/say.ts';
import { deskPlaceWords, kindInWords, partiesInWords, stageBlocks } from '../cases/case-words.ts';
import { commissionName } from '../desk-frame.ts';
import { awayInWords } from '../people/away-words.ts';
import type { StaffVisit } from '../visit.ts';
import { nextStep } from './next-step.ts';

/** A row of a queue in words: what is left, the case, the next act, the stage, who holds it. */
export function queueRow(visit: StaffVisit, row: QueueRow, { now, view }: Pick<Queue, 'now' | 'view'>) {
  const { language, place, actor } = visit;
  const term = { state: row.dueState, baseAt: row.receivedAt, dueAt: row.dueAt, endedAt: null };
  const decided = row.band === 'decided';
  const names = { nameKy: row.commissionKy, nameRu: row.commissionRu, nameEn: row.commissionEn };
  return {
    id: row.id,
    tick: `${row.id}:${String(row.version)}`,
    tickLabel: say(language, 'queue.tick', { number: row.number }),
    number: row.number,
    place: view === 'below' ? commissionName(language, names) : deskPlaceWords(language, row),
    subject: kindInWords(language, row.kind),
    parties: partiesInWords(language, row),
    href: `/${language}/cases/${row.id}`,
    chip: decided
      ? { state: 'none', lead: say(language, 'desk.term-decided') }
      : rowChip(deadlineChip(language, term, place.pack, now, { isForStaff: true }), row.dueAt === null),
    due: decided || row.band === 'waiting' ? '' : dueInWords(language, row, now),
    isOver: row.band === 'overdue',
    ...nextStep(visit, row, view),
    sitting:
      row.sittingAt === null || decided
        ? ''
        : say(language, 'desk.sitting-at', { moment: dayTimeShort(language, row.sittingAt) }),
    stage: stageBlocks(language, row.status, row.decisionStatus !== null),
    holder: view === 'mine' ? '' : (row.holderName ?? say(language, 'desk.holder.none')),
    isMine: row.holder === actor.personId,
    away: row.holderAwayUntil === null ? '' : awayInWords(language, row.holderAwayUntil),
    last: `${complaintEventSentence(language, row.lastKind, {}).sentence}, ${dayTimeShort(language, row.lastAt)}`,
  };
}

/** The chip of a row has the remaining time only: the legal end, or the time that has passed, stands below it. */
function rowChip(chip: DeadlineChip, isAtOnce: boolean): DeadlineChip {
  const { detail, ...rest } = chip;
  const isKept = chip.state === 'over' && !isAtOnce;
  return detail === undefined || isKept || rest.state === 'none' ? chip : rest;
}

/** The legal end; today and tomorrow are said as such, so that no order and no colour is needed to tell them. */
function dueInWords(language: Language, { dueAt, receivedAt, band }: QueueRow, now: Instant): string {
  if (dueAt === null) {
    return say(language, 'kit.chip.elapsed', { length: duration(language, millisecondsBetween(receivedAt, now)) });
  }
  if (band === 'today' || band === 'tomorrow')
    return say(language, `desk.due.${band}`, { time: lastMoment(dueAt).time });
  return `${weekdayShort(language, lastMoment(dueAt).day)}, ${deadlineMomentShort(language, dueAt)}`;
}
