import type { ActsDone } from '../acts-done.ts';
import type { Verdict } from './verdict.ts';

/**
 * The load acts like people in different places, who meet no limit of requests an address. A client that was refused by
 * one stood still as long as it was told, and what was killed meanwhile was killed at rest: such a run proves less than
 * it says.
 */
export function judgeLoad({ count, retries, limited }: Pick<ActsDone, 'count' | 'retries' | 'limited'>): Verdict {
  const faults = limited === 0 ? [] : [`${limited} requests were refused because their address had asked too often`];
  return { judge: 'load', looked: count() + retries + limited, faults };
}
