import { eventKind } from './event-kind.ts';

/** Which term: its rule, and its key where the record can have several of that rule. */
const which = {
  rule: { shape: 'code', visibility: 'public' },
  term: { shape: 'code', visibility: 'public', optional: true },
} as const;

const altered = {
  ...which,
  ground: { shape: 'code', visibility: 'public' },
  from: { shape: 'instant', visibility: 'public', optional: true },
  to: { shape: 'instant', visibility: 'public', optional: true },
} as const;

/** Events of legal terms; every subject's records can have them. */
export const termEvents = {
  TERM_STARTED: eventKind('TERM_STARTED', {
    ...which,
    base: { shape: 'instant', visibility: 'public' },
    due: { shape: 'instant', visibility: 'public', optional: true },
    packId: { shape: 'code', visibility: 'public' },
    packVersion: { shape: 'integer', visibility: 'public' },
    calendarVersion: { shape: 'text', visibility: 'public' },
    derivation: { shape: 'data', visibility: 'public' },
  }),
  TERM_MET: eventKind('TERM_MET', {
    ...which,
    late: { shape: 'flag', visibility: 'public' },
    corrects: { shape: 'flag', visibility: 'public' },
  }),
  TERM_MISSED: eventKind('TERM_MISSED', { ...which, due: { shape: 'instant', visibility: 'public' } }),
  TERM_LAPSED: eventKind('TERM_LAPSED', { ...which, due: { shape: 'instant', visibility: 'public' } }),
  TERM_EXTENDED: eventKind('TERM_EXTENDED', altered),
  TERM_SUSPENDED: eventKind('TERM_SUSPENDED', altered),
  TERM_RESUMED: eventKind('TERM_RESUMED', {
    ...altered,
    stoodUntil: { shape: 'instant', visibility: 'public', optional: true },
  }),
  TERM_SUPERSEDED: eventKind('TERM_SUPERSEDED', altered),
  TERM_REDERIVED: eventKind('TERM_REDERIVED', {
    ...altered,
    packId: { shape: 'code', visibility: 'public' },
    packVersion: { shape: 'integer', visibility: 'public' },
    calendarVersion: { shape: 'text', visibility: 'public' },
    derivation: { shape: 'data', visibility: 'public' },
    replaced: { shape: 'data', visibility: 'public' },
  }),
} as const;
