import type { Instant } from '../../domain/time/instant.ts';
import { readDirectory, readSeats } from '../../persistence/people/read-people.ts';
import type { CommissionRow, ElectionRow, Seats } from '../../persistence/people/read-people.ts';
import type { ActScope } from '../../persistence/records/act-batch.ts';
import { readNewestVersion } from '../../persistence/law/adopted-packs.ts';
import type { OperationContext } from '../context.ts';
import { packOfVersion } from '../law/find-pack.ts';

/**
 * The commission, election, newest law pack and members that an act is judged by; `newestVersion` where it was already
 * read. Throws for an unknown id: a defect.
 */
export async function actScope(
  context: OperationContext,
  commissionId: string,
  electionId: string,
  at: Instant,
  known?: Seats & { newestVersion?: number },
): Promise<ActScope> {
  const { commissions, elections } = await readDirectory(
    context.database,
    (known) =>
      known.commissions.some((row) => row.id === commissionId) && known.elections.some((row) => row.id === electionId),
  );
  const commission = commissions.find((row) => row.id === commissionId);
  const election = elections.find((row) => row.id === electionId);
  if (!commission || !election) throw new TypeError('a record of an unknown commission or election');
  const seats = known ?? (await readSeats(context.database, commissionId, at));
  const packVersion = known?.newestVersion ?? (await readNewestVersion(context.database, election.pack));
  return scopeFrom(context, commission, { ...election, packVersion }, seats);
}

/** As `actScope`, for rows already read. */
export async function scopeFrom(
  context: OperationContext,
  commission: CommissionRow,
  election: ElectionRow,
  { members, lawyers }: Seats,
): Promise<ActScope> {
  const packOf: ActScope['packOf'] = (version, tx) => packOfVersion(context, election.pack, version, tx);
  const pack = await packOfVersion(context, election.pack, election.packVersion);
  return { commission, electionId: election.id, pack, packOf, members, lawyers };
}
