import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../integrations/temporal/engine.ts';
import type { OperationContext } from '../context.ts';
import { listOpenRecords } from './list-open-records.ts';

/** What a rehydration found and did. */
export type Rehydrated = { started: number; restarted: number; woken: number };

export type RehydrateOptions = {
  engine: Pick<Engine, 'describeComplaint' | 'wakeComplaint' | 'restartComplaint'>;
  /** Queue of the present bundle: procedures on another one are started anew from the facts. */
  taskQueue: string;
  /** At most so many records a second. */
  perSecond: number;
  signal?: AbortSignal;
};

/**
 * Gives every open record a running procedure of the present bundle: missing ones are started, those of another bundle
 * are started anew, the others are woken so that they look at the facts again. Harmless to repeat at any moment.
 */
export async function rehydrate(
  context: OperationContext,
  { engine, taskQueue, perSecond, signal }: RehydrateOptions,
): Promise<Rehydrated> {
  const result: Rehydrated = { started: 0, restarted: 0, woken: 0 };
  for await (const complaintId of listOpenRecords(context)) {
    signal?.throwIfAborted();
    const found = await engine.describeComplaint(complaintId);
    if (found.state === 'running' && found.taskQueue !== taskQueue) {
      await engine.restartComplaint(complaintId);
      result.restarted += 1;
    } else {
      await engine.wakeComplaint(complaintId);
      result[found.state === 'running' ? 'woken' : 'started'] += 1;
    }
    await sleep(1_000 / perSecond, undefined, { signal });
  }
  return result;
}
