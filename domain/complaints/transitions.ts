import type { RefusalCode } from '../refusals.ts';
import type { Answer, TransitionTable } from '../records/subject.ts';
import { complaintStatuses } from './complaint.ts';
import type { ComplaintStatus } from './complaint.ts';

/** What can be done to a complaint. Acts named *end* and *close* are done by the system when a term is over. */
export const complaintActs = [
  'fileComplaint',
  'receiveForwarded',
  'registerComplaint',
  'takeComplaint',
  'assignComplaint',
  'returnForDefects',
  'cureDefects',
  'endCureTerm',
  'admitComplaint',
  'leaveComplaintUnexamined',
  'forwardComplaint',
  'confirmForwarded',
  'withdrawComplaint',
  'addEvidence',
  'changeContact',
  'formWorkingGroup',
  'joinComplaint',
  'acceptJoined',
  'separateComplaint',
  'releaseJoined',
  'sendRequest',
  'remindBody',
  'recordAnswer',
  'withdrawRequest',
  'endRequestTerm',
  'askRegistry',
  'recordRegistryAnswer',
  'recordRegistryFailure',
  'appointHearing',
  'cancelHearing',
  'recordHearing',
  'extendTerm',
  'suspendTerm',
  'resumeTerm',
  'linkDecision',
  'placeComplaintOnAgenda',
  'returnComplaint',
  'decideComplaint',
  'publishComplaintDecision',
  'serveCopy',
  'recordAppeal',
  'recordAppealResult',
  'reopenComplaint',
  'endAppealTerm',
  'closeComplaint',
  'renewReceiptCode',
  'endDecisionTerm',
  'adoptPack',
] as const;
export type ComplaintAct = (typeof complaintActs)[number];

type From = ComplaintStatus | 'none';
type Row = Record<From, Answer<ComplaintStatus>>;

/** Why a status bars what it bars, unless the act has a more telling reason. */
const standing: Record<From, RefusalCode> = {
  none: 'NOT_FOUND',
  filed: 'COMPLAINT_NOT_REGISTERED',
  registered: 'COMPLAINT_NOT_ADMITTED',
  returnedForDefects: 'COMPLAINT_WITH_COMPLAINANT',
  admitted: 'COMPLAINT_ALREADY_ADMITTED',
  onAgenda: 'COMPLAINT_ON_AGENDA',
  decided: 'COMPLAINT_DECIDED',
  published: 'COMPLAINT_PUBLISHED',
  leftUnexamined: 'COMPLAINT_LEFT_UNEXAMINED',
  forwarded: 'COMPLAINT_FORWARDED',
  withdrawn: 'COMPLAINT_WITHDRAWN',
  closed: 'COMPLAINT_CLOSED',
};

const froms: readonly From[] = ['none', ...complaintStatuses];
const undecided = ['filed', 'registered', 'returnedForDefects', 'admitted', 'onAgenda'] as const;
const examined = ['registered', 'returnedForDefects', 'admitted', 'onAgenda'] as const;
const contestable = ['decided', 'published', 'leftUnexamined'] as const;

/** A row: where the act leads from the statuses that permit it, and why every other one refuses. */
function row(permitted: Partial<Row>, refusals: Partial<Record<From, RefusalCode>> = {}): Row {
  const answers = froms.map((from) => [from, permitted[from] ?? { refuse: refusals[from] ?? standing[from] }]);
  return Object.fromEntries(answers) as Row;
}

const to = (status: ComplaintStatus): Answer<ComplaintStatus> => ({ to: status });
const stays = (statuses: readonly ComplaintStatus[]): Partial<Row> =>
  Object.fromEntries(statuses.map((status) => [status, to(status)]));
const from = (statuses: readonly ComplaintStatus[], next: ComplaintStatus): Partial<Row> =>
  Object.fromEntries(statuses.map((status) => [status, to(next)]));
const all = (code: RefusalCode, statuses: readonly From[] = complaintStatuses): Partial<Record<From, RefusalCode>> =>
  Object.fromEntries(statuses.map((status) => [status, code]));

const notOnAgenda = all('COMPLAINT_NOT_ON_AGENDA', ['filed', 'registered', 'returnedForDefects', 'admitted']);
const notDecided = all('COMPLAINT_NOT_DECIDED', undecided);
const noTerm = all('TERM_NOT_RUNNING');

