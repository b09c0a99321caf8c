import type { AppealBody, AppealResult } from '../../domain/complaints/case-appeal.ts';
import type { AskableRegistry } from '../../domain/complaints/asked-registry.ts';
import { isOpenRequest } from '../../domain/complaints/body-request.ts';
import type { RequestedBody } from '../../domain/complaints/body-request.ts';
import type { ComplaintState, ComplaintStatus, ForwardTarget } from '../../domain/complaints/complaint.ts';
import type { TermAlteration, TermState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { DeadlineRow } from '../../persistence/complaints/case-page.ts';
import { listAttackingIds, listComplaintRows, listSignedDecisions } from '../../persistence/complaints/related-rows.ts';
import type { SignedDecisionRow } from '../../persistence/complaints/related-rows.ts';
import { listCommissionRows } from '../../persistence/people/read-people.ts';
import type { CommissionRow } from '../../persistence/people/read-people.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { publicComplaint } from './public-complaint.ts';
import type { PublicCommission, PublicComplaint } from './public-complaint.ts';

/** What was asked of whom, as everybody may know it: the kind of body, never its name or the question. */
export type PublicRequest = {
  to: RequestedBody;
  /** The registry that was asked over Tunduk. */
  registry?: AskableRegistry;
  sentAt: Instant;
  /** Exclusive end; null for an answer that is due at once. */
  dueAt: Instant | null;
  state: 'open' | 'overdue' | 'answered' | 'answeredLate' | 'withdrawn';
  endedAt: Instant | null;
};

export type PublicHearing = { startsAt: Instant; state: 'appointed' | 'held' | 'cancelled' };

/** A contested outcome: where, with which result. `case` is the complaint at the commission above. */
export type PublicAppeal = {
  to: AppealBody;
  enteredAt: Instant;
  result: AppealResult | null;
  endedAt: Instant | null;
  /** Exclusive end of the court's term. */
  dueAt: Instant | null;
  case: PublicComplaint | null;
};

/** What was changed in a term: both ends, when and on which ground. */
export type PublicAlteration = Pick<TermAlteration, 'change' | 'at' | 'ground' | 'from' | 'to'> & { rule: string };

/** A signed decision of the case; `replacedBy` is the number of the one that took its place. */
export type PublicDecision = Omit<SignedDecisionRow, 'id' | 'replacedBy'> & {
  isCurrent: boolean;
  replacedBy: string | null;
};

/** What happened in the procedure, as everybody may know it. */
export type PublicFacts = {
  status: ComplaintStatus;
  closedAt: Instant | null;
  /** The term in which the complainant has to answer a return; what is asked is not public. */
  cure: DeadlineRow | null;
  /** The term to contest that runs or ran last. */
  contest: DeadlineRow | null;
  decide: DeadlineRow | null;
  forwarded: { to: ForwardTarget; commission: PublicCommission | null; case: PublicComplaint | null } | null;
  forwardedFrom: PublicComplaint | null;
  joinedTo: PublicComplaint | null;
  joined: readonly PublicComplaint[];
  attacks: PublicComplaint | null;
  attackedBy: readonly PublicComplaint[];
  hearings: readonly PublicHearing[];
  requests: readonly PublicRequest[];
  appeals: readonly PublicAppeal[];
  alterations: readonly PublicAlteration[];
  decisions: readonly PublicDecision[];
  /** The commission above, where the outcome can be contested; null for the CEC. */
  above: PublicCommission | null;
};

/** The public facts of a case. Only fields that its events show to everybody are read. */
export async function publicFacts(
  context: OperationContext,
  id: string,
  deadlines: readonly DeadlineRow[],
): Promise<PublicFacts> {
  const { database } = context;
  const known = await readRecordState<ComplaintState>(database, id, 'complaint');
  if (!known) throw new TypeError('a complaint without its state');
  const { state } = known;
  const attacking = await listAttackingIds(database, id);
  const rows = await listComplaintRows(database, [...relatedIds(state), ...attacking]);
  const cases = new Map(rows.map((row) => [row.id, publicComplaint(row)]));
  const find = (other: string | null | undefined): PublicComplaint | null => cases.get(other ?? '') ?? null;
  const findAll = (ids: readonly string[]): PublicComplaint[] => ids.flatMap((each) => cases.get(each) ?? []);
  const commissions = await listCommissionRows(database);
  const commissionOf = (other: string | null | undefined): PublicCommission | null =>
    publicCommission(commissions.find((row) => row.id === other));
  const term = (key: string | null): DeadlineRow | null => deadlines.find((row) => row.term === key) ?? null;
  return {
    status: state.status,
    closedAt: state.closedAt,
    cure: deadlines.findLast(({ rule }) => rule === 'complaint_cure') ?? null,
    contest: term(state.appealTerm),
    decide: term(state.decisionTerm),
    forwarded:
      state.forwardedTo === null
        ? null
        : {
            to: state.forwardedTo,
            commission: commissionOf(state.forwardedCommission),
            case: find(state.forwardedCase),
          },
    forwardedFrom: find(state.forwardedFrom),
    joinedTo: find(state.joinedTo),
    joined: findAll(state.joined),
    attacks: find(state.attacks),
    attackedBy: findAll(attacking),
    hearings: state.hearings.map(({ startsAt, heldAt, cancelledAt }) => ({
      startsAt,
      state: cancelledAt !== null ? 'cancelled' : heldAt !== null ? 'held' : 'appointed',
    })),
    requests: state.requests.map((request) => requestOf(request, state.terms[request.term])),
    appeals: state.appeals.map(({ to, enteredAt, result, endedAt, term: key, complaintId }) => ({
      to,
      enteredAt,
      result,
      endedAt,
      dueAt: term(key)?.dueAt ?? null,
      case: find(complaintId),
    })),
    alterations: deadlines.flatMap(({ rule, alterations }) =>
      alterations
        .filter(({ change }) => change !== 'supersede')
        .map(({ change, at, ground, from, to }) => ({ rule, change, at, ground, from, to })),
    ),
    decisions: await decisionsOf(context, state),
    above: commissionOf(commissions.find((row) => row.id === state.commissionId)?.parentId),
  };
}

function relatedIds(state: ComplaintState): string[] {
  const { forwardedCase, forwardedFrom, joinedTo, joined, attacks, appeals } = state;
  const ids = [forwardedCase, forwardedFrom, joinedTo, attacks, ...joined, ...appeals.map((one) => one.complaintId)];
  return ids.filter((id) => typeof id === 'string');
}

function requestOf(request: ComplaintState['requests'][number], term: TermState | undefined): PublicRequest {
  const { to, sentAt, answeredAt, withdrawnAt } = request;
  const isLate = term?.state === 'missed' || term?.state === 'metLate';
  const open = isLate ? 'overdue' : 'open';
  const ended = withdrawnAt !== null ? 'withdrawn' : isLate ? 'answeredLate' : 'answered';
  return {
    to,
    ...(request.registry === undefined ? {} : { registry: request.registry }),
    sentAt,
    dueAt: term?.due ?? null,
    state: isOpenRequest(request) ? open : ended,
    endedAt: answeredAt ?? withdrawnAt,
  };
}

async function decisionsOf({ database }: OperationContext, state: ComplaintState): Promise<PublicDecision[]> {
  const { decisionId, earlierDecisionIds } = state;
  const rows = await listSignedDecisions(database, [
    ...earlierDecisionIds,
    ...(decisionId === null ? [] : [decisionId]),
  ]);
  return rows.map(({ id, replacedBy, ...row }) => ({
    ...row,
    isCurrent: id === decisionId,
    replacedBy: rows.find((one) => one.id === replacedBy)?.number ?? null,
  }));
}

function publicCommission(row: CommissionRow | undefined): PublicCommission | null {
  if (!row) return null;
  const { key, kind, nameKy, nameRu, nameEn } = row;
  return { key, kind, name: { ky: nameKy, ru: nameRu, en: nameEn } };
}
