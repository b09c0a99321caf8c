import { granted, refuse } from '../refusals.ts';
import type { Outcome } from '../refusals.ts';
import type { Decided } from '../records/subject.ts';
import { isVotingTime } from '../law/counting/rule-for-decision.ts';
import type { ActContext } from '../records/subject.ts';
import type { BodyRequest, RequestedBody } from './body-request.ts';
import { isOpenRequest, requestTerm } from './body-request.ts';
import type { Act } from './complaint-act.ts';
import { byHolder } from './complaint-act.ts';
import type { ComplaintState } from './complaint.ts';

/** What is asked of whom; the words and the address are private. `needsCheck`: the body has to study or check first. */
export type SendRequestInput = { requestId: string; to: RequestedBody; needsCheck: boolean; paperHash: string };

/** A body answers at once, within three days where it has to check, at once on voting day and the day after (CEC law 1(5)). */
export const sendRequest: Act<SendRequestInput> = {
  access: { own: ['lawyer'] },
  decide: byHolder((_state, input, context) => {
    const { requestId, to, paperHash } = input;
    const rule = ruleForRequest(input, context);
    const term = requestTerm(rule, requestId);
    return granted({
      events: [{ kind: 'REQUEST_SENT', payload: { requestId, to, term, paperHash } }],
      terms: [{ change: 'start', rule, term, base: context.receivedAt, baseEvent: 'REQUEST_SENT' }],
    });
  }),
};

export const remindBody: Act<{ requestId: string }> = {
  access: { own: ['lawyer', 'clerk', 'secretary'] },
  decide: (state, { requestId }) =>
    withOpenRequest(state, requestId, () =>
      granted({ events: [{ kind: 'REQUEST_REMINDED', payload: { requestId } }] }),
    ),
};

/** The answer as it came in, late too. */
export const recordAnswer: Act<{ requestId: string; paperHash: string; fileHashes: readonly string[] }> = {
  access: { own: ['lawyer', 'clerk', 'secretary'] },
  decide: (state, { requestId, paperHash, fileHashes }) =>
    withOpenRequest(state, requestId, ({ term }) =>
      granted({
        events: [
          {
            kind: 'REQUEST_ANSWERED',
            payload: { requestId, paperHash, fileHashes },
          },
        ],
        terms: isOwed(state, term) ? [{ change: 'meet', term }] : [],
      }),
    ),
};

export const withdrawRequest: Act<{ requestId: string }> = {
  access: { own: ['lawyer'] },
  decide: byHolder((state, { requestId }) =>
    withOpenRequest(state, requestId, ({ term }) =>
      granted({
        events: [{ kind: 'REQUEST_WITHDRAWN', payload: { requestId } }],
        terms:
          state?.terms[term]?.state === 'running' ? [{ change: 'supersede', term, ground: 'requestWithdrawn' }] : [],
      }),
    ),
  ),
};

/** A body has not answered in time: a fact about the body. The request stays open and can still be answered. */
export const endRequestTerm: Act<{ term: string }> = {
  access: { system: true },
  decide: (state, { term: key }, { receivedAt }) => {
    const term = state?.terms[key];
    const request = state?.requests.find((one) => one.term === key);
    if (!request || term?.state !== 'running' || term.due === null) return refuse('TERM_NOT_RUNNING');
    if (receivedAt < term.due) return refuse('TERM_NOT_OVER');
    return granted({
      events: [{ kind: 'REQUEST_OVERDUE', payload: { requestId: request.id, due: term.due } }],
      terms: [{ change: 'miss', term: key }],
    });
  },
};

function ruleForRequest(
  { to, needsCheck }: SendRequestInput,
  { receivedAt, votingDay }: Pick<ActContext, 'receivedAt' | 'votingDay'>,
): string {
  if (isVotingTime(receivedAt, votingDay)) return 'agency_answer_voting_day';
  if (to === 'respondent') return 'respondent_explanation';
  return needsCheck ? 'agency_answer_check' : 'agency_answer_simple';
}

function withOpenRequest(
  state: ComplaintState | undefined,
  requestId: string,
  then: (request: BodyRequest) => Outcome<Decided>,
): Outcome<Decided> {
  const request = state?.requests.find(({ id }) => id === requestId);
  if (!request) return refuse('REQUEST_UNKNOWN');
  return isOpenRequest(request) ? then(request) : refuse('REQUEST_CLOSED');
}

function isOwed(state: ComplaintState | undefined, term: string): boolean {
  const stands = state?.terms[term]?.state;
  return stands === 'running' || stands === 'missed';
}
