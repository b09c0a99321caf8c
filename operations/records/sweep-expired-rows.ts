import { deleteEndedFollowers } from '../../persistence/complaints/follower-rows.ts';
import { deleteExpiredRows } from '../../persistence/records/delete-expired-rows.ts';
import type { OperationContext } from '../context.ts';

/**
 * Deletes what is kept for a time only, all by real time: idempotency keys (30 days), ended sessions, tries of receipt
 * codes, used links, rows of the outbox that have been done for 30 days, addresses of followers that nobody confirmed or
 * whose case has long been over. Returns how many rows went.
 */
export async function sweepExpiredRows({ database }: OperationContext): Promise<number> {
  return (await deleteExpiredRows(database)) + (await deleteEndedFollowers(database));
}
