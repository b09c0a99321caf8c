import type { ComplaintOutcome } from '../complaints/complaint.ts';
import type { RecordState } from '../records/subject.ts';
import type { Instant } from '../time/instant.ts';

/** A decision is a record of its own: it has a number, a text, a hash and a life after the case. */
export const decisionStatuses = ['draft', 'onAgenda', 'adopted', 'signed', 'publicTextProposed', 'published'] as const;
export type DecisionStatus = (typeof decisionStatuses)[number];

/** Whether a signed decision counts. A court or the commission above annuls it; a new decision replaces it. */
export const decisionForces = ['inForce', 'suspended', 'annulled', 'replaced'] as const;
export type DecisionForce = (typeof decisionForces)[number];

/** Why it changed. */
export const forceGrounds = ['court', 'upperCommission', 'newDecision', 'commission'] as const;
export type ForceGround = (typeof forceGrounds)[number];

/** What a decision on an appeal does to what it attacks; null for a decision that attacks nothing. */
export type AttackEffect = 'upheld' | 'annulled' | 'sentBack';
/** Another lawyer's look at a draft: of exactly which text, and whether it passed. */
export type DraftCheck = { textHash: string; result: 'passed' | 'returned'; checkedBy: string };

/** The state of a decision. Texts are private until published; the state knows their hashes. */
export type DecisionState = RecordState<DecisionStatus> & {
  number: string | null;
  complaintIds: readonly string[];
  outcome: ComplaintOutcome;
  draftVersion: number;
  drafter: string;
  textHash: string;
  /** Kinds of the operative items of the present draft; absent for a draft of the first version. */
  operative?: readonly string[];
  /** How many placeholders of a template are still open in the present draft. */
  openPlaceholders?: number;
  /** The check of the present draft; a new version of the draft needs a new one. */
  check?: DraftCheck;
  sittingId: string | null;
  itemId: string | null;
  votesFor: number | null;
  votesAgainst: number | null;
  signedBy: string | null;
  signedAt: Instant | null;
  publicTextHash: string | null;
  publicTextBy: string | null;
  publicTextVersion: number;
  publishedAt: Instant | null;
  publicTextApprovedBy: string | null;
  /** Null before it is signed. */
  force: DecisionForce | null;
  /** The decision that replaced this one, and the one that this one replaces. */
  replacedBy: string | null;
  replaces: string | null;
  attackEffect: AttackEffect | null;
};
