import type { ComplaintOutcome } from '../complaints/complaint.ts';
import type { RecordState } from '../records/subject.ts';
import type { Instant } from '../time/instant.ts';

/** A decision is a record of its own: it has a number, a text, a hash and a life after the case. */
export const decisionStatuses = ['draft', 'onAgenda', 'adopted', 'signed', 'publicTextProposed', 'published'] as const;
export type DecisionStatus = (typeof decisionStatuses)[number];

/** The state of a decision. Texts are private until published; the state knows their hashes. */
export type DecisionState = RecordState<DecisionStatus> & {
  number: string | null;
  complaintIds: readonly string[];
  outcome: ComplaintOutcome;
  draftVersion: number;
  drafter: string;
  textHash: string;
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
};
