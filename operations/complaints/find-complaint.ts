import { formatComplaintNumber, parseComplaintNumber } from '../../domain/complaints/complaint-number.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { listComplaintsByNumber } from '../../persistence/complaints/case-page.ts';
import type { OperationContext } from '../context.ts';
import { publicComplaint } from './public-complaint.ts';
import type { PublicComplaint } from './public-complaint.ts';

/**
 * Finds complaints by a number however it is written; with a commission's key only that commission's. More than one
 * when several commissions gave the same number. Refuses NOT_FOUND.
 */
export async function findComplaint(
  context: OperationContext,
  written: string,
  commissionKey?: string,
): Promise<Outcome<{ number: string; found: readonly [PublicComplaint, ...PublicComplaint[]] }>> {
  const parsed = parseComplaintNumber(written);
  if (!parsed) return refuse('NOT_FOUND');
  const number = formatComplaintNumber(parsed);
  const rows = await listComplaintsByNumber(context.database, number);
  const [first, ...others] = rows
    .filter((row) => commissionKey === undefined || row.commissionKey === commissionKey)
    .map(publicComplaint);
  return first ? granted({ number, found: [first, ...others] }) : refuse('NOT_FOUND');
}
