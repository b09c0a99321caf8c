import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ComplaintActivities } from '../../activities/complaints/complaint-activities.ts';
import type { CaseFacts } from '../../domain/complaints/case-facts.ts';

/** The procedure of one record is started with its id and nothing else. */
export type CaseInput = { complaintId: string };

/** A wait: for which step, who acts, within which term, and what their silence means. */
export type Wait = {
  step: 'registration' | 'admissibility' | 'draft' | 'agenda' | 'decision' | 'publication' | 'appeal';
  acts: 'clerk' | 'lawyer' | 'lawyerOrSecretary' | 'commission' | 'secondChecker' | 'parties';
  within: 'decisionTerm' | 'appealTerm' | 'noTerm';
  silence: 'inactionIsRecorded' | 'caseStaysInTheQueue' | 'outcomeStands';
};

/** Says only: the case has changed, read it again. A lost or a doubled one changes nothing. */
export const wake = defineSignal('wake');

/** Where the procedure stands; for operators and tests, never for lists. */
export const position = defineQuery<Wait | null>('position');

/** A case as its procedure follows it. */
export type FollowedCase = {
  /** Waits until the fact is there; looks first, so that a procedure started anew walks through. */
  until: (isThere: (facts: CaseFacts) => boolean, wait: Wait) => Promise<void>;
  /** Whether the fact was there at the last look. */
  has: (isThere: (facts: CaseFacts) => boolean) => boolean;
};

const { readCase, endDecisionTerm } = proxyActivities<ComplaintActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/**
 * Follows a case by its facts in the database. What is waited for is decided there and nowhere else; milliseconds to wait
 * come from the legal clock by an activity, never from the clock of this process. When the decision term passes in
 * silence, its end is recorded and the wait goes on, because a late decision is still a decision.
 */
export function followCase(input: CaseInput): FollowedCase {
  const { complaintId } = input;
  let wakes = 0;
  let facts: CaseFacts | undefined;
  let factsAfterWakes = -1;
  let current: Wait | null = null;
  setHandler(wake, () => void (wakes += 1));
  setHandler(position, () => current);

  const look = async (): Promise<CaseFacts> => {
    if (facts === undefined || factsAfterWakes !== wakes) {
      const wakesBefore = wakes;
      facts = await readCase(complaintId);
      factsAfterWakes = wakesBefore;
    }
    return facts;
  };

  const until: FollowedCase['until'] = async (isThere, wait) => {
    for (;;) {
      const found = await look();
      if (isThere(found)) break;
      current = wait;
      await beginAnewWhenLong(input);
      const remainingMs = remainingOf(found, wait);
      if (remainingMs === null) await condition(() => wakes !== factsAfterWakes);
      else if (remainingMs > 0) await condition(() => wakes !== factsAfterWakes, remainingMs);
      else if (wait.within === 'decisionTerm') await endDecisionTerm({ complaintId, rule: found.decisionTerm.rule });
      facts = undefined;
    }
    current = null;
  };

  return { until, has: (isThere) => facts !== undefined && isThere(facts) };
}

function remainingOf(facts: CaseFacts, { within }: Wait): number | null {
  if (within === 'appealTerm') return facts.appealRemainingMs;
  return within === 'decisionTerm' && facts.decisionTerm.isRunning ? facts.decisionTerm.remainingMs : null;
}

async function beginAnewWhenLong(input: CaseInput): Promise<void> {
  if (!workflowInfo().continueAsNewSuggested) return;
  await condition(allHandlersFinished);
  await continueAsNew<(again: CaseInput) => Promise<unknown>>(input);
}
