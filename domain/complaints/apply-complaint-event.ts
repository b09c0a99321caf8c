import type { FoldedEvent } from '../records/subject.ts';
import { applyTermEvent } from '../records/apply-term-event.ts';
import type { Instant } from '../time/instant.ts';
import type { BodyRequest } from './body-request.ts';
import type { CaseAppeal } from './case-appeal.ts';
import type { ComplaintState } from './complaint.ts';
import type { Hearing } from './hearing.ts';
import type { ServedCopy } from './served-copy.ts';

/** Folds one event into a complaint's state. The status comes with the event: the table decided it. */
export function applyComplaintEvent(state: ComplaintState | undefined, event: FoldedEvent): ComplaintState {
  const before = state ?? newComplaint(event);
  const change = changes[event.kind]?.(before, event.payload, event.legalAt) ?? {};
  const after = { ...before, ...change, status: event.status as ComplaintState['status'] };
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
    packVersion: null,
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
    ...(filed.enteredAt === undefined ? {} : { enteredAt: filed.enteredAt }),
    ...(filed.entryReason === undefined ? {} : { entryReason: filed.entryReason }),
    ...nothingYet,
    attacks: filed.attacks ?? null,
    forwardedFrom: filed.forwardedFrom ?? null,
  };
}

const nothingYet = {
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
  closedAt: null,
  defects: [],
  curedAt: null,
  notCuredAt: null,
  forwardedTo: null,
  forwardedCommission: null,
  forwardedCase: null,
  rapporteur: null,
  group: [],
  joinedTo: null,
  joined: [],
  requests: [],
  hearings: [],
  appeals: [],
  decisionTerm: 'complaint_decide',
  appealTerm: null,
  earlierDecisionIds: [],
} as const;

type Payload = Record<string, unknown>;
type Change = (state: ComplaintState, payload: Payload, at: Instant) => Partial<ComplaintState>;

const decisionRules = ['complaint_decide', 'complaint_decide_voting_day'];
const appealRules = ['court1_file', 'court2_file', 'complaint_upper_to_cec'];

const ofTerms: Record<string, Change> = {
  PACK_ADOPTED: (_state, payload) => ({ packVersion: payload['packVersion'] as number }),
  TERM_STARTED: (state, payload) => {
    const rule = payload['rule'] as string;
    const key = (payload['term'] as string | undefined) ?? rule;
    const packVersion = payload['packVersion'] as number;
    if (decisionRules.includes(rule)) return { packVersion, decisionTerm: key };
    return appealRules.includes(rule) ? { packVersion, appealTerm: key } : { packVersion };
  },
};

const ofAdmissibility: Record<string, Change> = {
  COMPLAINT_REGISTERED: (_state, _payload, at) => ({ registeredAt: at }),
  COMPLAINT_TAKEN: (_state, payload) => ({ holder: payload['holder'] as string }),
  COMPLAINT_RETURNED_FOR_DEFECTS: (_state, payload) => ({
    defects: payload['defects'] as ComplaintState['defects'],
    curedAt: null,
    notCuredAt: null,
  }),
  COMPLAINT_DEFECTS_CURED: (_state, _payload, at) => ({ curedAt: at }),
  COMPLAINT_NOT_CURED: (_state, _payload, at) => ({ notCuredAt: at }),
  COMPLAINT_ADMITTED: (_state, _payload, at) => ({ admittedAt: at }),
  COMPLAINT_LEFT_UNEXAMINED: (_state, payload, at) => ({
    ground: payload['ground'] as ComplaintState['ground'],
    decidedAt: at,
  }),
  COMPLAINT_FORWARDED: (_state, payload, at) => ({
    forwardedTo: payload['to'] as ComplaintState['forwardedTo'],
    forwardedCommission: (payload['commissionId'] as string | undefined) ?? null,
    closedAt: at,
  }),
  FORWARD_ARRIVED: (_state, payload) => ({ forwardedCase: payload['complaintId'] as string }),
  COMPLAINT_WITHDRAWN: (_state, _payload, at) => ({ closedAt: at, joinedTo: null }),
};

