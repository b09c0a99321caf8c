import { copiesOwed, copyRecipients, servingWays } from '../../../domain/complaints/served-copy.ts';
import { dayOf, momentAt } from '../../../domain/law/counting/calendar.ts';
import { lawRule } from '../../../domain/law/law-pack.ts';
import { refuse } from '../../../domain/refusals.ts';
import { isCalendarDay } from '../../../domain/time/calendar-day.ts';
import { serveCopy } from '../../../operations/complaints/serve-copy.ts';
import { certaintyMark } from '../../../wording/certainty.ts';
import { time } from '../../../wording/dates.ts';
import { say } from '../../../wording/say.ts';
import type { ActForm, FormFact, FormPage } from './act-form.ts';
import { choices, field, words } from './form-fields.ts';
import { typedDay } from './typed-day.ts';

/** That a copy of the outcome reached somebody: to whom, how, when. */
export const servingForm: ActForm = {
  act: 'serveCopy',
  path: 'serve-copy',
  hasFiles: true,
  facts: (page) => [contestFact(page)],
  fields: (page) => {
    const { language, isFresh, opened } = page;
    const [owed] = copiesOwed(opened.complaint);
    const [year = '', month = '', date = ''] = dayOf(opened.now).split('-');
    const today = { day: String(Number(date)), month: String(Number(month)), year };
    return [
      field(page, 'one', 'to', {
        label: say(language, 'case-forms.field.copy-to'),
        options: choices(language, copyRecipients, (code) => say(language, `complaints.copyRecipient.${code}`)),
        ...(isFresh && owed !== undefined ? { value: owed } : {}),
      }),
      field(page, 'one', 'way', {
        options: choices(language, servingWays, (code) => say(language, `complaints.servingWay.${code}`)),
      }),
      field(page, 'day', 'on', isFresh ? { value: today } : {}),
      field(page, 'line', 'time', {
        hint: say(language, 'sittings.time-hint'),
        width: '5',
        ...(isFresh ? { value: time(opened.now) } : {}),
      }),
      field(page, 'line', 'name', { label: say(language, 'case-forms.field.taken-by'), isOptional: true }),
      field(page, 'line', 'letter', { hint: say(language, 'case-forms.hint.letter-number'), isOptional: true }),
      words(page, 'serveCopy', { isOptional: true, rows: 3 }),
    ];
  },
  send: async ({ visit: { context, actor }, request, value, files }) => {
    const on = typedDay(value, 'on');
    const clock = value('time').trim().replace('.', ':').padStart(5, '0');
    if (!isCalendarDay(on)) return refuse('INPUT_INVALID', { field: 'on' });
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) return refuse('INPUT_INVALID', { field: 'time' });
    const [to, way, name, number, text] = ['to', 'way', 'name', 'letter', 'text'].map(value) as Five;
    return serveCopy(context, actor, { ...request, to, way, servedAt: momentAt(on, clock), name, number, text, files });
  },
  fieldOf: { SERVED_IN_FUTURE: 'on', SERVED_BEFORE_OUTCOME: 'on' },
};

type Five = [string, string, string, string, string];

/** From when the term to contest counts, and how sure that is: serving changes nothing in it. */
function contestFact({ language, opened: { pack, commission } }: FormPage): FormFact {
  const rule = lawRule(pack, commission.kind === 'cec' ? 'court1_file' : 'complaint_upper_to_cec');
  const { label: text, isConfirmed: confirmed } = certaintyMark(language, rule);
  const key = say(language, 'case-forms.fact.contest-from');
  return { key, value: say(language, 'case-forms.contest-from-outcome'), mark: { confirmed, text } };
}
