import { randomUUID } from 'node:crypto';
import { addDays, momentAt } from '../../domain/law/counting/calendar.ts';
import type { AbsenceSituation } from '../../domain/people/absence.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import { readAbsenceSituation } from '../../persistence/people/deputy-rows.ts';
import type { OperationContext } from '../context.ts';
import { actScope } from '../records/act-scope.ts';
import { commitNew } from '../records/commit-new.ts';

export type AbsenceRequest = {
  commissionId: string;
  electionId: string;
  personId: string;
  /** Both days are included, in Asia/Bishkek. */
  firstDay: CalendarDay;
  lastDay: CalendarDay;
  /** The deputy who alone stands in; without one, whoever is the person's deputy. */
  deputy?: string;
  /** Named by a caller that may repeat itself, and refused as `commitNew` says. */
  absenceId?: string;
};

/**
 * Records that somebody of the commission is away. Refuses NOT_ALLOWED for the absence of others without the right,
 * ABSENCE_OF_OUTSIDER, ABSENCE_ENDS_TOO_EARLY, LAST_DAY_PASSED, ABSENCE_OVERLAPS and ABSENCE_DEPUTY_UNKNOWN.
 */
export async function recordAbsence(
  context: OperationContext,
  actor: Actor,
  request: AbsenceRequest,
): Promise<Outcome<{ absenceId: string }>> {
  const { commissionId, electionId, personId, firstDay, lastDay, deputy = null, absenceId = randomUUID() } = request;
  const at = await context.clock();
  let situation: AbsenceSituation = { isStaff: false, deputies: [], absences: [] };
  const said = { commissionId, electionId, personId, firstDay, lastDay, deputy };
  const result = await commitNew(
    context.database,
    { id: absenceId, said },
    {
      setting: {
        scope: await actScope(context, commissionId, electionId, at.legal),
        receivedAt: at.legal,
        recordedAt: at.real,
      },
      actor,
      called: 'absence.recordAbsence',
      lock: [absenceId],
      before: async (tx) => {
        situation = await readAbsenceSituation(tx, { personId, commissionId, at: at.legal });
        return granted(undefined);
      },
      acts: () => {
        const span = { from: momentAt(firstDay), until: momentAt(addDays(lastDay, 1)) };
        const input = { personId, ...span, deputy, situation };
        return granted([{ subject: 'absence', act: 'recordAbsence', recordId: absenceId, input }]);
      },
      ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
    },
  );
  return result.ok ? granted({ absenceId }) : result;
}
