import type { Instant } from '../../domain/time/instant.ts';
import { readDirectory, readSeats } from '../../persistence/people/read-people.ts';
import type { CommissionRow, ElectionRow, Seats } from '../../persistence/people/read-people.ts';
import type { ActScope } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';

/** The commission, election, law pack and members that an act is judged by. Throws for an unknown id: a defect. */
export async function actScope(
  context: OperationContext,
  commissionId: string,
  electionId: string,
  at: Instant,
  seats?: Seats,
): Promise<ActScope> {
  const { commissions, elections } = await readDirectory(
    context.database,
    (known) =>
      known.commissions.some((row) => row.id === commissionId) && known.elections.some((row) => row.id === electionId),
  );
  const commission = commissions.find((row) => row.id === commissionId);
  const election = elections.find((row) => row.id === electionId);
  if (!commission || !election) throw new TypeError('a record of an unknown commission or election');
  return scopeFrom(context, commission, election, seats ?? (await readSeats(context.database, commissionId, at)));
}

/** As `actScope`, for rows already read. */
export function scopeFrom(
  context: OperationContext,
  commission: CommissionRow,
  election: ElectionRow,
  { members, lawyers }: Seats,
): ActScope {
  const pack = context.packs.get(election.pack);
  if (!pack) throw new TypeError(`law pack ${election.pack} is not loaded`);
  return { commission, electionId: election.id, pack, votingDay: election.votingDay, members, lawyers };
}
