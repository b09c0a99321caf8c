import type { Contract } from '../contracts/contract-schema.ts';

/** What a rule found. `not-tried` says that another rule must be kept first, or that something was not agreed. */
export type Verdict = 'kept' | 'broken' | 'not-tried' | 'by-hand';

/** One rule of the kit: its number never changes; its sentence and its cure are in the wording, by the number. */
export interface Rule<World> {
  number: string;
  /** The section of the X-Road document, or of the reference, that it comes from. */
  section: string;
  protocols: readonly Contract['protocol'][];
  /** Rules that must be kept before this one can be tried. */
  needs?: readonly string[];
  /** Undefined when kept, else what was seen, in technical words without personal data. `notAgreed` is not tried. */
  check: (world: World) => Promise<string | undefined | typeof notAgreed> | string | undefined | typeof notAgreed;
}

/** What a rule says of a thing that this run was not asked to look at. */
export const notAgreed = Symbol('not agreed');

/** What was found for one rule. */
export interface Finding {
  number: string;
  section: string;
  verdict: Verdict;
  seen?: string;
}

/** Tries the rules of a protocol in their order. A rule that throws is broken: what it met is not what was promised. */
export async function tryRules<World>(
  rules: readonly Rule<World>[],
  protocol: Contract['protocol'],
  world: World,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const isBroken = (number: string) =>
    findings.some((one) => one.number === number && one.verdict !== 'kept' && one.verdict !== 'by-hand');
  for (const rule of rules.filter(({ protocols }) => protocols.includes(protocol))) {
    const { number, section } = rule;
    if (rule.needs?.some(isBroken) === true) {
      findings.push({ number, section, verdict: 'not-tried' });
      continue;
    }
    const seen = await tried(rule, world);
    if (seen === notAgreed) findings.push({ number, section, verdict: 'not-tried' });
    else if (seen === undefined) findings.push({ number, section, verdict: 'kept' });
    else findings.push({ number, section, verdict: 'broken', seen: seen.replaceAll(/\d{14}/g, '‹pin›').slice(0, 300) });
  }
  return findings;
}

async function tried<World>({ check }: Rule<World>, world: World): Promise<string | undefined | typeof notAgreed> {
  try {
    return await check(world);
  } catch (error) {
    return Error.isError(error) ? error.message : 'failed';
  }
}