const ofWork: Record<string, Change> = {
  WORKING_GROUP_FORMED: (_state, payload) => ({
    rapporteur: payload['rapporteur'] as string,
    group: payload['members'] as readonly string[],
  }),
  COMPLAINT_JOINED: (_state, payload) => ({
    joinedTo: payload['leadId'] as string,
    holder: payload['holder'] as string,
  }),
  JOINED_ACCEPTED: (state, payload) => ({ joined: [...state.joined, payload['complaintId'] as string] }),
  COMPLAINT_SEPARATED: () => ({ joinedTo: null, decisionId: null }),
  JOINED_RELEASED: (state, payload) => ({ joined: state.joined.filter((id) => id !== payload['complaintId']) }),
  REQUEST_SENT: (state, payload, at) => ({ requests: [...state.requests, newRequest(payload, at)] }),
  REQUEST_REMINDED: (state, payload, at) =>
    changeRequest(state, payload, (request) => ({ remindedAt: [...request.remindedAt, at] })),
  REQUEST_ANSWERED: (state, payload, at) => changeRequest(state, payload, () => ({ answeredAt: at })),
  REQUEST_WITHDRAWN: (state, payload, at) => changeRequest(state, payload, () => ({ withdrawnAt: at })),
  REGISTRY_ASKED: (state, payload, at) => ({ requests: [...state.requests, newQuestion(payload, at)] }),
  REGISTRY_ANSWERED: (state, payload, at) => changeRequest(state, payload, () => ({ answeredAt: at })),
  REGISTRY_FAILED: (state, payload, at) => changeRequest(state, payload, () => ({ failedAt: at })),
  HEARING_APPOINTED: (state, payload) => ({ hearings: [...state.hearings, newHearing(payload)] }),
  HEARING_CANCELLED: (state, payload, at) => changeHearing(state, payload, { cancelledAt: at }),
  HEARING_HELD: (state, payload, at) =>
    changeHearing(state, payload, { heldAt: at, attended: payload['attended'] as Hearing['attended'] }),
};

const ofDecision: Record<string, Change> = {
  COMPLAINT_DECISION_LINKED: (_state, payload) => ({ decisionId: payload['decisionId'] as string }),
  COMPLAINT_PLACED_ON_AGENDA: (_state, payload) => ({ sittingId: payload['sittingId'] as string }),
  COMPLAINT_RETURNED: () => ({ sittingId: null }),
  COMPLAINT_DECIDED: (_state, payload, at) => ({
    decidedAt: at,
    outcome: payload['outcome'] as ComplaintState['outcome'],
  }),
  COPY_SERVED: ({ copies = [], decidedAt }, { to, way, servedAt, paperHash }, at) => ({
    copies: [...copies, { to, way, servedAt, paperHash, outcomeAt: decidedAt ?? at } as ServedCopy],
  }),
  COMPLAINT_DECISION_PUBLISHED: (_state, _payload, at) => ({ publishedAt: at }),
  RECEIPT_CODE_RENEWED: (_state, payload) => ({ receiptVersion: payload['version'] as number }),
  COMPLAINT_DECISION_OVERDUE: (_state, _payload, at) => ({ inactionAt: at }),
  APPEAL_RECORDED: (state, payload, at) => ({ appeals: [...state.appeals, newAppeal(payload, at)] }),
  APPEAL_ENDED: (state, payload, at) => ({
    appeals: state.appeals.map((appeal) =>
      appeal.id === payload['appealId']
        ? { ...appeal, result: payload['result'] as CaseAppeal['result'], endedAt: at }
        : appeal,
    ),
  }),
  COMPLAINT_REOPENED: ({ decisionId, earlierDecisionIds }) => ({
    decisionId: null,
    earlierDecisionIds: decisionId === null ? earlierDecisionIds : [...earlierDecisionIds, decisionId],
    sittingId: null,
    decidedAt: null,
    publishedAt: null,
    outcome: null,
    ground: null,
    inactionAt: null,
    closedAt: null,
    appealTerm: null,
  }),
  COMPLAINT_CLOSED: (_state, _payload, at) => ({ closedAt: at }),
};

const changes: Record<string, Change> = { ...ofTerms, ...ofAdmissibility, ...ofWork, ...ofDecision };

function newRequest(payload: Payload, at: Instant): BodyRequest {
  return {
    id: payload['requestId'] as string,
    to: payload['to'] as BodyRequest['to'],
    term: payload['term'] as string,
    sentAt: at,
    remindedAt: [],
    answeredAt: null,
    withdrawnAt: null,
  };
}

function newQuestion(payload: Payload, at: Instant): BodyRequest {
  const registry = payload['registry'] as NonNullable<BodyRequest['registry']>;
  return { ...newRequest({ ...payload, to: 'stateRegistry' }, at), registry };
}

function changeRequest(
  { requests }: ComplaintState,
  payload: Payload,
  change: (request: BodyRequest) => Partial<BodyRequest>,
): Partial<ComplaintState> {
  return { requests: requests.map((one) => (one.id === payload['requestId'] ? { ...one, ...change(one) } : one)) };
}

function newHearing(payload: Payload): Hearing {
  return {
    id: payload['hearingId'] as string,
    startsAt: payload['startsAt'] as Instant,
    invited: payload['invited'] as Hearing['invited'],
    heldAt: null,
    attended: [],
    cancelledAt: null,
  };
}

function changeHearing({ hearings }: ComplaintState, payload: Payload, change: Partial<Hearing>) {
  return { hearings: hearings.map((one) => (one.id === payload['hearingId'] ? { ...one, ...change } : one)) };
}

function newAppeal(payload: Payload, at: Instant): CaseAppeal {
  return {
    id: payload['appealId'] as string,
    to: payload['to'] as CaseAppeal['to'],
    enteredAt: at,
    term: (payload['term'] as string | undefined) ?? null,
    complaintId: (payload['complaintId'] as string | undefined) ?? null,
    result: null,
    endedAt: null,
  };
}
