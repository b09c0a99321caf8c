import { granted, refuse } from '../refusals.ts';
import type { DecisionState } from '../decisions/decision.ts';
import type { SittingState } from '../sittings/sitting.ts';
import { appealTermOf } from './appeal-acts.ts';
import { presides } from '../people/presides.ts';
import type { Act } from './complaint-act.ts';
import { byHolder } from './complaint-act.ts';
import { termsOfOutcome } from './complaint-terms.ts';
import type { ComplaintOutcome, ComplaintState } from './complaint.ts';

/** A joined complaint takes the decision of the one it is joined to, and no other. */
export const linkDecision: Act<{ decisionId: string }> = {
  access: { own: ['lawyer'] },
  decide: byHolder((state, { decisionId }, context) => {
    const lead = state?.joinedTo ? (context.related(state.joinedTo) as ComplaintState | undefined) : undefined;
    if (state?.joinedTo && lead?.decisionId !== decisionId) return refuse('COMPLAINT_JOINED');
    return granted({ events: [{ kind: 'COMPLAINT_DECISION_LINKED', payload: { decisionId } }] });
  }),
};

export const placeComplaintOnAgenda: Act<{ sittingId: string }> = {
  access: { own: ['lawyer', 'secretary'] },
  decide: (state, { sittingId }, { related }) => {
    if (!state?.decisionId) return refuse('DECISION_NOT_DRAFTED');
    const sitting = related(sittingId) as SittingState | undefined;
    if (!sitting) return refuse('NOT_FOUND');
    const decision = related(state.decisionId) as DecisionState | undefined;
    const covered = new Set(decision?.complaintIds);
    const together = state.joinedTo === null ? [state.id, ...state.joined] : [state.id];
    if (decision && !together.every((id) => covered.has(id))) return refuse('JOINED_SINCE_DRAFT');
    if (decision && state.joinedTo === null && covered.size !== together.length) return refuse('JOINED_SINCE_DRAFT');
    return granted({
      events: [{ kind: 'COMPLAINT_PLACED_ON_AGENDA', payload: { sittingId, startsAt: sitting.startsAt } }],
      notices: ['onAgenda'],
    });
  },
};

/** Back from the agenda to consideration. What a vote ended with, only who presides says; the parties hear of what is taken off. */
export const returnComplaint: Act<{ reason: 'notAdopted' | 'noQuorum' | 'takenOff' }> = {
  access: { own: ['chair', 'deputyChair', 'secretary'] },
  decide: (_state, { reason }, context) => {
    if (reason !== 'takenOff' && !presides(context)) return refuse('NOT_ALLOWED');
    return granted({
      events: [{ kind: 'COMPLAINT_RETURNED', payload: { reason } }],
      ...(reason === 'takenOff' ? { notices: ['takenOffAgenda'] } : {}),
    });
  },
};

export const decideComplaint: Act<{ decisionId: string }> = {
  access: { own: ['chair', 'deputyChair'] },
  decide: (state, { decisionId }, context) => {
    const decision = context.related(decisionId) as DecisionState | undefined;
    if (!decision || decision.status !== 'signed' || !decision.number) return refuse('DECISION_NOT_SIGNED');
    return granted({
      events: [
        {
          kind: 'COMPLAINT_DECIDED',
          payload: { decisionId, decisionNumber: decision.number, outcome: decision.outcome },
        },
      ],
      terms: [...termsOfOutcome(state), appealTermOf(state, context, 'COMPLAINT_DECIDED')],
      notices: ['decided'],
    });
  },
};

export const publishComplaintDecision: Act<{ decisionId: string; outcome: ComplaintOutcome }> = {
  access: { own: ['clerk', 'lawyer', 'secretary'] },
  decide: (_state, { decisionId, outcome }) =>
    granted({
      events: [{ kind: 'COMPLAINT_DECISION_PUBLISHED', payload: { decisionId, outcome } }],
      notices: ['published'],
    }),
};

/** No decision in time: the inaction is a public fact from the end of the term on, and the case goes on. */
export const endDecisionTerm: Act<{ term: string }> = {
  access: { system: true },
  decide: (state, { term: key }, { receivedAt, commission }) => {
    const term = state?.terms[key];
    if (key !== state?.decisionTerm || term?.state !== 'running' || term.due === null)
      return refuse('TERM_NOT_RUNNING');
    if (receivedAt < term.due) return refuse('TERM_NOT_OVER');
    const appealRule = commission.kind === 'cec' ? 'court1_file' : 'complaint_upper_to_cec';
    return granted({
      events: [{ kind: 'COMPLAINT_DECISION_OVERDUE', payload: { due: term.due, appealRule } }],
      terms: [{ change: 'miss', term: key }],
      notices: ['termMissed'],
    });
  },
};
