import type { Answer, TransitionTable } from '../records/subject.ts';
import type { RefusalCode } from '../refusals.ts';
import type { DecisionStatus } from './decision.ts';

/** What can be done to a decision. `adopt` and `return` follow from a closed vote. */
export const decisionActs = [
  'draftDecision',
  'reviseDecision',
  'checkDraft',
  'placeDecisionOnAgenda',
  'adoptDecision',
  'returnDecision',
  'signDecision',
  'proposePublicText',
  'approvePublicText',
  'changeForce',
] as const;
export type DecisionAct = (typeof decisionActs)[number];

const to = (status: DecisionStatus): Answer<DecisionStatus> => ({ to: status });
const no = (code: RefusalCode): Answer<DecisionStatus> => ({ refuse: code });

/** The life of a decision: every status answers every act. Nothing is edited after signing. */
export const decisionTransitions: TransitionTable<DecisionStatus, DecisionAct> = {
  none: {
    draftDecision: to('draft'),
    reviseDecision: no('DECISION_NOT_DRAFTED'),
    checkDraft: no('DECISION_NOT_DRAFTED'),
    placeDecisionOnAgenda: no('DECISION_NOT_DRAFTED'),
    adoptDecision: no('DECISION_NOT_DRAFTED'),
    returnDecision: no('DECISION_NOT_DRAFTED'),
    signDecision: no('DECISION_NOT_DRAFTED'),
    proposePublicText: no('DECISION_NOT_DRAFTED'),
    approvePublicText: no('DECISION_NOT_DRAFTED'),
    changeForce: no('DECISION_NOT_DRAFTED'),
  },
  draft: {
    draftDecision: no('RECORD_EXISTS'),
    reviseDecision: to('draft'),
    checkDraft: to('draft'),
    placeDecisionOnAgenda: to('onAgenda'),
    adoptDecision: no('DECISION_NOT_ON_AGENDA'),
    returnDecision: no('DECISION_NOT_ON_AGENDA'),
    signDecision: no('DECISION_NOT_ADOPTED'),
    proposePublicText: no('DECISION_NOT_SIGNED'),
    approvePublicText: no('DECISION_NOT_SIGNED'),
    changeForce: no('DECISION_NOT_SIGNED'),
  },
  onAgenda: {
    draftDecision: no('RECORD_EXISTS'),
    reviseDecision: no('DECISION_ON_AGENDA'),
    checkDraft: no('DECISION_ON_AGENDA'),
    placeDecisionOnAgenda: no('DECISION_ON_AGENDA'),
    adoptDecision: to('adopted'),
    returnDecision: to('draft'),
    signDecision: no('DECISION_NOT_ADOPTED'),
    proposePublicText: no('DECISION_NOT_SIGNED'),
    approvePublicText: no('DECISION_NOT_SIGNED'),
    changeForce: no('DECISION_NOT_SIGNED'),
  },
  adopted: {
    draftDecision: no('RECORD_EXISTS'),
    reviseDecision: no('DECISION_ALREADY_ADOPTED'),
    checkDraft: no('DECISION_ALREADY_ADOPTED'),
    placeDecisionOnAgenda: no('DECISION_ALREADY_ADOPTED'),
    adoptDecision: no('DECISION_ALREADY_ADOPTED'),
    returnDecision: no('DECISION_ALREADY_ADOPTED'),
    signDecision: to('signed'),
    proposePublicText: no('DECISION_NOT_SIGNED'),
    approvePublicText: no('DECISION_NOT_SIGNED'),
    changeForce: no('DECISION_NOT_SIGNED'),
  },
  signed: {
    draftDecision: no('RECORD_EXISTS'),
    reviseDecision: no('DECISION_ALREADY_SIGNED'),
    checkDraft: no('DECISION_ALREADY_SIGNED'),
    placeDecisionOnAgenda: no('DECISION_ALREADY_SIGNED'),
    adoptDecision: no('DECISION_ALREADY_SIGNED'),
    returnDecision: no('DECISION_ALREADY_SIGNED'),
    signDecision: no('DECISION_ALREADY_SIGNED'),
    proposePublicText: to('publicTextProposed'),
    approvePublicText: no('PUBLIC_TEXT_NOT_PROPOSED'),
    changeForce: to('signed'),
  },
  publicTextProposed: {
    draftDecision: no('RECORD_EXISTS'),
    reviseDecision: no('DECISION_ALREADY_SIGNED'),
    checkDraft: no('DECISION_ALREADY_SIGNED'),
    placeDecisionOnAgenda: no('DECISION_ALREADY_SIGNED'),
    adoptDecision: no('DECISION_ALREADY_SIGNED'),
    returnDecision: no('DECISION_ALREADY_SIGNED'),
    signDecision: no('DECISION_ALREADY_SIGNED'),
    proposePublicText: to('publicTextProposed'),
    approvePublicText: to('published'),
    changeForce: to('publicTextProposed'),
  },
  published: {
    draftDecision: no('RECORD_EXISTS'),
    reviseDecision: no('DECISION_PUBLISHED'),
    checkDraft: no('DECISION_PUBLISHED'),
    placeDecisionOnAgenda: no('DECISION_PUBLISHED'),
    adoptDecision: no('DECISION_PUBLISHED'),
    returnDecision: no('DECISION_PUBLISHED'),
    signDecision: no('DECISION_PUBLISHED'),
    proposePublicText: no('DECISION_PUBLISHED'),
    approvePublicText: no('DECISION_PUBLISHED'),
    changeForce: to('published'),
  },
};
