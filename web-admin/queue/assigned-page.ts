import type { Language } from '../../domain/language.ts';
import type { Assigned } from '../../operations/complaints/give-cases.ts';
import { writeQueueWish } from '../../operations/complaints/queue-filter.ts';
import type { QueueWish } from '../../operations/complaints/queue-filter.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { kindInWords } from '../cases/case-words.ts';
import { awayInWords } from '../people/away-words.ts';
import type { PageAnswer } from '../visit.ts';

/** Whether cases were given to a lawyer or taken by the reader: the beginning of the words. */
export type Handing = 'assigned' | 'taken';

/** What became of each chosen case, the refused first, and the way back to the queue. */
export function assignedPage(
  language: Language,
  handing: Handing,
  { rows, wish }: { rows: readonly Assigned[]; wish: QueueWish },
): PageAnswer {
  const isRefused = ({ answer }: Assigned): boolean => typeof answer === 'object';
  const refused = rows.filter(isRefused);
  const done = rows.filter((row) => !isRefused(row));
  return {
    kind: 'page',
    view: 'queue/assigned.njk',
    title: say(language, `queue.${handing}.title`),
    staysHere: true,
    model: {
      summary: say(language, `queue.${handing}.summary`, { done: done.length, refused: refused.length }),
      isNone: rows.length === 0,
      refusedRows: refused.map((row) => rowModel(language, handing, row)),
      refusedHeading: say(language, `queue.${handing}.refused`),
      givenRows: done.map((row) => rowModel(language, handing, row)),
      givenHeading: say(language, `queue.${handing}.given`),
      back: `/${language}?${writeQueueWish(wish)}`,
    },
  };
}

function rowModel(language: Language, handing: Handing, { row, answer, awayUntil }: Assigned) {
  return {
    number: row.number,
    href: `/${language}/cases/${row.id}`,
    subject: kindInWords(language, row.kind),
    answer: typeof answer === 'string' ? say(language, `queue.${handing}.${answer}`) : sayRefusal(language, answer),
    code: typeof answer === 'string' ? '' : answer.code,
    warning: awayUntil === null ? '' : awayInWords(language, awayUntil),
  };
}
