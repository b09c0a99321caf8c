import { addEvidence } from '../../../operations/complaints/add-evidence.ts';
import { changeContact } from '../../../operations/complaints/change-contact.ts';
import { cureDefects } from '../../../operations/complaints/cure-defects.ts';
import { withdrawComplaint } from '../../../operations/complaints/withdraw-complaint.ts';
import { say } from '../../../wording/say.ts';
import type { ActForm } from './act-form.ts';
import { field, words } from './form-fields.ts';

const cure: ActForm = {
  act: 'cureDefects',
  path: 'cure-defects',
  hasFiles: true,
  facts: ({ language, opened: { complaint } }) => [
    {
      key: say(language, 'case-forms.field.defects'),
      value: complaint.defects.map((code) => say(language, `complaints.defect.${code}`)).join(', '),
    },
  ],
  fields: (page) => [words(page, 'cureDefects', { hint: say(page.language, 'case-forms.hint.from-paper') })],
  send: ({ visit: { context, actor }, request, value, files }) =>
    cureDefects(context, actor, { ...request, text: value('text'), files }),
  fieldOf: { NOTHING_FILED: 'text' },
};

const evidence: ActForm = {
  act: 'addEvidence',
  path: 'add-evidence',
  hasFiles: true,
  fields: (page) => [words(page, 'addEvidence', { hint: say(page.language, 'case-forms.hint.from-paper') })],
  send: ({ visit: { context, actor }, request, value, files }) =>
    addEvidence(context, actor, { ...request, text: value('text'), files }),
  fieldOf: { NOTHING_FILED: 'text' },
};

const contact: ActForm = {
  act: 'changeContact',
  path: 'change-contact',
  fields: (page) => {
    const { contact: known } = page.opened.details;
    const fresh = (value: string) => (page.isFresh ? { value } : {});
    return [
      field(page, 'line', 'email', { type: 'text', inputmode: 'email', autocomplete: 'off', ...fresh(known.email) }),
      field(page, 'line', 'phone', { inputmode: 'tel', autocomplete: 'off', ...fresh(known.phone) }),
      field(page, 'line', 'address', { autocomplete: 'off', ...fresh(known.address) }),
    ];
  },
  send: ({ visit: { context, actor }, request, value }) =>
    changeContact(context, actor, {
      ...request,
      contact: { email: value('email'), phone: value('phone'), address: value('address') },
    }),
};

const withdrawal: ActForm = {
  act: 'withdrawComplaint',
  path: 'withdraw-complaint',
  isDangerous: true,
  fields: (page) => [
    words(page, 'withdrawComplaint', { isOptional: true, hint: say(page.language, 'case-forms.hint.from-paper') }),
  ],
  send: ({ visit: { context, actor }, request, value }) =>
    withdrawComplaint(context, actor, { ...request, text: value('text') }),
};

/** What a clerk enters for the complainant from paper. */
export const partyForms: readonly ActForm[] = [cure, evidence, contact, withdrawal];
