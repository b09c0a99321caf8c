import { setTimeout as sleep } from 'node:timers/promises';
import type { ActsDone } from './acts-done.ts';

/** What a client of the run works with: the account, and the signal that ends the load. */
export type ClientRun = { done: ActsDone; signal: AbortSignal };

const pauseMs = 150;

/**
 * Does it again until it has an answer, as a careful client does: what has no answer may have been done, so it must be
 * safe to repeat. `attempt` throws when it has none. Goes on past the end of the load until the answer is there.
 */
export async function persist<T>({ done }: ClientRun, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (isOwnDefect(error)) throw error;
      done.retried();
      await sleep(pauseMs);
    }
  }
}

/** An answer that says nothing about the request: too many, not there yet, a fault of the server. */
export class NoAnswer extends Error {
  constructor(status: number) {
    super(`status ${status}`);
    this.name = 'NoAnswer';
  }
}

/** A defect of the client itself; a fetch that failed on the way is a type error too and none. */
function isOwnDefect(error: unknown): boolean {
  if (!Error.isError(error)) return true;
  const isOnTheWay = error.message === 'fetch failed' || error.message === 'terminated';
  return ['TypeError', 'ReferenceError', 'RangeError'].includes(error.name) && !isOnTheWay;
}
