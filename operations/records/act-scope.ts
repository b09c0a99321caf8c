import type { Instant } from '../../domain/time/instant.ts';
import { readDirectory, readSeats } from '../../persistence/people/read-people.ts';
import type { CommissionRow, ElectionRow, Seats } from '../../persistence/people/read-people.ts';
import type { Transaction } from '../../persistence/database.ts';
import type { ActScope } from '../../persistence/records/act-batch.ts';
import { readNewestVersion } from '../../persistence/law/adopted-packs.ts';
import type { OperationContext } from '../context.ts';
import { packOfVersion } from '../law/find-pack.ts';

/**
 * The commission, election, newest law pack and members that an act is judged by; `known` where they were already read,
 * `tx` where a transaction asks. Throws for an unknown id: a defect.
 */
export async function actScope(
  context: OperationContext,
  commissionId: string,
  electionId: string,
  at: Instant,
  { known, tx = context.database }: { known?: Seats & { newestVersion?: number }; tx?: Transaction } = {},
): Promise<ActScope> {
  const { commissions, elections } = await readDirectory(
    tx,
    (directory) =>
      directory.commissions.some((row) => row.id === commissionId) &&
      directory.elections.some((row) => row.id === electionId),
  );
  const commission = commissions.find((row) => row.id === commissionId);
  const election = elections.find((row) => row.id === electionId);
  if (!commission || !election) throw new TypeError('a record of an unknown commission or election');
  const [seats, packVersion] = await Promise.all([
    known ?? readSeats(tx, commissionId, at),
    known?.newestVersion ?? readNewestVersion(tx, election.pack),
  ]);
  return scopeFrom(context, commission, { ...election, packVersion }, seats, tx);
}

/** As `actScope`, for rows already read. */
export async function scopeFrom(
  context: OperationContext,
  commission: CommissionRow,
  election: ElectionRow,
  { members, lawyers }: Seats,
  tx: Transaction = context.database,
): Promise<ActScope> {
  const packOf: ActScope['packOf'] = (version, asking) => packOfVersion(context, election.pack, version, asking);
  const pack = await packOfVersion(context, election.pack, election.packVersion, tx);
  return { commission, electionId: election.id, pack, packOf, members, lawyers };
}
