import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyActivities,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { ComplaintActivities } from '../../activities/complaints/complaint-activities.ts';
import { registryQuestion } from '../registries/registry-question.ts';
import type { CaseFacts } from '../../domain/complaints/case-facts.ts';

/** The procedure of one record is started with its id and nothing else. */
export type CaseInput = { complaintId: string };

/** A wait: for which step, who acts, within which term, and what their silence means. */
export type Wait = {
  step: 'registration' | 'admissibility' | 'cure' | 'draft' | 'agenda' | 'decision' | 'publication' | 'appeal';
  acts: 'clerk' | 'lawyer' | 'complainant' | 'lawyerOrSecretary' | 'commission' | 'secondChecker' | 'parties';
  within: 'decisionTerm' | 'cureTerm' | 'appealTerm' | 'noTerm';
  silence: 'inactionIsRecorded' | 'lawyerDecides' | 'caseStaysInTheQueue' | 'outcomeStands';
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

const { readCase, endTerm, closeComplaint } = proxyActivities<ComplaintActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/**
 * Follows a case by its facts in the database. What is waited for is decided there and nowhere else; milliseconds to wait
 * come from the legal clock by an activity, never from the clock of this process. When a term passes in silence, its end is
 * recorded and the wait goes on, because what comes late still counts.
 */
export function followCase(input: CaseInput): FollowedCase {
  const { complaintId } = input;
  let wakes = 0;
  let facts: CaseFacts | undefined;
  let factsAfterWakes = -1;
  let current: Wait | null = null;
  const questions = new Set<string>();
  setHandler(wake, () => void (wakes += 1));
  setHandler(position, () => current);

  const look = async (): Promise<CaseFacts> => {
    if (facts === undefined || factsAfterWakes !== wakes) {
      const wakesBefore = wakes;
      facts = await readCase(complaintId);
      factsAfterWakes = wakesBefore;
      for (const requestId of facts.askedRegistries) {
        if (questions.has(requestId)) continue;
        questions.add(requestId);
        await startQuestion(requestId);
      }
    }
    return facts;
  };

  const until: FollowedCase['until'] = async (isThere, wait) => {
    for (;;) {
      const found = await look();
      if (isThere(found)) break;
      current = wait;
      await beginAnewWhenLong(input);
      const next = nextTerm(found);
      if (canRest(found, wait)) await closeComplaint(complaintId);
      else if (next === null) await condition(() => wakes !== factsAfterWakes);
      else if (next.remainingMs > 0) await condition(() => wakes !== factsAfterWakes, next.remainingMs);
      else await endTerm({ complaintId, rule: next.rule, term: next.term });
      facts = undefined;
    }
    current = null;
  };

  return { until, has: (isThere) => facts !== undefined && isThere(facts) };
}

/**
 * Gives a question to a registry its own procedure, which ends with the case's. One that an earlier run of the case's
 * procedure left behind is ended first: a case begun anew from the facts begins its open questions anew too.
 */
async function startQuestion(requestId: string): Promise<void> {
  await startChild(registryQuestion, {
    workflowId: `registry-request/${requestId}`,
    args: [{ requestId }],
    parentClosePolicy: 'TERMINATE',
    workflowIdReusePolicy: 'TERMINATE_IF_RUNNING',
  });
}

/** The running term that ends first; what must happen at once never ends by itself. */
function nextTerm({ terms }: CaseFacts): { rule: string; term: string; remainingMs: number } | null {
  const running = [terms.decision, terms.cure, terms.appeal, ...terms.requests].flatMap((one) =>
    one === null || one.remainingMs === null ? [] : [{ ...one, remainingMs: one.remainingMs }],
  );
  return running.toSorted((one, other) => one.remainingMs - other.remainingMs)[0] ?? null;
}

/** The outcome is there, its term to contest is over, and no appeal is open. */
function canRest(facts: CaseFacts, { step }: Wait): boolean {
  return step === 'appeal' && facts.terms.appeal === null && !facts.hasOpenAppeals;
}

async function beginAnewWhenLong(input: CaseInput): Promise<void> {
  if (!workflowInfo().continueAsNewSuggested) return;
  await condition(allHandlersFinished);
  await continueAsNew<(again: CaseInput) => Promise<unknown>>(input);
}
