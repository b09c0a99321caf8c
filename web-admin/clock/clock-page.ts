import { z } from 'zod';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import { addMilliseconds, instant, millisecondsBetween } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { moveClock } from '../../operations/clock/move-clock.ts';
import { readClocks } from '../../operations/clock/read-clocks.ts';
import { dayTimeExact, deadlineMoment } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { readForm, typed } from '../read-form.ts';
import { redirect } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

const minute = 60_000;

/** The page that moves the legal clock forward; there is one in a demonstration only. */
export async function clockPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, context } = visit;
  const { legal, real, ends } = await readClocks(context);
  return {
    kind: 'page',
    view: 'clock/clock.njk',
    title: say(language, 'desk.clock.title'),
    model: {
      action: `/${language}/clock/move-clock`,
      from: legal,
      clocks: [
        { key: say(language, 'desk.clock.legal'), value: dayTimeExact(language, legal) },
        { key: say(language, 'desk.clock.real'), value: dayTimeExact(language, real) },
      ],
      deadline: {
        name: 'deadline',
        label: say(language, 'desk.clock.deadline'),
        value: typed(visit, 'deadline'),
        options: ends.map(({ dueAt, count }) => ({
          value: dueAt,
          text: say(language, 'desk.clock.end', { moment: deadlineMoment(language, dueAt), n: count }),
        })),
      },
      side: {
        name: 'side',
        label: say(language, 'desk.clock.side'),
        value: typed(visit, 'side') || 'after',
        options: ['before', 'after'].map((value) => ({ value, text: say(language, `desk.clock.side-${value}`) })),
      },
      amount: {
        name: 'amount',
        label: say(language, 'desk.clock.amount'),
        value: typed(visit, 'amount') || '1',
        width: 4,
        inputmode: 'numeric',
        ...(refusal?.details['field'] === 'amount' ? { error: say(language, 'desk.clock.amount-wrong') } : {}),
      },
      unit: {
        name: 'unit',
        label: say(language, 'desk.clock.unit'),
        value: typed(visit, 'unit') || 'hours',
        options: ['hours', 'days'].map((value) => ({ value, text: say(language, `desk.clock.unit-${value}`) })),
      },
    },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
const formSchema = z.union([
  z.strictObject({ from: moment, deadline: moment, side: z.enum(['before', 'after']) }),
  z.strictObject({
    from: moment,
    amount: z.coerce.number().int().min(1).max(720),
    unit: z.enum(['hours', 'days']),
  }),
]);

/** Moves the legal clock: never back, and only what the page showed is counted from, so that two clicks are one move. */
export async function moveClockAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor } = visit;
  const target = targetOf(visit);
  const outcome = target.ok ? await moveClock(context, actor, { to: target.value }) : target;
  if (outcome.ok) return redirect(`/${language}/clock`);
  if (target.ok && outcome.refusal.code === 'CLOCK_CANNOT_GO_BACK') {
    const { legal } = await context.clock();
    const past = millisecondsBetween(target.value, legal);
    if (past >= 0 && past < minute) return redirect(`/${language}/clock`);
  }
  return clockPage(visit, outcome.refusal);
}

function targetOf(visit: StaffVisit): Outcome<Instant> {
  const form = readForm(visit, formSchema);
  if (!form.ok) return refuse('INPUT_INVALID', { field: 'amount' });
  const { value } = form;
  if ('deadline' in value) {
    const shift = value.side === 'before' ? -minute : 2 * minute;
    return { ok: true, value: addMilliseconds(instant(value.deadline), shift) };
  }
  const hours = value.unit === 'days' ? value.amount * 24 : value.amount;
  return { ok: true, value: addMilliseconds(instant(value.from), hours * 60 * minute) };
}
