import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { isUniqueViolation } from '../../persistence/database.ts';
import type { Database } from '../../persistence/database.ts';
import { commitActs } from '../../persistence/records/commit-acts.ts';
import type { ActBatch, CommittedRecord } from '../../persistence/records/act-batch.ts';

/** Commits the first act of a record whose id the caller gave: of two at the same moment one is RECORD_EXISTS. */
export async function commitNew(database: Database, batch: ActBatch): Promise<Outcome<readonly CommittedRecord[]>> {
  try {
    return await commitActs(database, batch);
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('RECORD_EXISTS');
    throw error;
  }
}
