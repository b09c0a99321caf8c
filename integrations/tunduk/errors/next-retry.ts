import type { Retry, TundukFailure } from './failure.ts';

/** What a caller does after a failed attempt: ask again after a while, or stop, and why. */
export type NextRetry =
  { kind: 'again'; afterMs: number } | { kind: 'stop'; because: 'never' | 'check-first' | 'tried-enough' | 'deadline' };

const second = 1_000;
const minute = 60 * second;
const longestSlow = 30 * minute;
const quickRepeats: Partial<Record<Retry, number>> = { once: 1, few: 2, quick: 4, quickThenSlow: 4 };

/**
 * The next step after attempt number `attempt` (from 1) of a read or a write (reference §6.5). Nothing is asked again
 * after the legal deadline; then people take over. `chance` is from 0 to 1 and moves a quick repeat by up to a fifth.
 */
export function nextRetry(
  failure: TundukFailure,
  facts: {
    effect: 'read' | 'write';
    attempt: number;
    now: Date;
    deadline: Date;
    chance: number;
    retryAfterMs?: number;
  },
): NextRetry {
  const retry = facts.effect === 'write' ? failure.retryWrite : failure.retryRead;
  if (retry === 'never') return { kind: 'stop', because: 'never' };
  if (retry === 'checkFirst') return { kind: 'stop', because: 'check-first' };
  const wait = waitOf(retry, facts.attempt, facts.chance);
  if (wait === undefined) return { kind: 'stop', because: 'tried-enough' };
  const afterMs = Math.max(wait, facts.retryAfterMs ?? 0);
  const isTooLate = facts.now.getTime() + afterMs >= facts.deadline.getTime();
  return isTooLate ? { kind: 'stop', because: 'deadline' } : { kind: 'again', afterMs };
}

function waitOf(retry: Retry, attempt: number, chance: number): number | undefined {
  const most = quickRepeats[retry] ?? 0;
  if (attempt <= most) return Math.round(second * 2 ** (attempt - 1) * (0.8 + chance * 0.4));
  if (retry !== 'slow' && retry !== 'quickThenSlow') return undefined;
  return Math.min(minute * 2 ** (attempt - most - 1), longestSlow);
}
