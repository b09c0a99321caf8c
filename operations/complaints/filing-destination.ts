import { closedPlace } from '../../domain/complaints/closed-place.ts';
import { competentCommission, isRespondentCommission } from '../../domain/complaints/competent-commission.ts';
import type { Competence } from '../../domain/complaints/competent-commission.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import { listElectionRows } from '../../persistence/people/read-people.ts';
import type { CommissionRow } from '../../persistence/people/read-people.ts';
import type { ActScope } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { packOfVersion } from '../law/find-pack.ts';
import { scopeFrom } from '../records/act-scope.ts';

/** Where a filing goes, and whether it belongs there. */
export type Destination = { scope: ActScope; competence: Competence };

/** Keeps what is public or of a closed list to that list; other words are not lost, they go into private ones. */
export function closedFiling(filing: Filing, commissions: readonly CommissionRow[]): Filing {
  const { respondentCommission, respondent } = filing;
  const isKnown = isRespondentCommission(respondentCommission, commissions);
  const named = isKnown ? respondent : [respondent, respondentCommission].join(' ').trim().slice(0, 500);
  return {
    ...filing,
    ...closedPlace(filing),
    respondentCommission: isKnown ? respondentCommission : '',
    respondent: named,
  };
}

/** The commission that was named, or else the competent one, in the election that there is. */
export async function destinationOf(
  context: OperationContext,
  filing: Filing,
  commissions: readonly CommissionRow[],
): Promise<Destination> {
  const [election] = await listElectionRows(context.database);
  if (!election) throw new TypeError('no election to file in');
  const pack = await packOfVersion(context, election.pack, election.packVersion);
  const competence = competentCommission(filing, commissions, pack);
  const commission =
    commissions.find((row) => row.key === filing.commission) ??
    commissions.find((row) => row.key === competence.commission);
  if (!commission) throw new TypeError('no commission to file with');
  return { scope: await scopeFrom(context, commission, election, { members: [], lawyers: [] }), competence };
}
