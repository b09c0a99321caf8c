import type { FoldedEvent } from '../records/subject.ts';
import type { Instant } from '../time/instant.ts';
import type { DecisionState, DraftCheck } from './decision.ts';

type Change = Partial<DecisionState>;

const changes: Record<string, (payload: Record<string, unknown>, at: Instant) => Change> = {
  DECISION_DRAFTED: (payload) => payload as Change,
  DRAFT_CHECKED: (payload) => ({
    check: {
      textHash: payload['textHash'] as string,
      result: payload['result'] as DraftCheck['result'],
      checkedBy: payload['checkedBy'] as string,
    },
  }),
  DECISION_PLACED_ON_AGENDA: (payload) => ({
    sittingId: payload['sittingId'] as string,
    itemId: payload['itemId'] as string,
  }),
  DECISION_ADOPTED: (payload) => payload as Change,
  DECISION_RETURNED: () => ({ sittingId: null, itemId: null }),
  DECISION_SIGNED: (payload, at) => ({
    number: payload['number'] as string,
    signedBy: payload['signedBy'] as string,
    signedAt: at,
    force: 'inForce',
  }),
  DECISION_FORCE_CHANGED: (payload) => ({
    force: payload['force'] as DecisionState['force'],
    replacedBy: (payload['replacedBy'] as string | undefined) ?? null,
  }),
  PUBLIC_TEXT_PROPOSED: (payload) => ({
    publicTextHash: payload['publicTextHash'] as string,
    publicTextBy: payload['proposedBy'] as string,
    publicTextVersion: payload['publicTextVersion'] as number,
  }),
  DECISION_PUBLISHED: (payload, at) => ({ publishedAt: at, publicTextApprovedBy: payload['approvedBy'] as string }),
};

/** Folds one event into a decision's state. */
export function applyDecisionEvent(state: DecisionState | undefined, event: FoldedEvent): DecisionState {
  const { check, ...rest } = state ?? newDecision(event);
  const before = check === undefined || event.kind === 'DECISION_DRAFTED' ? rest : { ...rest, check };
  const change = changes[event.kind]?.(event.payload, event.legalAt) ?? {};
  return { ...before, ...change, status: event.status as DecisionState['status'] };
}

function newDecision(event: FoldedEvent): DecisionState {
  return {
    id: event.recordId,
    status: 'draft',
    commissionId: event.commissionId,
    electionId: event.electionId,
    pack: event.pack,
    terms: {},
    number: null,
    complaintIds: [],
    outcome: 'refused',
    draftVersion: 1,
    drafter: '',
    textHash: '',
    sittingId: null,
    itemId: null,
    votesFor: null,
    votesAgainst: null,
    signedBy: null,
    signedAt: null,
    publicTextHash: null,
    publicTextBy: null,
    publicTextVersion: 0,
    publishedAt: null,
    publicTextApprovedBy: null,
    force: null,
    replacedBy: null,
    replaces: null,
    attackEffect: null,
  };
}
