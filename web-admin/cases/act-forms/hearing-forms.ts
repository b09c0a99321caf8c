import { invitedParties } from '../../../domain/complaints/hearing.ts';
import { addDays, dayOf, momentAt } from '../../../domain/law/counting/calendar.ts';
import { refuse } from '../../../domain/refusals.ts';
import { isCalendarDay } from '../../../domain/time/calendar-day.ts';
import { appointHearing } from '../../../operations/complaints/appoint-hearing.ts';
import { recordHearing } from '../../../operations/complaints/record-hearing.ts';
import { say } from '../../../wording/say.ts';
import type { ActForm } from './act-form.ts';
import { choices, chosen, field, hearingChoices, words } from './form-fields.ts';
import { typedDay } from './typed-day.ts';

const appoint: ActForm = {
  act: 'appointHearing',
  path: 'appoint-hearing',
  fields: (page) => {
    const { language, isFresh, opened } = page;
    const [year = '', month = '', date = ''] = addDays(dayOf(opened.now), 1).split('-');
    return [
      field(
        page,
        'day',
        'on',
        isFresh ? { value: { day: String(Number(date)), month: String(Number(month)), year } } : {},
      ),
      field(page, 'line', 'time', { hint: say(language, 'sittings.time-hint'), width: '5' }),
      field(page, 'line', 'place', { hint: say(language, 'case-forms.hint.place') }),
      field(page, 'several', 'invited', {
        options: choices(language, invitedParties, (code) => say(language, `complaints.party.${code}`)),
        ...(isFresh ? { values: ['complainant', 'respondent'] } : {}),
      }),
      words(page, 'appointHearing', { isOptional: true, rows: 4 }),
    ];
  },
  send: async ({ visit: { context, actor }, request, value, values }) => {
    const on = typedDay(value, 'on');
    const time = value('time').trim().replace('.', ':').padStart(5, '0');
    if (!isCalendarDay(on)) return refuse('INPUT_INVALID', { field: 'on' });
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return refuse('INPUT_INVALID', { field: 'time' });
    const hearing = {
      startsAt: momentAt(on, time),
      invited: values('invited'),
      place: value('place'),
      text: value('text'),
    };
    return appointHearing(context, actor, { ...request, ...hearing });
  },
  fieldOf: { HEARING_IN_THE_PAST: 'on' },
};

const minutes: ActForm = {
  act: 'recordHearing',
  path: 'record-hearing',
  fields: (page) => {
    const { language } = page;
    return [
      field(page, 'one', 'hearing', chosen(page, 'hearing', hearingChoices(page))),
      field(page, 'several', 'attended', {
        isOptional: true,
        options: choices(language, invitedParties, (code) => say(language, `complaints.party.${code}`)),
      }),
      words(page, 'recordHearing', { rows: 12 }),
    ];
  },
  send: async ({ visit: { context, actor }, request, value, values }) =>
    value('hearing') === ''
      ? refuse('INPUT_INVALID', { field: 'hearing' })
      : recordHearing(context, actor, {
          ...request,
          hearingId: value('hearing'),
          attended: values('attended'),
          text: value('text'),
        }),
  fieldOf: { HEARING_UNKNOWN: 'hearing', HEARING_CLOSED: 'hearing', HEARING_NOT_YET: 'hearing' },
};

/** Hearing the parties: when and where, and the minutes. */
export const hearingForms: readonly ActForm[] = [appoint, minutes];
