import { eventKind } from '../records/event-kind.ts';

/** What happened to a change of the law. Titles and grounds are texts of public acts and name no private person. */
export const lawEditionEvents = {
  LAW_EDITION_PROPOSED: eventKind('LAW_EDITION_PROPOSED', {
    number: { shape: 'code', visibility: 'public' },
    title: { shape: 'data', visibility: 'public' },
    ground: { shape: 'data', visibility: 'public' },
    changes: { shape: 'data', visibility: 'public' },
    packId: { shape: 'code', visibility: 'public' },
    proposedVersion: { shape: 'integer', visibility: 'public' },
    packHash: { shape: 'hash', visibility: 'public' },
    proposedBy: { shape: 'id', visibility: 'staff' },
  }),
  LAW_EDITION_CONFIRMED: eventKind('LAW_EDITION_CONFIRMED', {
    packHash: { shape: 'hash', visibility: 'public' },
    confirmedBy: { shape: 'id', visibility: 'staff' },
  }),
  LAW_EDITION_REJECTED: eventKind('LAW_EDITION_REJECTED', { rejectedBy: { shape: 'id', visibility: 'staff' } }),
  LAW_EDITION_APPLIED: eventKind('LAW_EDITION_APPLIED', {
    cases: { shape: 'integer', visibility: 'public' },
    movedCases: { shape: 'integer', visibility: 'public' },
  }),
} as const;
