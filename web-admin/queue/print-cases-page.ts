import { listChosenCases } from '../../operations/complaints/list-chosen-cases.ts';
import { dayTime } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { chosenCases } from './chosen-cases.ts';
import { queueRow } from './queue-rows.ts';

/** The chosen cases as a list for the printer of the browser. */
export async function printCasesPage(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const ids = chosenCases(visit.form['case']).map(({ id }) => id);
  const outcome = await listChosenCases(context, actor, { commission: place.commission, ids });
  if (!outcome.ok) return refused(outcome);
  const { now, rows } = outcome.value;
  return {
    kind: 'page',
    view: 'queue/print-cases.njk',
    title: say(language, 'queue.bulk.print-title'),
    model: {
      about: say(language, 'queue.print-about', {
        commission: commissionName(language, place.commission),
        moment: dayTime(language, now),
        n: rows.length,
      }),
      rows: rows.map((row) => queueRow(visit, row, { now, view: 'all' })),
    },
  };
}
