import { deleteExpiredRows } from '../../persistence/records/delete-expired-rows.ts';
import type { OperationContext } from '../context.ts';

/** Deletes what is kept for a time only: idempotency keys (30 days), ended sessions, tries of receipt codes, used links. */
export function sweepExpiredRows(context: OperationContext): Promise<number> {
  return deleteExpiredRows(context.database);
}
