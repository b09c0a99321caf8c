import { termEvents } from '../records/term-events.ts';
import type { Subject } from '../records/subject.ts';
import { applyComplaintEvent } from './apply-complaint-event.ts';
import { complaintActDefinitions } from './complaint-acts.ts';
import { complaintEvents } from './complaint-events.ts';
import { complaintStatuses } from './complaint.ts';
import type { ComplaintState } from './complaint.ts';
import { complaintTransitions } from './transitions.ts';

/** The complaint as the engine knows it. */
export const complaintSubject: Subject<ComplaintState> = {
  name: 'complaint',
  table: 'complaint',
  statuses: complaintStatuses,
  transitions: complaintTransitions,
  acts: complaintActDefinitions,
  events: { ...complaintEvents, ...termEvents },
  apply: applyComplaintEvent,
  project: projectComplaint,
};

/** The row of table `complaint`: what lists filter and sort by. */
function projectComplaint(state: ComplaintState): Record<string, unknown> {
  const decide = state.terms['complaint_decide'] ?? state.terms['complaint_decide_voting_day'];
  return {
    id: state.id,
    number: state.number,
    status: state.status,
    commission_id: state.commissionId,
    election_id: state.electionId,
    kind: state.kind,
    respondent_kind: state.respondentKind,
    complainant_kind: state.complainantKind,
    territory: state.territory,
    precinct: state.precinct,
    language: state.language,
    channel: state.channel,
    warnings: state.warnings,
    file_count: state.fileCount,
    received_at: state.receivedAt,
    registered_at: state.registeredAt,
    admitted_at: state.admittedAt,
    decided_at: state.decidedAt,
    published_at: state.publishedAt,
    decide_rule: decide?.rule ?? null,
    decide_due_at: decide?.due ?? null,
    decide_state: decide?.state ?? null,
    inaction_at: state.inactionAt,
    holder: state.holder,
    ground: state.ground,
    decision_id: state.decisionId,
    sitting_id: state.sittingId,
    outcome: state.publishedAt === null ? null : state.outcome,
    receipt_version: state.receiptVersion,
  };
}
