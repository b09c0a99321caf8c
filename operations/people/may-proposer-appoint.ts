import { can } from '../../domain/access/can.ts';
import { appoints } from '../../domain/people/appoints.ts';
import type { Commission } from '../../domain/people/role.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../../persistence/database.ts';
import { readAppointments } from '../../persistence/people/read-people.ts';

/** Whether who proposed an appointment in a commission may still appoint there at the moment. */
export async function mayProposerAppoint(
  tx: Transaction,
  { proposedBy, commission, at }: { proposedBy: string; commission: Commission; at: Instant },
): Promise<boolean> {
  const appointments = await readAppointments(tx, proposedBy, at);
  return can({ kind: 'person', personId: proposedBy, appointments }, appoints, commission);
}
