import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { isTimedOut } from '../../persistence/database.ts';
import type { Database, Transaction } from '../../persistence/database.ts';
import { readInTime } from '../../persistence/read-in-time.ts';

const longestMs = 1_000;
const momentMs = 8;

/** What a search found; refuses SEARCH_TOO_SLOW when a statement of it took longer than a second. */
export async function searchInTime<T>(database: Database, read: (tx: Transaction) => Promise<T>): Promise<Outcome<T>> {
  try {
    return granted(await readInTime(database, longestMs, read));
  } catch (error) {
    if (isTimedOut(error)) return refuse('SEARCH_TOO_SLOW');
    throw error;
  }
}

/** As `searchInTime`, for what nobody waits for: null when it took longer than a moment. */
export async function countInTime(
  database: Database,
  read: (tx: Transaction) => Promise<number>,
): Promise<number | null> {
  try {
    return await readInTime(database, momentMs, read);
  } catch (error) {
    if (isTimedOut(error)) return null;
    throw error;
  }
}
