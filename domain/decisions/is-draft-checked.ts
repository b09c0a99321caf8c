import type { DecisionState } from './decision.ts';

/** Whether another lawyer's check of exactly the present text has passed. Whether one is demanded, the pack says. */
export function isDraftChecked({ check, textHash }: Pick<DecisionState, 'check' | 'textHash'>): boolean {
  return check?.result === 'passed' && check.textHash === textHash;
}
