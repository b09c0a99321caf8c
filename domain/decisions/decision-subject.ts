import type { Subject } from '../records/subject.ts';
import { applyDecisionEvent } from './apply-decision-event.ts';
import { decisionActDefinitions } from './decision-acts.ts';
import { decisionEvents } from './decision-events.ts';
import { decisionStatuses } from './decision.ts';
import type { DecisionState } from './decision.ts';
import { isDraftChecked } from './is-draft-checked.ts';
import { decisionTransitions } from './transitions.ts';

/** The decision as the engine knows it. */
export const decisionSubject: Subject<DecisionState> = {
  name: 'decision',
  statuses: decisionStatuses,
  transitions: decisionTransitions,
  acts: decisionActDefinitions,
  events: decisionEvents,
  apply: applyDecisionEvent,
  projections: {
    decision: (state) => ({
      id: state.id,
      number: state.number,
      status: state.status,
      commission_id: state.commissionId,
      election_id: state.electionId,
      outcome: state.outcome,
      draft_version: state.draftVersion,
      drafter: state.drafter,
      sitting_id: state.sittingId,
      votes_for: state.votesFor,
      votes_against: state.votesAgainst,
      signed_at: state.signedAt,
      signed_by: state.signedBy,
      text_hash: state.textHash,
      is_checked: isDraftChecked(state),
      public_text_hash: state.publicTextHash,
      published_at: state.publishedAt,
      force: state.force,
      replaced_by: state.replacedBy,
      replaces: state.replaces,
    }),
  },
};
