import type { ScalingStep } from '../derivation.ts';
import type { LawPack, LawRule, Scaling } from '../law-pack.ts';

/**
 * Whether and how a term is cut in this kind of election (CR-EARLY). A published early term goes before
 * the fraction. *At once* and hours are never cut: no source says so.
 */
export function scaleTerm(pack: Pick<LawPack, 'electionKind' | 'scaling'>, rule: LawRule): ScalingStep {
  const { electionKind, scaling } = pack;
  const from = rule.term.n;
  const step = { kind: 'scaling', electionKind } as const;
  if (!scaling.appliesTo.includes(electionKind) || rule.term.unit !== 'calendarDays')
    return { ...step, applied: false };
  if (rule.earlyTerm !== null) {
    return { ...step, applied: true, by: 'publishedTerm', from, to: rule.earlyTerm, certainty: rule.certainty };
  }
  const { numerator, denominator, rounding, certainty } = scaling;
  return {
    ...step,
    applied: true,
    by: 'fraction',
    numerator,
    denominator,
    rounding,
    from,
    to: cut(from, scaling),
    certainty,
  };
}

function cut(n: number, { numerator, denominator, rounding }: Scaling): number {
  const whole = Math.floor((n * numerator) / denominator);
  const doubledRest = 2 * ((n * numerator) % denominator);
  const up = rounding === 'nearest' ? doubledRest >= denominator : doubledRest > denominator;
  return up ? whole + 1 : whole;
}
