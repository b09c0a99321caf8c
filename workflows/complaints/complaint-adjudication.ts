import type { CaseFacts } from '../../domain/complaints/case-facts.ts';
import { followCase } from './follow-case.ts';
import type { CaseInput } from './follow-case.ts';

/** How the procedure of a complaint ended. */
export type CaseEnd = { end: 'closed' | 'forwarded' | 'withdrawn' };

const isGone = (facts: CaseFacts): boolean => facts.isForwarded || facts.isWithdrawn;
const isWithdrawn = (facts: CaseFacts): boolean => facts.isWithdrawn;
const isReturned = (facts: CaseFacts): boolean => facts.isReturnedForDefects;
const isSettled = (facts: CaseFacts): boolean => facts.isAdmitted || facts.isLeftUnexamined || isGone(facts);
const isLeftUnexamined = (facts: CaseFacts): boolean => facts.isLeftUnexamined;
const isOutcomeThere = (facts: CaseFacts): boolean => facts.isDecided || isGone(facts);
const isClosed = (facts: CaseFacts): boolean => facts.isClosed;
/** A case that was opened again has no outcome any more. */
const isReopened = (facts: CaseFacts): boolean => !facts.isDecided && !isGone(facts);

const decision = { within: 'decisionTerm', silence: 'inactionIsRecorded' } as const;
const cure = { step: 'cure', acts: 'complainant', within: 'cureTerm', silence: 'lawyerDecides' } as const;
const inTheQueue = { within: 'noTerm', silence: 'caseStaysInTheQueue' } as const;
const appeal = { step: 'appeal', acts: 'parties', within: 'appealTerm', silence: 'outcomeStands' } as const;

/**
 * Adjudication of a complaint, articles 44 and 45 of Constitutional Law No. 68 (terms and marks are in the law pack).
 * The commission has one term for all of it, from receipt to decision. When it passes, the inaction is recorded and
 * told, and the commission can still decide, late. A case that a court sends back, or that the commission opens again, is
 * examined anew with a new term. The case rests when nobody can contest its outcome any more and nobody does.
 */
export async function complaintAdjudication(input: CaseInput): Promise<CaseEnd> {
  const { until, has } = followCase(input);

  await until((facts) => facts.isRegistered || isGone(facts), { step: 'registration', acts: 'clerk', ...decision });
  while (!has(isSettled)) {
    await until((facts) => isReturned(facts) || isSettled(facts), {
      step: 'admissibility',
      acts: 'lawyer',
      ...decision,
    });
    await until((facts) => !isReturned(facts), cure);
  }

  for (;;) {
    while (!has(isOutcomeThere)) {
      await until((facts) => facts.isDrafted || isOutcomeThere(facts), { step: 'draft', acts: 'lawyer', ...decision });
      await until((facts) => facts.isOnAgenda || isOutcomeThere(facts), {
        step: 'agenda',
        acts: 'lawyerOrSecretary',
        ...decision,
      });
      await until((facts) => !facts.isOnAgenda || isOutcomeThere(facts), {
        step: 'decision',
        acts: 'commission',
        ...decision,
      });
    }
    if (has(isGone)) return { end: has(isWithdrawn) ? 'withdrawn' : 'forwarded' };

    if (!has(isLeftUnexamined)) {
      await until((facts) => facts.isPublished || isReopened(facts), {
        step: 'publication',
        acts: 'secondChecker',
        ...inTheQueue,
      });
    }
    await until((facts) => isClosed(facts) || isReopened(facts), appeal);
    if (has(isClosed)) return { end: 'closed' };
  }
}
