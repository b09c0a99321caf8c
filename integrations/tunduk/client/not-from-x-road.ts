import { classifyAnswer, classifyStatus } from '../errors/classify.ts';
import { TundukError } from '../errors/tunduk-error.ts';
import type { IncomingAnswer } from './send.ts';
import { retryAfterMs } from './retry-after.ts';

/**
 * The error for an answer that no X-Road server writes: a page of a proxy before it, an empty body, another protocol.
 * Busy and gateway statuses may pass by themselves; everything else is looked at. It is never read as data.
 */
export function notFromXRoad(answer: IncomingAnswer, cause?: unknown): TundukError {
  const isBusy = [408, 429, 502, 503, 504].includes(answer.status);
  return new TundukError({
    failure: isBusy ? { ...classifyStatus(answer.status), origin: 'our-ss' } : classifyAnswer('not-x-road'),
    ...retryAfterMs(answer),
    ...(cause === undefined ? {} : { cause }),
  });
}
