import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { isTimedOut } from '../../persistence/database.ts';
import type { Database, Transaction } from '../../persistence/database.ts';
import { readInTime } from '../../persistence/read-in-time.ts';

/** What a search found; refuses SEARCH_TOO_SLOW when a statement of it took longer than a second. */
export async function searchInTime<T>(database: Database, read: (tx: Transaction) => Promise<T>): Promise<Outcome<T>> {
  try {
    return granted(await readInTime(database, read));
  } catch (error) {
    if (isTimedOut(error)) return refuse('SEARCH_TOO_SLOW');
    throw error;
  }
}
