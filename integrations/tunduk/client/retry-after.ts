import { lastHeader } from '../protocol/rest-message.ts';
import type { IncomingAnswer } from './send.ts';

const longest = 24 * 60 * 60;

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3), at most a day; nothing when there is none to read. */
export function retryAfterMs(answer: IncomingAnswer, now: number = Date.now()): { retryAfterMs?: number } {
  const given = lastHeader(answer.headers, 'retry-after')?.trim();
  if (given === undefined) return {};
  const seconds = /^\d{1,9}$/.test(given) ? Number(given) : (Date.parse(given) - now) / 1_000;
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: Math.min(seconds, longest) * 1_000 } : {};
}
