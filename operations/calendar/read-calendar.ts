import { addDays, momentAt } from '../../domain/law/counting/calendar.ts';
import type { Commission, Role } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listDeadlineRows, listHearingRows, listSittingEntries } from '../../persistence/calendar/calendar-rows.ts';
import type { DeadlineRow, HearingRow, SittingEntryRow } from '../../persistence/calendar/calendar-rows.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';

export type { DeadlineRow, HearingRow, SittingEntryRow } from '../../persistence/calendar/calendar-rows.ts';

/** Who takes part in a sitting by office. */
const sittingRoles: readonly Role[] = ['secretary', 'member', 'deputyChair', 'chair'];

/** Ends of terms, sittings and hearings of some days. Only terms that run or were missed; no cancelled hearing. */
export type Calendar = {
  now: Instant;
  deadlines: readonly DeadlineRow[];
  sittings: readonly SittingEntryRow[];
  hearings: readonly HearingRow[];
};

/**
 * The calendar from the day `from` through `to`, in days of Asia/Bishkek: of the commission, or what concerns oneself:
 * terms and hearings of the cases
 * one holds or works on, sittings one takes part in and those that have such a case on the agenda.
 */
export async function readCalendar(
  context: OperationContext,
  actor: PersonActor,
  request: { commission: Commission; scope: 'mine' | 'commission'; from: CalendarDay; to: CalendarDay },
): Promise<Outcome<Calendar>> {
  const { commission, scope, from, to } = request;
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const { legal: now } = await context.clock();
  const filter = {
    commissionIds: [commission.id],
    personId: scope === 'mine' ? actor.personId : null,
    sitsIn: sitsIn(actor),
    from: momentAt(from),
    until: momentAt(addDays(to, 1)),
  };
  const [deadlines, sittings, hearings] = await Promise.all([
    listDeadlineRows(context.database, filter),
    listSittingEntries(context.database, filter),
    listHearingRows(context.database, filter),
  ]);
  return granted({
    now,
    sittings,
    hearings: hearings.filter(({ isCancelled }) => !isCancelled),
    deadlines: deadlines.filter(({ state }) => state === 'running' || state === 'missed'),
  });
}

/** The commissions in whose sittings a person takes part by office. */
export function sitsIn(actor: PersonActor): string[] {
  return actor.appointments.filter(({ role }) => sittingRoles.includes(role)).map(({ commissionId }) => commissionId);
}
