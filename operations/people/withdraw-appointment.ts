import type { AppointmentState } from '../../domain/people/appointment.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { readDirectory } from '../../persistence/people/read-people.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';
import { mayProposerAppoint } from './may-proposer-appoint.ts';

/**
 * Takes back a proposal that nobody has confirmed. Refuses APPOINTMENT_NOT_PROPOSED once it is confirmed, and
 * PROPOSAL_OF_ANOTHER as `faultOfWithdrawal` says; whether the proposer may still appoint is read in the same transaction.
 */
export async function withdrawAppointment(
  context: OperationContext,
  actor: Actor,
  { appointmentId }: { appointmentId: string },
): Promise<Outcome<readonly CommittedRecord[]>> {
  const at = await context.clock();
  const known = await readRecordState<AppointmentState>(context.database, appointmentId, 'appointment');
  let mayAppoint = true;
  return actOnRecords(context, {
    actor,
    anchor: appointmentId,
    at,
    called: 'appointment.withdrawAppointment',
    lock: [appointmentId],
    before: async (tx) => {
      const { proposedBy, commissionId } = known?.state ?? {};
      const { commissions } = await readDirectory(tx, (directory) =>
        directory.commissions.some(({ id }) => id === commissionId),
      );
      const commission = commissions.find(({ id }) => id === commissionId);
      if (known?.state.status === 'proposed' && proposedBy !== undefined && commission !== undefined)
        mayAppoint = await mayProposerAppoint(tx, { proposedBy, commission, at: at.legal });
      return granted(undefined);
    },
    acts: () => {
      const input = { mayProposerAppoint: mayAppoint };
      return granted([{ subject: 'appointment', act: 'withdrawAppointment', recordId: appointmentId, input }]);
    },
  });
}
