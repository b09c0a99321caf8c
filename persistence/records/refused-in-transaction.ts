import type { Outcome, Refusal } from '../../domain/refusals.ts';

/** Carries a refusal out of a transaction, so that nothing of it stays. */
export class RefusedInTransaction extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super('refused');
    this.refusal = refusal;
  }
}

/** The value of a permitted outcome; a refusal ends the transaction. */
export function demand<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new RefusedInTransaction(outcome);
  return outcome.value;
}
