import { z } from 'zod';
import { can } from '../../domain/access/can.ts';
import { addDays, dayOf, momentAt } from '../../domain/law/counting/calendar.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import { sittingActDefinitions } from '../../domain/sittings/sitting-acts.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listSittings } from '../../operations/sittings/list-sittings.ts';
import type { SittingRow } from '../../operations/sittings/list-sittings.ts';
import { planSitting } from '../../operations/sittings/plan-sitting.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { formIdOf, isUsed, refusedForm } from '../form-id.ts';
import { readForm, typed } from '../read-form.ts';
import { redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { sittingStatusInWords } from './sitting-status.ts';

/** Sittings of my commission, and the form that plans one. */
export async function sittingsPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const outcome = await listSittings(context, actor, { commission: place.commission });
  if (!outcome.ok) return refused(outcome);
  const { now, ahead, past } = outcome.value;
  const rows = (sittings: readonly SittingRow[]) => sittings.map((row) => sittingModel(visit, row, now));
  const [year = '', month = '', day = ''] = addDays(dayOf(now), 1).split('-');
  return {
    kind: 'page',
    view: 'sittings/sittings.njk',
    title: say(language, 'desk.nav.sittings'),
    model: {
      groups: [
        { heading: say(language, 'sittings.ahead'), rows: rows(ahead) },
        { heading: say(language, 'sittings.past'), rows: rows(past) },
      ].filter((group) => group.rows.length > 0),
      plan: can(actor, sittingActDefinitions.planSitting.access, place.commission) && {
        action: `/${language}/sittings/plan-sitting`,
        sitting: formIdOf(visit, 'sitting', refusal),
        day: {
          name: 'on',
          label: say(language, 'sittings.day'),
          value: {
            day: typed(visit, 'on-day') || String(Number(day)),
            month: typed(visit, 'on-month') || String(Number(month)),
            year: typed(visit, 'on-year') || year,
          },
          ...(refusal === undefined || isUsed(refusal) ? {} : { error: say(language, `refusals.${refusal.code}`) }),
        },
        time: {
          name: 'time',
          label: say(language, 'sittings.time'),
          hint: say(language, 'sittings.time-hint'),
          value: typed(visit, 'time') || '10:00',
          width: 5,
        },
      },
    },
    ...refusedForm(visit, refusal, `/${language}/sittings/${typed(visit, 'sitting')}`),
  };
}

function sittingModel({ language }: StaffVisit, row: SittingRow, now: Instant) {
  return {
    number: row.number,
    href: `/${language}/sittings/${row.id}`,
    when: dayTimeShort(language, row.startsAt),
    status: sittingStatusInWords(language, row, now),
    items: say(language, 'sittings.items', { n: row.itemCount }),
  };
}

const formSchema = z.strictObject({
  sitting: z.uuid(),
  'on-day': z.string().max(4),
  'on-month': z.string().max(4),
  'on-year': z.string().max(6),
  time: z.string().max(8),
});

/** Plans a sitting for a day and hour in Bishkek. */
export async function planSittingAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const form = readForm(visit, formSchema);
  if (!form.ok) return sittingsPage(visit, form.refusal);
  const startsAt = momentOf(form.value);
  if (!startsAt.ok) return sittingsPage(visit, startsAt.refusal);
  const { commission, election } = place;
  const sittingId = form.value.sitting;
  const request = { commissionId: commission.id, electionId: election.id, startsAt: startsAt.value, sittingId };
  const outcome = await planSitting(context, actor, request);
  const isDone = outcome.ok || outcome.refusal.code === 'ALREADY_DONE';
  return isDone || outcome.ok ? redirect(`/${language}/sittings/${sittingId}`) : sittingsPage(visit, outcome.refusal);
}

function momentOf(form: z.output<typeof formSchema>): Outcome<Instant> {
  const two = (text: string): string => text.trim().padStart(2, '0');
  const day = `${form['on-year'].trim()}-${two(form['on-month'])}-${two(form['on-day'])}`;
  const time = form.time.trim().replace('.', ':').padStart(5, '0');
  const isTime = /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
  return isCalendarDay(day) && isTime
    ? { ok: true, value: momentAt(day, time) }
    : refuse('INPUT_INVALID', { field: isTime ? 'on' : 'time' });
}
