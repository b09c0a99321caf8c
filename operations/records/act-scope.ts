import type { Instant } from '../../domain/time/instant.ts';
import { listCommissionRows, listElectionRows, readMemberIds } from '../../persistence/people/read-people.ts';
import type { CommissionRow, ElectionRow } from '../../persistence/people/read-people.ts';
import type { ActScope } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';

/** The commission, election, law pack and members that an act is judged by. Throws for an unknown id: a defect. */
export async function actScope(
  context: OperationContext,
  commissionId: string,
  electionId: string,
  at: Instant,
): Promise<ActScope> {
  const commission = (await listCommissionRows(context.database)).find((row) => row.id === commissionId);
  const election = (await listElectionRows(context.database)).find((row) => row.id === electionId);
  if (!commission || !election) throw new TypeError('a record of an unknown commission or election');
  return scopeFrom(context, commission, election, at);
}

/** As `actScope`, for rows already read. */
export async function scopeFrom(
  context: OperationContext,
  commission: CommissionRow,
  election: ElectionRow,
  at: Instant,
): Promise<ActScope> {
  const pack = context.packs.get(election.pack);
  if (!pack) throw new TypeError(`law pack ${election.pack} is not loaded`);
  const members = await readMemberIds(context.database, commission.id, at);
  return { commission, electionId: election.id, pack, votingDay: election.votingDay, members };
}
