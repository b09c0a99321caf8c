import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import { assignComplaints } from '../../operations/complaints/assign-complaints.ts';
import type { Assigned } from '../../operations/complaints/assign-complaints.ts';
import { readQueueWish, writeQueueWish } from '../../operations/complaints/queue-filter.ts';
import { parametersOf } from '../../operations/complaints/save-view.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { awayInWords } from '../people/away-words.ts';
import { kindInWords } from '../cases/case-words.ts';
import { readForm, typed } from '../read-form.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { chosenCases } from './chosen-cases.ts';
import { queuePageOf } from './queue-page.ts';

const schema = z.strictObject({
  case: z.union([z.string(), z.array(z.string()).max(200)]).optional(),
  holder: z.uuid(),
  search: z.string().max(2000),
});

/** Gives the ticked cases to a lawyer and says of each what became of it. */
export async function assignComplaintsAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const form = readForm(visit, schema);
  const wish = readQueueWish(parametersOf(typed(visit, 'search')));
  if (!form.ok) return queuePageOf(visit, { wish, refusal: form.refusal });
  const request = { commission: place.commission, holder: form.value.holder, cases: chosenCases(form.value.case) };
  const outcome = await assignComplaints(context, actor, request);
  if (!outcome.ok) return refused(outcome);
  const isRefused = ({ answer }: Assigned): boolean => typeof answer === 'object';
  const rows = outcome.value;
  return {
    kind: 'page',
    view: 'queue/assigned.njk',
    title: say(language, 'queue.assigned.title'),
    staysHere: true,
    model: {
      summary: say(language, 'queue.assigned.summary', {
        done: rows.filter((row) => !isRefused(row)).length,
        refused: rows.filter(isRefused).length,
      }),
      isNone: rows.length === 0,
      refused: rows.filter(isRefused).map((row) => rowModel(language, row)),
      done: rows.filter((row) => !isRefused(row)).map((row) => rowModel(language, row)),
      back: `/${language}?${writeQueueWish(wish)}`,
    },
  };
}

function rowModel(language: Language, { row, answer, awayUntil }: Assigned) {
  return {
    number: row.number,
    href: `/${language}/cases/${row.id}`,
    subject: kindInWords(language, row.kind),
    answer: typeof answer === 'string' ? say(language, `queue.assigned.${answer}`) : sayRefusal(language, answer),
    code: typeof answer === 'string' ? '' : answer.code,
    warning: awayUntil === null ? '' : awayInWords(language, awayUntil),
  };
}
