import { reopeningGrounds } from '../../../domain/complaints/appeal-acts.ts';
import { appealResults } from '../../../domain/complaints/case-appeal.ts';
import { refuse } from '../../../domain/refusals.ts';
import { recordAppeal } from '../../../operations/complaints/record-appeal.ts';
import { recordAppealResult } from '../../../operations/complaints/record-appeal-result.ts';
import { reopenComplaint } from '../../../operations/complaints/reopen-complaint.ts';
import { say } from '../../../wording/say.ts';
import type { ActForm } from './act-form.ts';
import { appealChoices, choices, chosen, field, ruleFact, words } from './form-fields.ts';

const claim: ActForm = {
  act: 'recordAppeal',
  path: 'record-appeal',
  hasFiles: true,
  facts: (page) => [ruleFact(page, 'court1', 'court1_decide'), ruleFact(page, 'court2', 'court2_decide')],
  fields: (page) => {
    const { language } = page;
    const courts = ['administrativeCourt', 'supremeCourt'];
    return [
      field(page, 'one', 'to', {
        label: say(language, 'case-forms.field.court'),
        options: choices(language, courts, (code) => say(language, `complaints.appealBody.${code}`)),
      }),
      field(page, 'line', 'number', { hint: say(language, 'case-forms.hint.court-number'), isOptional: true }),
      words(page, 'recordAppeal', { isOptional: true, rows: 4 }),
    ];
  },
  send: ({ visit: { context, actor }, request, value, files }) =>
    recordAppeal(context, actor, { ...request, to: value('to'), number: value('number'), text: value('text'), files }),
};

const courtAct: ActForm = {
  act: 'recordAppealResult',
  path: 'record-appeal-result',
  hasFiles: true,
  isDangerous: true,
  fields: (page) => {
    const { language } = page;
    return [
      field(page, 'one', 'appeal', chosen(page, 'appeal', appealChoices(page))),
      field(page, 'one', 'result', {
        options: appealResults.map((value) => ({
          value,
          text: say(language, `case-forms.result.${value}`),
          hint: say(language, `case-forms.result-hint.${value}`),
        })),
      }),
      field(page, 'line', 'number', { hint: say(language, 'case-forms.hint.court-number'), isOptional: true }),
      words(page, 'recordAppealResult', { isOptional: true, rows: 4 }),
    ];
  },
  send: async ({ visit: { context, actor }, request, value, files }) =>
    value('appeal') === ''
      ? refuse('INPUT_INVALID', { field: 'appeal' })
      : recordAppealResult(context, actor, {
          ...request,
          appealId: value('appeal'),
          result: value('result'),
          number: value('number'),
          text: value('text'),
          files,
        }),
  fieldOf: { APPEAL_UNKNOWN: 'appeal', APPEAL_CLOSED: 'appeal' },
};

const reopen: ActForm = {
  act: 'reopenComplaint',
  path: 'reopen-complaint',
  isDangerous: true,
  facts: (page) => [ruleFact(page, 'new-term', 'complaint_decide')],
  fields: (page) => {
    const { language } = page;
    const grounds = reopeningGrounds.filter((ground) => ground !== 'sentBack');
    return [
      field(page, 'one', 'ground', {
        options: choices(language, grounds, (code) => say(language, `complaints.reopening.${code}`)),
      }),
    ];
  },
  send: ({ visit: { context, actor }, request, value }) =>
    reopenComplaint(context, actor, { ...request, ground: value('ground') }),
};

/** What courts do with an outcome, and cases that are decided anew. */
export const appealForms: readonly ActForm[] = [claim, courtAct, reopen];
