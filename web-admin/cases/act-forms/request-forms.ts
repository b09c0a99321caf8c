import { requestedBodies } from '../../../domain/complaints/body-request.ts';
import { recordAnswer } from '../../../operations/complaints/record-answer.ts';
import { sendRequest } from '../../../operations/complaints/send-request.ts';
import { refuse } from '../../../domain/refusals.ts';
import { say } from '../../../wording/say.ts';
import type { ActForm } from './act-form.ts';
import { choices, chosen, field, requestChoices, ruleFact, words } from './form-fields.ts';

const request: ActForm = {
  act: 'sendRequest',
  path: 'send-request',
  facts: (page) => [
    ruleFact(page, 'answer-simple', 'agency_answer_simple'),
    ruleFact(page, 'answer-check', 'agency_answer_check'),
    ruleFact(page, 'answer-respondent', 'respondent_explanation'),
  ],
  fields: (page) => {
    const { language, isFresh } = page;
    return [
      field(page, 'list', 'to', {
        label: say(language, 'case-forms.field.asked'),
        options: [
          { value: '', text: say(language, 'case-forms.choose-body') },
          ...choices(language, requestedBodies, (code) => say(language, `complaints.body.${code}`)),
        ],
      }),
      field(page, 'one', 'check', {
        options: [
          { value: 'no', text: say(language, 'case-forms.check-no') },
          { value: 'yes', text: say(language, 'case-forms.check-yes') },
        ],
        ...(isFresh ? { value: 'no' } : {}),
      }),
      field(page, 'line', 'name', { hint: say(language, 'case-forms.hint.body-name'), isOptional: true }),
      field(page, 'line', 'address', { hint: say(language, 'case-forms.hint.address'), isOptional: true }),
      words(page, 'sendRequest', { hint: say(language, 'case-forms.hint.body-reads') }),
    ];
  },
  send: ({ visit: { context, actor }, request: asked, value }) =>
    sendRequest(context, actor, {
      ...asked,
      to: value('to'),
      needsCheck: value('check') === 'yes',
      name: value('name'),
      address: value('address'),
      text: value('text'),
    }),
};

const answer: ActForm = {
  act: 'recordAnswer',
  path: 'record-answer',
  hasFiles: true,
  fields: (page) => [
    field(page, 'one', 'request', chosen(page, 'request', requestChoices(page))),
    words(page, 'recordAnswer', { hint: say(page.language, 'case-forms.hint.answer') }),
  ],
  send: ({ visit: { context, actor }, request: asked, value, files }) =>
    value('request') === ''
      ? Promise.resolve(refuse('INPUT_INVALID', { field: 'request' }))
      : recordAnswer(context, actor, { ...asked, requestId: value('request'), text: value('text'), files }),
  fieldOf: { REQUEST_UNKNOWN: 'request', REQUEST_CLOSED: 'request' },
};

/** What is asked of bodies and of the respondent, and what they answer. */
export const requestForms: readonly ActForm[] = [request, answer];
