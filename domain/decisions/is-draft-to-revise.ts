import type { DecisionState } from './decision.ts';

/**
 * Whether the drafter has to write again before anything else can happen to the draft: places of a template are open, or
 * the check of exactly the present text sent it back.
 */
export function isDraftToRevise({
  check,
  textHash,
  openPlaceholders = 0,
}: Pick<DecisionState, 'check' | 'textHash' | 'openPlaceholders'>): boolean {
  return openPlaceholders > 0 || (check?.result === 'returned' && check.textHash === textHash);
}
