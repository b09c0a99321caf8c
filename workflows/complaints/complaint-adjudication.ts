import type { CaseFacts } from '../../domain/complaints/case-facts.ts';
import { followCase } from './follow-case.ts';
import type { CaseInput } from './follow-case.ts';

/** How the procedure of a complaint ended. */
export type CaseEnd = { end: 'publishedAndFinal' | 'leftUnexamined' };

const isRegistered = (facts: CaseFacts): boolean => facts.isRegistered;
const isAdmissibilitySettled = (facts: CaseFacts): boolean => facts.isAdmitted || facts.isLeftUnexamined;
const isDecided = (facts: CaseFacts): boolean => facts.isDecided;
const isDrafted = (facts: CaseFacts): boolean => facts.isDrafted || facts.isDecided;
const isOnAgenda = (facts: CaseFacts): boolean => facts.isOnAgenda || facts.isDecided;
const isDecidedOrReturned = (facts: CaseFacts): boolean => facts.isDecided || !facts.isOnAgenda;
const isPublished = (facts: CaseFacts): boolean => facts.isPublished;
const isAppealWindowClosed = (facts: CaseFacts): boolean => facts.appealRemainingMs === 0;
const isLeftUnexamined = (facts: CaseFacts): boolean => facts.isLeftUnexamined;

const decision = { within: 'decisionTerm', silence: 'inactionIsRecorded' } as const;
const inTheQueue = { within: 'noTerm', silence: 'caseStaysInTheQueue' } as const;
const appeal = { step: 'appeal', acts: 'parties', within: 'appealTerm', silence: 'outcomeStands' } as const;

/**
 * Adjudication of a complaint, articles 44 and 45 of Constitutional Law No. 68 (terms and marks are in the law pack).
 * The commission has one term for all of it, from receipt to decision. When it passes, the inaction is recorded and
 * told, and the commission can still decide, late. The case rests when nobody can contest its outcome any more.
 */
export async function complaintAdjudication(input: CaseInput): Promise<CaseEnd> {
  const { until, has } = followCase(input);

  await until(isRegistered, { step: 'registration', acts: 'clerk', ...decision });
  await until(isAdmissibilitySettled, { step: 'admissibility', acts: 'lawyer', ...decision });
  if (has(isLeftUnexamined)) {
    await until(isAppealWindowClosed, appeal);
    return { end: 'leftUnexamined' };
  }

  while (!has(isDecided)) {
    await until(isDrafted, { step: 'draft', acts: 'lawyer', ...decision });
    await until(isOnAgenda, { step: 'agenda', acts: 'lawyerOrSecretary', ...decision });
    await until(isDecidedOrReturned, { step: 'decision', acts: 'commission', ...decision });
  }

  await until(isPublished, { step: 'publication', acts: 'secondChecker', ...inTheQueue });
  await until(isAppealWindowClosed, appeal);
  return { end: 'publishedAndFinal' };
}
