import type { ComplaintOutcome } from '../complaints/complaint.ts';
import type { LawPack } from '../law/law-pack.ts';
import type { CommissionKind } from '../people/role.ts';
import { refuse } from '../refusals.ts';
import type { Refusal } from '../refusals.ts';

/** What an operative item says about the complaint itself. */
export const verdictKinds = ['satisfy', 'satisfyInPart', 'reject'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** Measures a commission takes; which of them it may take is a value of the law pack with its certainty. */
export const measureKinds = [
  'warn',
  'sendFineProtocol',
  'annul',
  'instructCommission',
  'cancelRegistration',
  'obligeToCorrect',
  'referMaterials',
  'other',
] as const;
export type MeasureKind = (typeof measureKinds)[number];

export const operativeKinds = [...verdictKinds, ...measureKinds] as const;
export type OperativeKind = (typeof operativeKinds)[number];

/** Whom an operative item concerns; the name stands beside it and is private. */
export const addresseeKinds = [
  'none',
  'complainant',
  'respondent',
  'commission',
  'candidate',
  'party',
  'media',
  'official',
  'person',
  'prosecutor',
  'police',
  'authority',
] as const;
export type AddresseeKind = (typeof addresseeKinds)[number];

/** An operative item without its words. */
export type OperativeOutline = { kind: OperativeKind; addressee: AddresseeKind };

const bodies: readonly AddresseeKind[] = ['prosecutor', 'police', 'authority'];
const addressed: Partial<Record<OperativeKind, readonly AddresseeKind[]>> = {
  instructCommission: ['commission'],
  referMaterials: bodies,
  cancelRegistration: ['candidate', 'party'],
};
const needsAddressee: readonly OperativeKind[] = ['warn', 'sendFineProtocol', 'obligeToCorrect'];

/** Measures that follow from a breach only: beside a plain refusal they contradict it. */
const forBreach: readonly OperativeKind[] = [
  'warn',
  'sendFineProtocol',
  'annul',
  'cancelRegistration',
  'obligeToCorrect',
];

const outcomeOf = { satisfy: 'granted', satisfyInPart: 'grantedInPart', reject: 'refused' } as const;

/**
 * What is wrong with the items of an operative part, the first thing first; undefined when outcome and items agree. One
 * verdict on the whole complaint: satisfied, satisfied in part (the rest may be rejected in an item of its own), or
 * rejected, without a measure for a breach. Refuses OPERATIVE_WITHOUT_VERDICT, OPERATIVE_CONTRADICTS, OUTCOME_DIFFERS,
 * ADDRESSEE_UNFIT and MEASURE_NOT_PERMITTED; `n` in the details counts items from 1.
 */
export function faultOfOperative(
  outcome: ComplaintOutcome,
  items: readonly OperativeOutline[],
  law: { pack: LawPack; commission: CommissionKind },
): Refusal | undefined {
  return faultOfVerdict(outcome, items) ?? firstFault(items, (item, n) => faultOfItem(item, n, law));
}

function faultOfVerdict(outcome: ComplaintOutcome, items: readonly OperativeOutline[]): Refusal | undefined {
  const verdicts = verdictKinds.filter((verdict) => items.some(({ kind }) => kind === verdict));
  const [whole, other] = verdicts;
  if (whole === undefined) return refuse('OPERATIVE_WITHOUT_VERDICT');
  const isPartWithRest = whole === 'satisfyInPart' && (other === undefined || other === 'reject');
  if (other !== undefined && !isPartWithRest) return refuse('OPERATIVE_CONTRADICTS', { one: whole, other });
  if (outcomeOf[whole] !== outcome) return refuse('OUTCOME_DIFFERS', { outcome, verdict: whole });
  const measure = items.find(({ kind }) => forBreach.includes(kind));
  if (whole === 'reject' && measure) return refuse('OPERATIVE_CONTRADICTS', { one: whole, other: measure.kind });
  return undefined;
}

function faultOfItem(
  { kind, addressee }: OperativeOutline,
  n: number,
  { pack, commission }: { pack: LawPack; commission: CommissionKind },
): Refusal | undefined {
  const fit = addressed[kind];
  if (fit ? !fit.includes(addressee) : needsAddressee.includes(kind) && addressee === 'none') {
    return refuse('ADDRESSEE_UNFIT', { n, kind });
  }
  if (!isMeasure(kind) || pack.decisions.measures[kind].commissions.includes(commission)) return undefined;
  return refuse('MEASURE_NOT_PERMITTED', { n, kind });
}

/** Whether an item is a measure, not a verdict on the complaint. */
export function isMeasure(kind: OperativeKind): kind is MeasureKind {
  return (measureKinds as readonly OperativeKind[]).includes(kind);
}

function firstFault<T>(items: readonly T[], faultOf: (item: T, n: number) => Refusal | undefined): Refusal | undefined {
  for (const [index, item] of items.entries()) {
    const fault = faultOf(item, index + 1);
    if (fault) return fault;
  }
  return undefined;
}
