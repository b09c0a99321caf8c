import type { FoldedEvent } from '../records/subject.ts';
import { applyTermEvent } from '../records/apply-term-event.ts';
import type { Instant } from '../time/instant.ts';
import type { ComplaintState } from './complaint.ts';

/** Folds one event into a complaint's state. The status comes with the event: the table decided it. */
export function applyComplaintEvent(state: ComplaintState | undefined, event: FoldedEvent): ComplaintState {
  const before = state ?? newComplaint(event);
  const after = { ...before, ...changeOf(before, event), status: event.status as ComplaintState['status'] };
  return { ...after, terms: applyTermEvent(before.terms, event) };
}

function newComplaint(event: FoldedEvent): ComplaintState {
  const filed = event.payload as Partial<ComplaintState>;
  return {
    id: event.recordId,
    status: 'filed',
    commissionId: event.commissionId,
    electionId: event.electionId,
    pack: event.pack,
    terms: {},
    number: filed.number ?? '',
    kind: filed.kind ?? 'other',
    respondentKind: filed.respondentKind ?? 'unknown',
    complainantKind: filed.complainantKind ?? 'voter',
    territory: filed.territory ?? null,
    precinct: filed.precinct ?? null,
    language: filed.language ?? 'ky',
    channel: filed.channel ?? 'portal',
    warnings: filed.warnings ?? [],
    fileCount: filed.fileCount ?? 0,
    receiptVersion: 1,
    receivedAt: filed.receivedAt ?? event.legalAt,
    registeredAt: null,
    admittedAt: null,
    decidedAt: null,
    publishedAt: null,
    holder: null,
    ground: null,
    decisionId: null,
    sittingId: null,
    outcome: null,
    inactionAt: null,
  };
}

type Change = Partial<ComplaintState>;

const changes: Record<string, (payload: Record<string, unknown>, at: Instant) => Change> = {
  COMPLAINT_REGISTERED: (_payload, at) => ({ registeredAt: at }),
  COMPLAINT_TAKEN: (payload) => ({ holder: payload['holder'] as string }),
  COMPLAINT_ADMITTED: (_payload, at) => ({ admittedAt: at }),
  COMPLAINT_LEFT_UNEXAMINED: (payload, at) => ({
    ground: payload['ground'] as ComplaintState['ground'],
    decidedAt: at,
  }),
  COMPLAINT_DECISION_LINKED: (payload) => ({ decisionId: payload['decisionId'] as string }),
  COMPLAINT_PLACED_ON_AGENDA: (payload) => ({ sittingId: payload['sittingId'] as string }),
  COMPLAINT_RETURNED: () => ({ sittingId: null }),
  COMPLAINT_DECIDED: (payload, at) => ({ decidedAt: at, outcome: payload['outcome'] as ComplaintState['outcome'] }),
  COMPLAINT_DECISION_PUBLISHED: (_payload, at) => ({ publishedAt: at }),
  RECEIPT_CODE_RENEWED: (payload) => ({ receiptVersion: payload['version'] as number }),
  COMPLAINT_DECISION_OVERDUE: (_payload, at) => ({ inactionAt: at }),
};

function changeOf(_state: ComplaintState, event: FoldedEvent): Change {
  return changes[event.kind]?.(event.payload, event.legalAt) ?? {};
}
