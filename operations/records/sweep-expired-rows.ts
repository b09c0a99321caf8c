import { deleteExpiredRows } from '../../persistence/records/delete-expired-rows.ts';
import type { OperationContext } from '../context.ts';

/**
 * Deletes what is kept for a time only, all by real time: idempotency keys (30 days), ended sessions, tries of receipt
 * codes, used links, rows of the outbox that have been done for 30 days. Returns how many rows went.
 */
export function sweepExpiredRows(context: OperationContext): Promise<number> {
  return deleteExpiredRows(context.database);
}
