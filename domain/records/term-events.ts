import { eventKind } from './event-kind.ts';

/** Events of legal terms; every subject's records can have them. */
export const termEvents = {
  TERM_STARTED: eventKind('TERM_STARTED', {
    rule: { shape: 'code', visibility: 'public' },
    base: { shape: 'instant', visibility: 'public' },
    due: { shape: 'instant', visibility: 'public', optional: true },
    packId: { shape: 'code', visibility: 'public' },
    packVersion: { shape: 'integer', visibility: 'public' },
    calendarVersion: { shape: 'text', visibility: 'public' },
    derivation: { shape: 'data', visibility: 'public' },
  }),
  TERM_MET: eventKind('TERM_MET', {
    rule: { shape: 'code', visibility: 'public' },
    late: { shape: 'flag', visibility: 'public' },
    corrects: { shape: 'flag', visibility: 'public' },
  }),
  TERM_MISSED: eventKind('TERM_MISSED', {
    rule: { shape: 'code', visibility: 'public' },
    due: { shape: 'instant', visibility: 'public' },
  }),
} as const;
