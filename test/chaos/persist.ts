import { setTimeout as sleep } from 'node:timers/promises';
import type { ActsDone } from './acts-done.ts';

/** What a client of the run works with: the account, and the signal that ends the load. */
export type ClientRun = { done: ActsDone; signal: AbortSignal };

/** The pause after the first failure; it doubles up to the longest. */
const firstPauseMs = 150;
const longestPauseMs = 1_200;

/**
 * Does it again until it has an answer, as a careful client does: what has no answer may have been done, so it must be
 * safe to repeat, and waits longer each time. `attempt` throws when it has none. Goes on past the end of the load until
 * the answer is there. Who is told that it asks too often waits as long as the answer says.
 */
export async function persist<T>({ done }: ClientRun, attempt: () => Promise<T>): Promise<T> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await attempt();
    } catch (error) {
      if (isOwnDefect(error)) throw error;
      if (error instanceof TooManyRequests) done.wasLimited();
      else done.retried();
      await sleep(error instanceof TooManyRequests ? error.waitMs : pauseMs);
    }
  }
}

/** An answer that says nothing about the request: not there yet, a fault of the server. */
export class NoAnswer extends Error {
  constructor(status: number) {
    super(`status ${status}`);
    this.name = 'NoAnswer';
  }
}

/** The address has asked too often and may ask again after `waitMs`. */
class TooManyRequests extends Error {
  readonly waitMs: number;

  constructor(retryAfter: string | null) {
    super(`too many requests, again after ${retryAfter} s`);
    this.name = 'TooManyRequests';
    this.waitMs = retryAfter === null ? longestPauseMs : Number(retryAfter) * 1_000;
  }
}

/** Throws when an answer says nothing about the request. `Retry-After` is taken in seconds (RFC 9110, 10.2.3). */
export function expectAnswer({ status, headers }: Pick<Response, 'status' | 'headers'>): void {
  if (status === 429) throw new TooManyRequests(headers.get('retry-after'));
  if (status >= 500) throw new NoAnswer(status);
}

/** A defect of the client itself; a fetch that failed on the way is a type error too and none. */
function isOwnDefect(error: unknown): boolean {
  if (!Error.isError(error)) return true;
  const isOnTheWay = error.message === 'fetch failed' || error.message === 'terminated';
  return ['TypeError', 'ReferenceError', 'RangeError'].includes(error.name) && !isOnTheWay;
}
