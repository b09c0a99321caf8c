import { can } from '../../domain/access/can.ts';
import { staffReads } from '../../domain/access/reading.ts';
import { formatComplaintNumber, parseComplaintNumber } from '../../domain/complaints/complaint-number.ts';
import { refuse, granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { listComplaintsByNumber } from '../../persistence/complaints/case-page.ts';
import { listCommissionRows } from '../../persistence/people/read-people.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';

export type FoundCase = {
  id: string;
  number: string;
  commissionKey: string;
  commissionKy: string;
  commissionRu: string;
  commissionEn: string;
};

/** Cases of a number, however it is written, that this person may open. Refuses NOT_FOUND. */
export async function findCase(
  context: OperationContext,
  actor: PersonActor,
  request: { written: string },
): Promise<Outcome<readonly [FoundCase, ...FoundCase[]]>> {
  const parsed = parseComplaintNumber(request.written);
  if (!parsed) return refuse('NOT_FOUND');
  const commissions = await listCommissionRows(context.database);
  const rows = await listComplaintsByNumber(context.database, formatComplaintNumber(parsed));
  const [first, ...others] = rows.filter(({ commissionKey }) => {
    const commission = commissions.find((one) => one.key === commissionKey);
    return commission !== undefined && can(actor, staffReads, commission);
  });
  return first ? granted([first, ...others]) : refuse('NOT_FOUND');
}
