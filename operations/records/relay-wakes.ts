import { IntegrationError } from '../../integrations/integration-error.ts';
import {
  backOffSeconds,
  endWakesOfOtherSubjects,
  lockWaitingWakes,
  markOutboxDone,
  putOutboxOff,
} from '../../persistence/records/outbox.ts';
import type { WaitingWake } from '../../persistence/records/outbox.ts';
import type { Transaction } from '../../persistence/database.ts';
import type { OperationContext } from '../context.ts';

/** What the relay needs of the engine: wake the procedure of a complaint, and start it when it does not run. */
export type Waker = { wakeComplaint: (complaintId: string) => Promise<void> };

const batch = 100;
const atOnce = 8;

/**
 * Wakes the procedures of records that have changed. Wakes of one record are one wake, because any wake means *read the
 * case again*; hence order does not matter and a repeated one is harmless. Without an engine rows wait, but those of
 * subjects without a procedure are ended. Returns how many rows were done; throws what the engine failed with.
 */
export async function relayWakes(context: OperationContext, waker: Waker | undefined): Promise<number> {
  const ended = await endWakesOfOtherSubjects(context.database);
  if (waker === undefined) return ended;
  const { woken, failure } = await context.database.transaction(async (tx) => {
    const rows = await lockWaitingWakes(tx, batch);
    const round = await wakeAll(waker, rows);
    await markOutboxDone(tx, round.woken, null);
    if (round.failure !== undefined) await putOff(tx, round.unreached, round.failure);
    return round;
  });
  if (failure !== undefined) throw failure;
  return ended + woken.length;
}

type Round = { woken: number[]; unreached: number[]; failure: unknown };

/** Wakes record by record in several lanes; the first failure ends all of them, because the engine is one. */
async function wakeAll(waker: Waker, rows: readonly WaitingWake[]): Promise<Round> {
  const round: Round = { woken: [], unreached: [], failure: undefined };
  const next = Map.groupBy(rows, (row) => row.recordId).entries();
  const lane = async (): Promise<void> => {
    for (const [recordId, wakes] of next) {
      const ids = wakes.map((wake) => wake.id);
      if (round.failure !== undefined) return void round.unreached.push(...ids);
      try {
        await waker.wakeComplaint(recordId);
        round.woken.push(...ids);
      } catch (error) {
        round.failure = error;
        round.unreached.push(...ids);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return round;
}

async function putOff(tx: Transaction, ids: readonly number[], failure: unknown): Promise<void> {
  const code = failure instanceof IntegrationError ? failure.code : 'defect';
  await putOutboxOff(tx, ids, { code, seconds: backOffSeconds(0, Math.random()) });
}
