import { eventKind } from '../records/event-kind.ts';

/** What happened to a decision. Texts are committed to by hash; the published text lives in `publication`. */
export const decisionEvents = {
  DECISION_DRAFTED: eventKind('DECISION_DRAFTED', {
    complaintIds: { shape: 'ids', visibility: 'staff' },
    outcome: { shape: 'code', visibility: 'staff' },
    textHash: { shape: 'hash', visibility: 'staff' },
    drafter: { shape: 'id', visibility: 'staff' },
    draftVersion: { shape: 'integer', visibility: 'staff' },
    replaces: { shape: 'id', visibility: 'public', optional: true },
    attackEffect: { shape: 'code', visibility: 'staff', optional: true },
    /** Kinds of the operative items in their order; their words and addressees are private. */
    operative: { shape: 'codes', visibility: 'staff', optional: true },
    openPlaceholders: { shape: 'integer', visibility: 'staff', optional: true },
  }),
  DRAFT_CHECKED: eventKind('DRAFT_CHECKED', {
    textHash: { shape: 'hash', visibility: 'staff' },
    draftVersion: { shape: 'integer', visibility: 'staff' },
    result: { shape: 'code', visibility: 'staff' },
    checkedBy: { shape: 'id', visibility: 'staff' },
    /** SHA-256 of the remarks; the remarks themselves are private. */
    remarksHash: { shape: 'hash', visibility: 'staff', optional: true },
  }),
  DECISION_PLACED_ON_AGENDA: eventKind('DECISION_PLACED_ON_AGENDA', {
    sittingId: { shape: 'id', visibility: 'staff' },
    itemId: { shape: 'id', visibility: 'staff' },
    textHash: { shape: 'hash', visibility: 'staff' },
  }),
  DECISION_ADOPTED: eventKind('DECISION_ADOPTED', {
    votesFor: { shape: 'integer', visibility: 'public' },
    votesAgainst: { shape: 'integer', visibility: 'public' },
  }),
  DECISION_RETURNED: eventKind('DECISION_RETURNED', { reason: { shape: 'code', visibility: 'staff' } }),
  DECISION_SIGNED: eventKind('DECISION_SIGNED', {
    number: { shape: 'code', visibility: 'public' },
    textHash: { shape: 'hash', visibility: 'public' },
    signedBy: { shape: 'id', visibility: 'staff' },
  }),
  DECISION_FORCE_CHANGED: eventKind('DECISION_FORCE_CHANGED', {
    force: { shape: 'code', visibility: 'public' },
    ground: { shape: 'code', visibility: 'public' },
    replacedBy: { shape: 'id', visibility: 'public', optional: true },
  }),
  PUBLIC_TEXT_PROPOSED: eventKind('PUBLIC_TEXT_PROPOSED', {
    publicTextHash: { shape: 'hash', visibility: 'staff' },
    proposedBy: { shape: 'id', visibility: 'staff' },
    publicTextVersion: { shape: 'integer', visibility: 'staff' },
    /** SHA-256 of the exact set of hidden places, with kind and ground of each. */
    marksHash: { shape: 'hash', visibility: 'staff', optional: true },
  }),
  DECISION_PUBLISHED: eventKind('DECISION_PUBLISHED', {
    number: { shape: 'code', visibility: 'public' },
    publicTextHash: { shape: 'hash', visibility: 'public' },
    /** Hashes of the dissenting opinions that were approved with the text. */
    dissents: { shape: 'hashes', visibility: 'public' },
    outcome: { shape: 'code', visibility: 'public' },
    approvedBy: { shape: 'id', visibility: 'staff' },
    /** Places that the detector was sure of and the approver kept: part, kind and ground of each. */
    kept: { shape: 'data', visibility: 'staff', optional: true },
  }),
} as const;