/** What each act answers in each status. A term that has passed changes no row. */
const acts: Record<ComplaintAct, Row> = {
  fileComplaint: row({ none: to('filed') }, all('RECORD_EXISTS')),
  receiveForwarded: row({ none: to('filed') }, all('RECORD_EXISTS')),
  registerComplaint: row({ filed: to('registered') }, all('COMPLAINT_ALREADY_REGISTERED')),
  takeComplaint: row(stays(['registered', 'returnedForDefects', 'admitted'])),
  assignComplaint: row(stays(['registered', 'returnedForDefects', 'admitted', 'onAgenda', 'decided'])),
  returnForDefects: row({ registered: to('returnedForDefects') }),
  cureDefects: row({ returnedForDefects: to('registered') }, all('COMPLAINT_NOT_RETURNED', ['filed', 'registered'])),
  endCureTerm: row({ returnedForDefects: to('registered') }, noTerm),
  admitComplaint: row({ registered: to('admitted') }, all('COMPLAINT_ALREADY_ADMITTED', ['onAgenda'])),
  leaveComplaintUnexamined: row({ registered: to('leftUnexamined') }, all('COMPLAINT_ALREADY_ADMITTED', ['onAgenda'])),
  forwardComplaint: row(from(['registered', 'admitted'], 'forwarded')),
  confirmForwarded: row(stays(['forwarded'])),
  withdrawComplaint: row(from(['filed', 'registered', 'returnedForDefects', 'admitted'], 'withdrawn')),
  addEvidence: row(stays(undecided)),
  changeContact: row(stays(complaintStatuses)),
  formWorkingGroup: row(stays(['registered', 'returnedForDefects', 'admitted'])),
  joinComplaint: row(stays(['admitted'])),
  acceptJoined: row(stays(['admitted'])),
  separateComplaint: row(stays(['admitted'])),
  releaseJoined: row(stays(['admitted'])),
  sendRequest: row(stays(['registered', 'admitted'])),
  remindBody: row(stays(['registered', 'returnedForDefects', 'admitted'])),
  recordAnswer: row(stays([...examined, 'decided', 'published'])),
  withdrawRequest: row(stays(examined)),
  endRequestTerm: row(stays([...examined, ...contestable]), noTerm),
  askRegistry: row(stays(['registered', 'admitted'])),
  recordRegistryAnswer: row(stays([...examined, ...contestable])),
  recordRegistryFailure: row(stays([...examined, ...contestable])),
  appointHearing: row(stays(['registered', 'admitted'])),
  cancelHearing: row(stays(['registered', 'admitted'])),
  recordHearing: row(stays(['registered', 'admitted', 'onAgenda'])),
  extendTerm: row(stays(undecided)),
  suspendTerm: row(stays(undecided)),
  resumeTerm: row(stays(undecided)),
  linkDecision: row(stays(['admitted'])),
  placeComplaintOnAgenda: row({ admitted: to('onAgenda') }),
  returnComplaint: row({ onAgenda: to('admitted') }, notOnAgenda),
  decideComplaint: row({ onAgenda: to('decided') }, notOnAgenda),
  publishComplaintDecision: row({ decided: to('published') }, notDecided),
  serveCopy: row(stays([...contestable, 'closed']), notDecided),
  recordAppeal: row(stays([...undecided, ...contestable, 'closed'])),
  recordAppealResult: row(stays([...undecided, ...contestable, 'closed'])),
  reopenComplaint: row(from([...contestable, 'closed'], 'admitted'), notDecided),
  endAppealTerm: row(stays(contestable), noTerm),
  closeComplaint: row(from(['published', 'leftUnexamined'], 'closed'), notDecided),
  renewReceiptCode: row(stays(complaintStatuses)),
  endDecisionTerm: row(stays(undecided), noTerm),
  adoptPack: row(stays([...undecided, ...contestable])),
};

/** The procedure of a complaint as a table: every status answers every act, with the next status or a refusal by name. */
export const complaintTransitions: TransitionTable<ComplaintStatus, ComplaintAct> = Object.fromEntries(
  froms.map((status) => [
    status,
    Object.fromEntries(complaintActs.map((act): [string, Answer<ComplaintStatus>] => [act, acts[act][status]])),
  ]),
) as TransitionTable<ComplaintStatus, ComplaintAct>;
