import { actorText } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { isUniqueViolation } from '../../persistence/database.ts';
import type { Database } from '../../persistence/database.ts';
import { commitActs } from '../../persistence/records/commit-acts.ts';
import type { ActBatch, CommittedRecord } from '../../persistence/records/act-batch.ts';
import { takeFormOnce } from './form-once.ts';

/** The id that a caller that may repeat itself gave the new record, and everything that was said with it. */
export type NewRecord = { id: string; said: unknown };

/**
 * Commits the first act of a record whose id the caller gave. The same again is refused with ALREADY_DONE, other words
 * under the same id with FORM_ALREADY_USED, and the id of somebody else's record with RECORD_EXISTS.
 */
export async function commitNew(
  database: Database,
  { id: recordId, said: content }: NewRecord,
  batch: ActBatch,
): Promise<Outcome<readonly CommittedRecord[]>> {
  const form = { sender: actorText(batch.actor), formId: recordId, recordId, content };
  try {
    return await commitActs(database, {
      ...batch,
      before: async (tx) => {
        const once = await takeFormOnce(tx, form);
        return once.ok && batch.before ? batch.before(tx) : once;
      },
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('RECORD_EXISTS');
    throw error;
  }
}
