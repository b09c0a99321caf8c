import type { AppointmentState } from '../../domain/people/appointment.ts';
import type { DeputySituation } from '../../domain/people/deputy.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { readDeputySituation } from '../../persistence/people/deputy-rows.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/**
 * A second person confirms a proposed appointment; it is in force from here on, that of a deputy while the other is
 * away. What speaks against a deputy is asked again, since days may have passed since the proposal.
 */
export async function confirmAppointment(
  context: OperationContext,
  actor: Actor,
  request: { appointmentId: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { appointmentId } = request;
  const at = await context.clock();
  const known = await readRecordState<AppointmentState>(context.database, appointmentId, 'appointment');
  let situation: DeputySituation | undefined;
  return actOnRecords(context, {
    actor,
    anchor: appointmentId,
    at,
    called: 'appointment.confirmAppointment',
    lock: [appointmentId],
    before: async (tx) => {
      const { deputyFor, role, commissionId } = known?.state ?? {};
      if (deputyFor !== undefined && role !== undefined && commissionId !== undefined) {
        situation = await readDeputySituation(tx, { personId: deputyFor, commissionId, at: at.legal, role });
      }
      return granted(undefined);
    },
    acts: () => {
      const input = situation === undefined ? {} : { situation };
      return granted([{ subject: 'appointment', act: 'confirmAppointment', recordId: appointmentId, input }]);
    },
  });
}
