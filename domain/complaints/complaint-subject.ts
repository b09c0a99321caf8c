import { termEvents } from '../records/term-events.ts';
import type { ProjectedRow, Subject } from '../records/subject.ts';
import { applyComplaintEvent } from './apply-complaint-event.ts';
import type { Instant } from '../time/instant.ts';
import { isOpenRequest } from './body-request.ts';
import { isOpenAppeal } from './case-appeal.ts';
import { complaintActDefinitions, complaintTermEnds } from './complaint-acts.ts';
import { decisionTermOf } from './complaint-terms.ts';
import { isOpenHearing } from './hearing.ts';
import { complaintEvents } from './complaint-events.ts';
import { complaintStatuses } from './complaint.ts';
import type { ComplaintState } from './complaint.ts';
import { isToldToEverybody } from './public-history.ts';
import { copiesOwed } from './served-copy.ts';
import { complaintTransitions } from './transitions.ts';

/** The complaint as the engine knows it. */
export const complaintSubject: Subject<ComplaintState> = {
  name: 'complaint',
  statuses: complaintStatuses,
  transitions: complaintTransitions,
  acts: complaintActDefinitions,
  termEnds: complaintTermEnds,
  events: { ...complaintEvents, ...termEvents },
  isFollowed: isToldToEverybody,
  apply: applyComplaintEvent,
  projections: { complaint: projectComplaint, complaint_holder: ({ id, holder }) => ({ id, holder }) },
};

/** The row of table `complaint`: what lists filter and sort by. */
function projectComplaint(state: ComplaintState): ProjectedRow {
  const decide = decisionTermOf(state);
  const contest = state.terms[state.appealTerm ?? ''];
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
    entered_at: state.enteredAt ?? null,
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
    joined_to: state.joinedTo,
    rapporteur: state.rapporteur,
    working_group: state.group,
    forwarded_to: state.forwardedTo,
    forwarded_commission: state.forwardedCommission ?? null,
    forwarded_case: state.forwardedCase ?? null,
    forwarded_from: state.forwardedFrom ?? null,
    attacks: state.attacks,
    open_requests: state.requests.filter(isOpenRequest).length,
    overdue_requests: state.requests.filter((one) => isOpenRequest(one) && state.terms[one.term]?.state === 'missed')
      .length,
    hearing_at: nextHearing(state),
    contest_until: contest?.state === 'running' ? contest.due : null,
    open_appeals: state.appeals.filter(isOpenAppeal).length,
    closed_at: state.closedAt,
    earlier_decisions: state.earlierDecisionIds,
    owes_copy: copiesOwed(state).length > 0,
    pack_version: state.packVersion ?? 1,
  };
}

/** The hearing that is appointed and neither held nor cancelled; the earliest. */
function nextHearing({ hearings }: ComplaintState): Instant | null {
  return (
    hearings
      .filter(isOpenHearing)
      .map(({ startsAt }) => startsAt)
      .toSorted()[0] ?? null
  );
}
