import type { Certainty } from '../law/certainty.ts';
import { isVotingTime } from '../law/counting/rule-for-decision.ts';
import { granted, refuse } from '../refusals.ts';
import type { Outcome } from '../refusals.ts';
import type { Decided } from '../records/subject.ts';
import type { AskableRegistry, RegistryOutcomeKind } from './asked-registry.ts';
import { isOpenRequest, requestTerm } from './body-request.ts';
import type { BodyRequest } from './body-request.ts';
import type { Act } from './complaint-act.ts';
import { byHolder } from './complaint-act.ts';
import type { ComplaintState } from './complaint.ts';

/** Which registry, and how sure the ground in law is on which it is asked. */
export type AskRegistryInput = { requestId: string; registry: AskableRegistry; certainty: Certainty };

/**
 * Asks a registry about the complainant. It is a request to a body as every other: with the same term, and answered by
 * letter when the machine gave no answer. Refuses REGISTRY_ALREADY_ASKED while a question to the same registry is open.
 */
export const askRegistry: Act<AskRegistryInput> = {
  access: { own: ['lawyer'] },
  decide: byHolder((state, { requestId, registry, certainty }, { receivedAt, votingDay }) => {
    if (state?.requests.some((one) => one.registry === registry && isOpenRequest(one))) {
      return refuse('REGISTRY_ALREADY_ASKED');
    }
    const rule = isVotingTime(receivedAt, votingDay) ? 'agency_answer_voting_day' : 'agency_answer_check';
    const term = requestTerm(rule, requestId);
    return granted({
      events: [{ kind: 'REGISTRY_ASKED', payload: { requestId, registry, term, certainty } }],
      terms: [{ change: 'start', rule, term, base: receivedAt, baseEvent: 'REGISTRY_ASKED' }],
    });
  }),
};

/** The registry has answered; what it said is sealed beside the case. */
export const recordRegistryAnswer: Act<{ requestId: string; outcome: RegistryOutcomeKind; isStandIn: boolean }> = {
  access: { system: true },
  decide: (state, { requestId, outcome, isStandIn }) =>
    withOpenQuestion(state, requestId, ({ registry, term }) => {
      const stands = state?.terms[term]?.state;
      return granted({
        events: [{ kind: 'REGISTRY_ANSWERED', payload: { requestId, registry, outcome, isStandIn } }],
        terms: stands === 'running' || stands === 'missed' ? [{ change: 'meet', term }] : [],
      });
    }),
};

/** The registry will not answer this question by itself; the request stays open for an answer by letter. */
export const recordRegistryFailure: Act<{ requestId: string; category: string }> = {
  access: { system: true },
  decide: (state, { requestId, category }) =>
    withOpenQuestion(state, requestId, ({ registry, failedAt }) =>
      failedAt === undefined
        ? granted({ events: [{ kind: 'REGISTRY_FAILED', payload: { requestId, registry, category } }] })
        : refuse('REQUEST_CLOSED'),
    ),
};

function withOpenQuestion(
  state: ComplaintState | undefined,
  requestId: string,
  then: (question: BodyRequest & { registry: AskableRegistry }) => Outcome<Decided>,
): Outcome<Decided> {
  const found = state?.requests.find(({ id }) => id === requestId);
  if (found?.registry === undefined) return refuse('REQUEST_UNKNOWN');
  return isOpenRequest(found) ? then({ ...found, registry: found.registry }) : refuse('REQUEST_CLOSED');
}
