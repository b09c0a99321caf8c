import type { Transaction } from '../database.ts';

/** The newest result of the check of the ledger, as text, with the mark that shows who wrote it. */
export type LedgerCheckRow = { body: string; mark: string };

export async function readLedgerCheckRow(database: Transaction): Promise<LedgerCheckRow | undefined> {
  const [row] = await database.query<LedgerCheckRow>({
    name: 'read-ledger-check',
    text: 'select body, mark from ledger_check',
  });
  return row;
}

/** Puts a result in the place of the one before. */
export async function writeLedgerCheckRow(database: Transaction, { body, mark }: LedgerCheckRow): Promise<void> {
  await database.query({
    name: 'write-ledger-check',
    text: `insert into ledger_check (id, body, mark) values (1, $1, $2)
      on conflict (id) do update set body = excluded.body, mark = excluded.mark`,
    values: [body, mark],
  });
}
