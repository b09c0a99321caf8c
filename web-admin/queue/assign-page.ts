import { z } from 'zod';
import { assignComplaints } from '../../operations/complaints/assign-complaints.ts';
import { readQueueWish } from '../../operations/complaints/queue-filter.ts';
import { parametersOf } from '../../operations/complaints/save-view.ts';
import { takeComplaints } from '../../operations/complaints/take-complaints.ts';
import { readForm, typed } from '../read-form.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { assignedPage } from './assigned-page.ts';
import { chosenCases } from './chosen-cases.ts';
import { queuePageOf } from './queue-page.ts';

const chosen = {
  case: z.union([z.string(), z.array(z.string()).max(200)]).optional(),
  search: z.string().max(2000),
};
const assignForm = z.strictObject({ ...chosen, holder: z.uuid() });
/** The list of lawyers stands beside the button for who may give cases as well. */
const takeForm = z.strictObject({ ...chosen, holder: z.uuid().optional() });

/** Gives the ticked cases to a lawyer and says of each what became of it. */
export async function assignComplaintsAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const form = readForm(visit, assignForm);
  const wish = readQueueWish(parametersOf(typed(visit, 'search')));
  if (!form.ok) return queuePageOf(visit, { wish, refusal: form.refusal });
  const request = { commission: place.commission, holder: form.value.holder, cases: chosenCases(form.value.case) };
  const outcome = await assignComplaints(context, actor, request);
  return outcome.ok ? assignedPage(language, 'assigned', { rows: outcome.value, wish }) : refused(outcome);
}

/** The lawyer who asks takes the ticked cases that nobody holds; each is said what became of it. */
export async function takeComplaintsAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const form = readForm(visit, takeForm);
  const wish = readQueueWish(parametersOf(typed(visit, 'search')));
  if (!form.ok) return queuePageOf(visit, { wish, refusal: form.refusal });
  const request = { commission: place.commission, cases: chosenCases(form.value.case) };
  const outcome = await takeComplaints(context, actor, request);
  return outcome.ok ? assignedPage(language, 'taken', { rows: outcome.value, wish }) : refused(outcome);
}
