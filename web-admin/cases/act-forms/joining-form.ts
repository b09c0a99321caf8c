import { refuse } from '../../../domain/refusals.ts';
import { findCase } from '../../../operations/complaints/find-case.ts';
import { joinComplaint } from '../../../operations/complaints/join-complaint.ts';
import { say } from '../../../wording/say.ts';
import type { ActForm } from './act-form.ts';
import { field } from './form-fields.ts';

/** Joins a case to another one that is named by its number; the suggestions beside the case do it by one click. */
export const joiningForm: ActForm = {
  act: 'joinComplaint',
  path: 'join-complaint',
  fields: (page) => [
    field(page, 'line', 'number', {
      label: say(page.language, 'case-forms.field.lead'),
      hint: say(page.language, 'case-forms.hint.lead'),
      width: '20',
    }),
  ],
  send: async ({ visit: { context, actor, place }, request, value }) => {
    const found = await findCase(context, actor, { written: value('number') });
    const lead = found.ok ? found.value.find(({ commissionKey }) => commissionKey === place.commission.key) : undefined;
    if (!lead) return refuse('INPUT_INVALID', { field: 'number' });
    return joinComplaint(context, actor, { ...request, leadId: lead.id });
  },
  fieldOf: {
    NOT_FOUND: 'number',
    COMPLAINT_OF_ITSELF: 'number',
    COMPLAINT_NOT_ADMITTED: 'number',
    COMPLAINT_HELD_BY_ANOTHER: 'number',
    COMPLAINT_JOINED: 'number',
  },
};
