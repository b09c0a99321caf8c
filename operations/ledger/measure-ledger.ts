import { measureWaitingEvents } from '../../persistence/ledger/ledger-rows.ts';
import type { OperationContext } from '../context.ts';
import type { Ledger } from './ledger.ts';

/** What tells whether the ledger keeps up: events without a place, the age of the oldest in seconds, the signed size. */
export type LedgerMeasures = { waiting: number; oldestSeconds: number; signed: number };

/** Measures the ledger in real time, `now` in milliseconds since 1970. */
export async function measureLedger(
  { database }: Pick<OperationContext, 'database'>,
  { signer }: Pick<Ledger, 'signer'>,
  now: number,
): Promise<LedgerMeasures> {
  const [{ count, oldest }, { size }] = await Promise.all([measureWaitingEvents(database), signer.last()]);
  const oldestSeconds = oldest === null ? 0 : Math.max(0, (now - Date.parse(oldest)) / 1_000);
  return { waiting: count, oldestSeconds, signed: size };
}
