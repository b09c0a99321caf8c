import type { Database, Transaction } from './database.ts';

/** Reads in one transaction whose statements are ended after some time; `isTimedOut` tells that error. */
export function readInTime<T>(
  database: Database,
  milliseconds: number,
  read: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return database.transaction(async (tx) => {
    void tx.query({ text: `set local statement_timeout = ${String(milliseconds)}` });
    return read(tx);
  });
}
