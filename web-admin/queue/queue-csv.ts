import { dayOf } from '../../domain/law/counting/calendar.ts';
import { listWholeQueue, mostInQueueFile } from '../../operations/complaints/list-whole-queue.ts';
import { readQueueWish } from '../../operations/complaints/queue-filter.ts';
import { dayFigures, time, lastMoment } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Language } from '../../domain/language.ts';
import { deskPlaceWords, kindInWords } from '../cases/case-words.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { writeCsv } from '../../web-kit/write-csv.ts';

/** The whole narrowed queue as CSV; a last line says so when it was too long. */
export async function queueCsv(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place, query } = visit;
  const wish = readQueueWish(query);
  const outcome = await listWholeQueue(context, actor, { commission: place.commission, wish });
  if (!outcome.ok) return refused(outcome);
  const { now, rows, isCut } = outcome.value;
  const columns = ['number', 'received', 'due', 'band', 'kind', 'place', 'stage', 'holder'];
  return {
    kind: 'file',
    name: `shailoo-queue-${dayOf(now)}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    bytes: writeCsv([
      columns.map((column) => say(language, `queue.csv.${column}`)),
      ...rows.map((row) => [
        row.number,
        moment(language, row.receivedAt),
        row.dueAt === null ? '' : end(language, row.dueAt),
        say(language, `desk.band.${row.band}`),
        kindInWords(language, row.kind),
        deskPlaceWords(language, row),
        say(language, `complaints.status.${row.status}`),
        row.holderName ?? say(language, 'desk.holder.none'),
      ]),
      ...(isCut ? [[say(language, 'queue.csv.cut', { n: mostInQueueFile })]] : []),
    ]),
  };
}

function moment(language: Language, at: Instant): string {
  return `${dayFigures(language, at)} ${time(at)}`;
}

function end(language: Language, dueAt: Instant): string {
  const shown = lastMoment(dueAt);
  return `${dayFigures(language, shown.day)} ${shown.time}`;
}
