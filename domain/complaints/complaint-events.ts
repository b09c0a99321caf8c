import { eventKind } from '../records/event-kind.ts';

/** What happened to a complaint. No field holds personal data; names, contacts and texts live in private tables. */
export const complaintEvents = {
  COMPLAINT_FILED: eventKind('COMPLAINT_FILED', {
    number: { shape: 'code', visibility: 'public' },
    kind: { shape: 'code', visibility: 'public' },
    territory: { shape: 'code', visibility: 'public', optional: true },
    precinct: { shape: 'code', visibility: 'public', optional: true },
    respondentKind: { shape: 'code', visibility: 'staff' },
    complainantKind: { shape: 'code', visibility: 'staff' },
    language: { shape: 'code', visibility: 'parties' },
    channel: { shape: 'code', visibility: 'parties' },
    warnings: { shape: 'codes', visibility: 'parties' },
    receivedAt: { shape: 'instant', visibility: 'public' },
    fileCount: { shape: 'integer', visibility: 'public' },
    statementHash: { shape: 'hash', visibility: 'parties' },
    fileHashes: { shape: 'hashes', visibility: 'parties' },
  }),
  COMPLAINT_REGISTERED: eventKind('COMPLAINT_REGISTERED', {}),
  COMPLAINT_TAKEN: eventKind('COMPLAINT_TAKEN', {
    holder: { shape: 'id', visibility: 'staff' },
    previousHolder: { shape: 'id', visibility: 'staff', optional: true },
  }),
  COMPLAINT_ADMITTED: eventKind('COMPLAINT_ADMITTED', {}),
  COMPLAINT_LEFT_UNEXAMINED: eventKind('COMPLAINT_LEFT_UNEXAMINED', {
    ground: { shape: 'code', visibility: 'public' },
  }),
  COMPLAINT_DECISION_LINKED: eventKind('COMPLAINT_DECISION_LINKED', {
    decisionId: { shape: 'id', visibility: 'staff' },
  }),
  COMPLAINT_PLACED_ON_AGENDA: eventKind('COMPLAINT_PLACED_ON_AGENDA', {
    sittingId: { shape: 'id', visibility: 'staff' },
    startsAt: { shape: 'instant', visibility: 'public' },
  }),
  COMPLAINT_RETURNED: eventKind('COMPLAINT_RETURNED', {
    reason: { shape: 'code', visibility: 'public' },
  }),
  COMPLAINT_DECIDED: eventKind('COMPLAINT_DECIDED', {
    decisionId: { shape: 'id', visibility: 'public' },
    decisionNumber: { shape: 'code', visibility: 'public' },
    outcome: { shape: 'code', visibility: 'parties' },
  }),
  COMPLAINT_DECISION_PUBLISHED: eventKind('COMPLAINT_DECISION_PUBLISHED', {
    decisionId: { shape: 'id', visibility: 'public' },
    outcome: { shape: 'code', visibility: 'public' },
  }),
  RECEIPT_CODE_RENEWED: eventKind('RECEIPT_CODE_RENEWED', {
    version: { shape: 'integer', visibility: 'parties' },
  }),
  COMPLAINT_DECISION_OVERDUE: eventKind('COMPLAINT_DECISION_OVERDUE', {
    due: { shape: 'instant', visibility: 'public' },
    appealRule: { shape: 'code', visibility: 'public' },
  }),
} as const;
