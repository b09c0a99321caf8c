/**
 * How a value of the law is known: SL text of the law in force, SN statement of the CEC or a court,
 * SO text of an older edition, DR derived from published dates, RE general knowledge, UN unsure.
 */
export const certainties = ['SL', 'SN', 'SO', 'DR', 'RE', 'UN'] as const;
export type Certainty = (typeof certainties)[number];

/** The weakest of several marks: a figure is as sure as the least sure thing it rests on. */
export function weakest(first: Certainty, ...others: readonly Certainty[]): Certainty {
  return others.reduce((low, next) => (certainties.indexOf(next) > certainties.indexOf(low) ? next : low), first);
}
