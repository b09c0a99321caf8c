import { can } from '../../domain/access/can.ts';
import { staffReads } from '../../domain/access/reading.ts';
import { actorText } from '../../domain/people/role.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { searchCaseRows } from '../../persistence/complaints/search-rows.ts';
import type { FoundCaseRow } from '../../persistence/complaints/search-rows.ts';
import { listCommissionRows } from '../../persistence/people/read-people.ts';
import { writeAudit, writeReads } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { searchInTime } from './search-in-time.ts';
import { searchTerms } from './search-terms.ts';

export type { FoundCaseRow } from '../../persistence/complaints/search-rows.ts';

/** What a search found, the newest first; `hasMore` when there is more than is shown. */
export type FoundCases = { rows: readonly FoundCaseRow[]; hasMore: boolean };

const most = 50;

/**
 * Looks for cases by number, names of the complainant and of who is represented, words of the complaint and place, in the commissions that this
 * person may read. The search and each case it shows are in the audit, what was typed is not. Refuses SEARCH_TOO_SLOW
 * after a second.
 */
export async function searchCases(
  context: OperationContext,
  actor: PersonActor,
  request: { written: string },
): Promise<Outcome<FoundCases>> {
  const { legal } = await context.clock();
  const entry = {
    legalAt: legal,
    actor: actorText(actor),
    action: 'complaint.searchCases',
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  };
  const commissions = await listCommissionRows(context.database);
  const commissionIds = commissions.filter((row) => can(actor, staffReads, row)).map(({ id }) => id);
  const found = await searchInTime(context.database, (tx) =>
    searchCaseRows(tx, searchTerms(request.written), { commissionIds, limit: most + 1 }),
  );
  if (!found.ok) {
    await writeAudit(context.database, { ...entry, outcome: 'refused', code: found.refusal.code });
    return found;
  }
  const rows = found.value.slice(0, most);
  await writeAudit(context.database, { ...entry, outcome: 'read' });
  await writeReads(
    context.database,
    entry,
    rows.map(({ id }) => id),
  );
  return granted({ rows, hasMore: found.value.length > most });
}
