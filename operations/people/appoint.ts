import { randomUUID } from 'node:crypto';
import { addDays, momentAt } from '../../domain/law/counting/calendar.ts';
import type { DeputySituation } from '../../domain/people/deputy.ts';
import type { Actor, Role } from '../../domain/people/role.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import { readDeputySituation } from '../../persistence/people/deputy-rows.ts';
import type { OperationContext } from '../context.ts';
import { actScope } from '../records/act-scope.ts';
import { commitNew } from '../records/commit-new.ts';

export type AppointmentRequest = {
  commissionId: string;
  electionId: string;
  personId: string;
  role: Role;
  /** Named by a caller that may repeat itself, and refused as `commitNew` says. */
  appointmentId?: string;
  /** The person whose deputy the new one is to be while they are away. */
  deputyFor?: string;
  /** Included, in Asia/Bishkek; it ends by itself. */
  lastDay?: CalendarDay;
};

/** Proposes an appointment; it waits for a second person. Refuses a deputy as `faultOfDeputy` says, and LAST_DAY_PASSED. */
export function proposeAppointment(
  context: OperationContext,
  actor: Actor,
  request: AppointmentRequest,
): Promise<Outcome<{ appointmentId: string }>> {
  return appoint(context, actor, request, 'proposeAppointment');
}

/** Founds a commission's first appointments: only the bootstrap command and the demonstration may. */
export function foundAppointment(
  context: OperationContext,
  request: Omit<AppointmentRequest, 'deputyFor' | 'lastDay'>,
): Promise<Outcome<{ appointmentId: string }>> {
  return appoint(context, { kind: 'system', name: 'bootstrap' }, request, 'foundAppointment');
}

async function appoint(
  context: OperationContext,
  actor: Actor,
  request: AppointmentRequest,
  act: 'proposeAppointment' | 'foundAppointment',
): Promise<Outcome<{ appointmentId: string }>> {
  const { commissionId, electionId, personId, role, appointmentId = randomUUID(), deputyFor, lastDay } = request;
  const at = await context.clock();
  let situation: DeputySituation | undefined;
  const said = { commissionId, electionId, personId, role, deputyFor: deputyFor ?? null, lastDay: lastDay ?? null };
  const result = await commitNew(
    context.database,
    { id: appointmentId, said },
    {
      setting: {
        scope: await actScope(context, commissionId, electionId, at.legal),
        receivedAt: at.legal,
        recordedAt: at.real,
      },
      actor,
      called: `appointment.${act}`,
      lock: [appointmentId],
      before: async (tx) => {
        if (deputyFor !== undefined) {
          situation = await readDeputySituation(tx, { personId: deputyFor, commissionId, at: at.legal, role });
        }
        return granted(undefined);
      },
      acts: () => {
        const deputy = deputyFor === undefined ? {} : { deputyFor };
        const end = lastDay === undefined ? {} : { until: momentAt(addDays(lastDay, 1)) };
        const found = situation === undefined ? {} : { situation };
        const input = { personId, role, ...deputy, ...end, ...found };
        return granted([{ subject: 'appointment', act, recordId: appointmentId, input }]);
      },
      ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
    },
  );
  return result.ok ? granted({ appointmentId }) : result;
}
