import { eventKind } from '../records/event-kind.ts';

/** What a party sends later: words as a private paper and files, both by hash. */
const files = {
  paperHash: { shape: 'hash', visibility: 'parties' },
  fileHashes: { shape: 'hashes', visibility: 'parties' },
} as const;

/** What happened to a complaint. No field holds personal data; names, contacts and texts live in private tables. */
export const complaintEvents = {
  COMPLAINT_FILED: eventKind('COMPLAINT_FILED', {
    number: { shape: 'code', visibility: 'public' },
    kind: { shape: 'code', visibility: 'public' },
    territory: { shape: 'code', visibility: 'public', optional: true },
    precinct: { shape: 'code', visibility: 'public', optional: true },
    respondentKind: { shape: 'code', visibility: 'staff' },
    complainantKind: { shape: 'code', visibility: 'staff' },
    representedKind: { shape: 'code', visibility: 'staff', optional: true },
    respondentCommission: { shape: 'code', visibility: 'staff', optional: true },
    proceedings: { shape: 'code', visibility: 'parties', optional: true },
    identity: { shape: 'code', visibility: 'parties', optional: true },
    firstAttemptAt: { shape: 'instant', visibility: 'parties', optional: true },
    language: { shape: 'code', visibility: 'parties' },
    channel: { shape: 'code', visibility: 'parties' },
    warnings: { shape: 'codes', visibility: 'parties' },
    receivedAt: { shape: 'instant', visibility: 'public' },
    enteredAt: { shape: 'instant', visibility: 'public', optional: true },
    entryReason: { shape: 'code', visibility: 'public', optional: true },
    isConfirmedByPerson: { shape: 'flag', visibility: 'parties', optional: true },
    fileCount: { shape: 'integer', visibility: 'public' },
    statementHash: { shape: 'hash', visibility: 'parties' },
    fileHashes: { shape: 'hashes', visibility: 'parties' },
    attacks: { shape: 'id', visibility: 'public', optional: true },
    forwardedFrom: { shape: 'id', visibility: 'public', optional: true },
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
  COMPLAINT_RETURNED_FOR_DEFECTS: eventKind('COMPLAINT_RETURNED_FOR_DEFECTS', {
    defects: { shape: 'codes', visibility: 'parties' },
    paperHash: { shape: 'hash', visibility: 'parties' },
  }),
  COMPLAINT_DEFECTS_CURED: eventKind('COMPLAINT_DEFECTS_CURED', files),
  COMPLAINT_NOT_CURED: eventKind('COMPLAINT_NOT_CURED', { due: { shape: 'instant', visibility: 'public' } }),
  COMPLAINT_FORWARDED: eventKind('COMPLAINT_FORWARDED', {
    to: { shape: 'code', visibility: 'public' },
    commissionId: { shape: 'id', visibility: 'public', optional: true },
    paperHash: { shape: 'hash', visibility: 'parties' },
  }),
  FORWARD_ARRIVED: eventKind('FORWARD_ARRIVED', {
    complaintId: { shape: 'id', visibility: 'public' },
    commissionId: { shape: 'id', visibility: 'public' },
    number: { shape: 'code', visibility: 'public' },
  }),
  COMPLAINT_WITHDRAWN: eventKind('COMPLAINT_WITHDRAWN', { paperHash: { shape: 'hash', visibility: 'parties' } }),
  EVIDENCE_ADDED: eventKind('EVIDENCE_ADDED', files),
  CONTACT_CHANGED: eventKind('CONTACT_CHANGED', {
    paperHash: { shape: 'hash', visibility: 'parties', optional: true },
  }),
  WORKING_GROUP_FORMED: eventKind('WORKING_GROUP_FORMED', {
    rapporteur: { shape: 'id', visibility: 'staff' },
    members: { shape: 'ids', visibility: 'staff' },
  }),
  COMPLAINT_JOINED: eventKind('COMPLAINT_JOINED', {
    leadId: { shape: 'id', visibility: 'public' },
    leadNumber: { shape: 'code', visibility: 'public' },
    holder: { shape: 'id', visibility: 'staff' },
  }),
  JOINED_ACCEPTED: eventKind('JOINED_ACCEPTED', { complaintId: { shape: 'id', visibility: 'public' } }),
  COMPLAINT_SEPARATED: eventKind('COMPLAINT_SEPARATED', {}),
  JOINED_RELEASED: eventKind('JOINED_RELEASED', { complaintId: { shape: 'id', visibility: 'public' } }),
  REQUEST_SENT: eventKind('REQUEST_SENT', {
    requestId: { shape: 'id', visibility: 'parties' },
    to: { shape: 'code', visibility: 'public' },
    term: { shape: 'code', visibility: 'staff' },
    paperHash: { shape: 'hash', visibility: 'staff' },
  }),
  REQUEST_REMINDED: eventKind('REQUEST_REMINDED', { requestId: { shape: 'id', visibility: 'parties' } }),
  REQUEST_ANSWERED: eventKind('REQUEST_ANSWERED', {
    requestId: { shape: 'id', visibility: 'parties' },
    paperHash: { shape: 'hash', visibility: 'staff' },
    fileHashes: { shape: 'hashes', visibility: 'staff' },
  }),
  REQUEST_WITHDRAWN: eventKind('REQUEST_WITHDRAWN', { requestId: { shape: 'id', visibility: 'parties' } }),
  REQUEST_OVERDUE: eventKind('REQUEST_OVERDUE', {
    requestId: { shape: 'id', visibility: 'parties' },
    due: { shape: 'instant', visibility: 'public' },
  }),
  REGISTRY_ASKED: eventKind('REGISTRY_ASKED', {
    requestId: { shape: 'id', visibility: 'parties' },
    registry: { shape: 'code', visibility: 'public' },
    term: { shape: 'code', visibility: 'staff' },
    certainty: { shape: 'code', visibility: 'public' },
  }),
  REGISTRY_ANSWERED: eventKind('REGISTRY_ANSWERED', {
    requestId: { shape: 'id', visibility: 'parties' },
    registry: { shape: 'code', visibility: 'public' },
    outcome: { shape: 'code', visibility: 'public' },
    isStandIn: { shape: 'flag', visibility: 'public' },
  }),
  REGISTRY_FAILED: eventKind('REGISTRY_FAILED', {
    requestId: { shape: 'id', visibility: 'parties' },
    registry: { shape: 'code', visibility: 'public' },
    category: { shape: 'code', visibility: 'staff' },
  }),
  HEARING_APPOINTED: eventKind('HEARING_APPOINTED', {
    hearingId: { shape: 'id', visibility: 'parties' },
    startsAt: { shape: 'instant', visibility: 'public' },
    invited: { shape: 'codes', visibility: 'parties' },
    paperHash: { shape: 'hash', visibility: 'parties' },
  }),
  HEARING_CANCELLED: eventKind('HEARING_CANCELLED', { hearingId: { shape: 'id', visibility: 'parties' } }),
  HEARING_HELD: eventKind('HEARING_HELD', {
    hearingId: { shape: 'id', visibility: 'parties' },
    attended: { shape: 'codes', visibility: 'parties' },
    paperHash: { shape: 'hash', visibility: 'parties' },
  }),
  TERM_CHANGE_ORDERED: eventKind('TERM_CHANGE_ORDERED', {
    change: { shape: 'code', visibility: 'public' },
    term: { shape: 'code', visibility: 'public' },
    ground: { shape: 'code', visibility: 'public' },
  }),
  APPEAL_RECORDED: eventKind('APPEAL_RECORDED', {
    appealId: { shape: 'id', visibility: 'public' },
    to: { shape: 'code', visibility: 'public' },
    term: { shape: 'code', visibility: 'public', optional: true },
    complaintId: { shape: 'id', visibility: 'public', optional: true },
    paperHash: { shape: 'hash', visibility: 'staff', optional: true },
  }),
  APPEAL_ENDED: eventKind('APPEAL_ENDED', {
    appealId: { shape: 'id', visibility: 'public' },
    to: { shape: 'code', visibility: 'public' },
    result: { shape: 'code', visibility: 'public' },
    paperHash: { shape: 'hash', visibility: 'staff', optional: true },
  }),
  COMPLAINT_REOPENED: eventKind('COMPLAINT_REOPENED', { ground: { shape: 'code', visibility: 'public' } }),
  OUTCOME_STANDS: eventKind('OUTCOME_STANDS', { due: { shape: 'instant', visibility: 'public' } }),
  COMPLAINT_CLOSED: eventKind('COMPLAINT_CLOSED', {}),
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
  COPY_SERVED: eventKind('COPY_SERVED', {
    to: { shape: 'code', visibility: 'parties' },
    way: { shape: 'code', visibility: 'staff' },
    servedAt: { shape: 'instant', visibility: 'public' },
    paperHash: { shape: 'hash', visibility: 'staff' },
    fileHashes: { shape: 'hashes', visibility: 'staff' },
  }),
  RECEIPT_CODE_RENEWED: eventKind('RECEIPT_CODE_RENEWED', {
    version: { shape: 'integer', visibility: 'parties' },
  }),
  PACK_ADOPTED: eventKind('PACK_ADOPTED', {
    editionId: { shape: 'id', visibility: 'public' },
    edition: { shape: 'code', visibility: 'public' },
    packId: { shape: 'code', visibility: 'public' },
    packVersion: { shape: 'integer', visibility: 'public' },
    fromVersion: { shape: 'integer', visibility: 'public' },
    moved: { shape: 'codes', visibility: 'public' },
  }),
  COMPLAINT_DECISION_OVERDUE: eventKind('COMPLAINT_DECISION_OVERDUE', {
    due: { shape: 'instant', visibility: 'public' },
    appealRule: { shape: 'code', visibility: 'public' },
  }),
} as const;
