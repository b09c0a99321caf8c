import assert from 'node:assert/strict';
import type { OperationContext } from '../../operations/context.ts';
import type { Product } from './product.ts';

/** A query of the superuser, past every trigger; resolves to its rows. */
export type InsiderQuery = (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;

/** Something done to the database by somebody with every right in it. */
export type InsiderChange = (query: InsiderQuery) => Promise<unknown>;

/** Does the change as the superuser, lets `look` see the database as it then is, undoes it, and answers what was seen. */
export async function asInsider<Seen>(
  { context }: Product,
  change: InsiderChange,
  look: (changed: OperationContext) => Promise<Seen>,
): Promise<Seen> {
  const undone = new Error('undone');
  let seen: { value: Seen } | undefined;
  const working = context.database.transaction(async (tx) => {
    await tx.query({ text: `set local session_replication_role = 'replica'` });
    await change((text, values = []) => tx.query({ text, values }));
    const inner = <T>(work: (one: typeof tx) => Promise<T>): Promise<T> => work(tx);
    const database = {
      ...context.database,
      query: tx.query,
      queryAlone: tx.query,
      gatheredQuery: () => tx.query,
      transaction: inner,
      snapshot: inner,
    };
    seen = { value: await look({ ...context, database }) };
    throw undone;
  });
  await assert.rejects(working, undone);
  if (seen === undefined) throw new Error('nobody looked');
  return seen.value;
}
