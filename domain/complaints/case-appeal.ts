import type { Instant } from '../time/instant.ts';

/** Who hears an appeal: the commission above, the Administrative Court of Bishkek, the Supreme Court (art. 44). */
export const appealBodies = ['upperCommission', 'administrativeCourt', 'supremeCourt'] as const;
export type AppealBody = (typeof appealBodies)[number];

/** What the appeal ended with. `returned`: not taken up, for example as late. */
export const appealResults = ['upheld', 'annulled', 'sentBack', 'returned'] as const;
export type AppealResult = (typeof appealResults)[number];

/** One appeal against the outcome of a case. Courts are not users: staff enter claims and acts from paper. */
export type CaseAppeal = {
  id: string;
  to: AppealBody;
  enteredAt: Instant;
  /** Key of the court's term; null where the appeal is a complaint to a commission, which has a case of its own. */
  term: string | null;
  /** The case at the commission above. */
  complaintId: string | null;
  result: AppealResult | null;
  endedAt: Instant | null;
};

/** True while the body that hears the appeal has not ended it. */
export function isOpenAppeal(appeal: CaseAppeal): boolean {
  return appeal.endedAt === null;
}
