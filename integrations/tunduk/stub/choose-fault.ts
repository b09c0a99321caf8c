import { seeded } from '../contracts/people/seeded.ts';
import type { FaultRule } from './fault-rule.ts';

/** A planted rule and how often it has struck. */
export interface PlantedFault {
  rule: FaultRule;
  struck: number;
}

/**
 * The first rule that meets this call, counted as struck. Chance is by the seed and the number of the call, so that a
 * run can be repeated.
 */
export function chooseFault(
  planted: readonly PlantedFault[],
  call: { client: string; now: Date; seed: string; number: number },
): FaultRule | undefined {
  const found = planted.find(({ rule, struck }, place) => {
    if (rule.client !== undefined && rule.client !== call.client) return false;
    if (rule.count !== undefined && struck >= rule.count) return false;
    if (rule.from !== undefined && call.now < new Date(rule.from)) return false;
    if (rule.until !== undefined && call.now >= new Date(rule.until)) return false;
    return rule.probability >= 1 || seeded(`${call.seed} fault ${call.number}/${place}`).next() < rule.probability;
  });
  if (found === undefined) return undefined;
  found.struck += 1;
  return found.rule;
}
