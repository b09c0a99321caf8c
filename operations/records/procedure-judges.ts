import { can } from '../../domain/access/can.ts';
import type { AccessRule } from '../../domain/access/can.ts';
import { reopensOfOwnMotion } from '../../domain/complaints/appeal-acts.ts';
import { askableRegistries } from '../../domain/complaints/asked-registry.ts';
import { isOpenRequest } from '../../domain/complaints/body-request.ts';
import { isOpenAppeal } from '../../domain/complaints/case-appeal.ts';
import { complaintActDefinitions } from '../../domain/complaints/complaint-acts.ts';
import { complaintSubject } from '../../domain/complaints/complaint-subject.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { isOpenHearing } from '../../domain/complaints/hearing.ts';
import { addDays, dayOf } from '../../domain/law/counting/calendar.ts';
import type { ExtensionGround, LawPack, SuspensionGround } from '../../domain/law/law-pack.ts';
import { judgeAct } from '../../domain/records/judge-act.ts';
import type { ActContext, TermState } from '../../domain/records/subject.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CaseFacts } from './allowed-acts.ts';

/** Acts of the procedure on a complaint besides its main line, in the order in which they come. */
export const procedureActs = [
  'formWorkingGroup',
  'sendRequest',
  'askRegistry',
  'remindBody',
  'recordAnswer',
  'withdrawRequest',
  'appointHearing',
  'recordHearing',
  'cancelHearing',
  'joinComplaint',
  'separateComplaint',
  'extendTerm',
  'suspendTerm',
  'resumeTerm',
  'cureDefects',
  'addEvidence',
  'changeContact',
  'withdrawComplaint',
  'serveCopy',
  'recordAppeal',
  'recordAppealResult',
  'reopenComplaint',
] as const;

const besides = ['assignComplaint', 'returnForDefects', 'forwardComplaint', 'leaveComplaintUnexamined'] as const;

/** The acts judged here. */
export type ProcedureAct = (typeof procedureActs)[number] | (typeof besides)[number];

type Judge = (facts: CaseFacts, context: ActContext) => Outcome<unknown>;
type Inputs = (complaint: ComplaintState, context: ActContext) => readonly Record<string, unknown>[];

/** Asks with each input that the form could send; the first that is permitted decides, else what the first one met. */
const anyOf =
  (act: ProcedureAct, inputs: Inputs): Judge =>
  ({ complaint }, context) => {
    const outcomes = inputs(complaint, context).map((input) =>
      judgeAct(complaintSubject, { act, state: complaint, input, context }),
    );
    return outcomes.find(({ ok }) => ok) ?? outcomes[0] ?? refuse('NOT_ALLOWED');
  };

const one =
  (input: Record<string, unknown> = {}): Inputs =>
  () => [input];

const paper = { paperHash: '', fileHashes: [] };

const openRequests: Inputs = ({ requests }) =>
  idsOf(requests.filter(isOpenRequest)).map((requestId) => ({ requestId, ...paper }));

const openHearings: Inputs = ({ hearings }) =>
  idsOf(hearings.filter(isOpenHearing)).map((hearingId) => ({ hearingId, attended: [], paperHash: '' }));

const openAppeals: Inputs = ({ appeals }) =>
  idsOf(appeals.filter((appeal) => isOpenAppeal(appeal) && appeal.to !== 'upperCommission')).map((appealId) => ({
    appealId,
    result: 'upheld',
  }));

/** An act on nothing is judged too: then its refusal names what is missing. */
function idsOf(items: readonly { id: string }[]): string[] {
  return items.length === 0 ? [''] : items.map(({ id }) => id);
}

const extensions: Inputs = (complaint, { pack }) =>
  termsOf(complaint).flatMap((term) =>
    groundsToExtend(pack).map((ground) => ({ term: term.term, ground, lastDay: dayAfter(term) })),
  );

const suspensions: Inputs = (complaint, { pack }) =>
  termsOf(complaint).flatMap(({ term }) => groundsToSuspend(pack).map((ground) => ({ term, ground })));

const resumptions: Inputs = (complaint) => termsOf(complaint).map(({ term }) => ({ term }));

/** The term to decide first: it is the one that matters. */
function termsOf({ terms, decisionTerm }: ComplaintState): TermState[] {
  return Object.values(terms).toSorted(
    (first, second) => Number(second.term === decisionTerm) - Number(first.term === decisionTerm),
  );
}

function dayAfter({ due, base }: TermState): string {
  return addDays(dayOf(due ?? base), 1);
}

/** The grounds that the pack knows for a longer term. */
export function groundsToExtend(pack: LawPack): ExtensionGround[] {
  return Object.keys(pack.complaints.extensionGrounds) as ExtensionGround[];
}

/** The grounds that the pack knows for a term that stands still. */
export function groundsToSuspend(pack: LawPack): SuspensionGround[] {
  return Object.keys(pack.complaints.suspensionGrounds) as SuspensionGround[];
}

/** Joining asks for another case; without a known one, one that would do is supposed and the form asks for its number. */
const join: Judge = ({ complaint, leads = [] }, context) => {
  const { actor } = context;
  const holder = actor.kind === 'person' ? actor.personId : null;
  const supposed: ComplaintState = {
    ...complaint,
    id: '',
    status: 'admitted',
    holder,
    joinedTo: null,
    joined: [],
    decisionId: null,
  };
  const related = (id: string) => (id === '' ? supposed : context.related(id));
  const inputs = [...leads.map(({ id }) => ({ leadId: id })), { leadId: '' }];
  const outcomes = inputs.map((input) =>
    judgeAct(complaintSubject, { act: 'joinComplaint', state: complaint, input, context: { ...context, related } }),
  );
  return outcomes.find(({ ok }) => ok) ?? outcomes.at(-1) ?? refuse('NOT_ALLOWED');
};

/** Reopening: what a court sent back reopens by itself, so the grounds left are the chair's. */
const reopen: Judge = (facts, context) =>
  can(context.actor, reopensOfOwnMotion, context.commission)
    ? anyOf('reopenComplaint', one({ ground: 'newCircumstances' }))(facts, context)
    : refuse('NOT_ALLOWED');

/** How each act of the procedure is judged: by the same tables and checks that the act itself will meet. */
export const procedureJudges: Record<ProcedureAct, Judge> = {
  assignComplaint: anyOf('assignComplaint', (_complaint, { lawyers }) => [{ holder: lawyers[0] ?? '' }]),
  returnForDefects: anyOf('returnForDefects', one({ defects: ['subject'], ...paper })),
  forwardComplaint: anyOf('forwardComplaint', one({ to: 'otherBody', ...paper })),
  leaveComplaintUnexamined: anyOf('leaveComplaintUnexamined', one({ ground: 'late' })),
  formWorkingGroup: anyOf('formWorkingGroup', (_complaint, { members, lawyers }) => [
    { rapporteur: members[0] ?? lawyers[0] ?? '', members: [] },
  ]),
  sendRequest: anyOf('sendRequest', one({ requestId: '', to: 'police', needsCheck: true, paperHash: '' })),
  askRegistry: anyOf('askRegistry', () =>
    askableRegistries.map((registry) => ({ requestId: '', registry, certainty: 'UN' })),
  ),
  remindBody: anyOf('remindBody', openRequests),
  recordAnswer: anyOf('recordAnswer', openRequests),
  withdrawRequest: anyOf('withdrawRequest', openRequests),
  appointHearing: anyOf('appointHearing', (_complaint, { receivedAt }) => [
    { hearingId: '', startsAt: `${addDays(dayOf(receivedAt), 1)}T23:59:59.000000Z`, invited: [], paperHash: '' },
  ]),
  recordHearing: anyOf('recordHearing', openHearings),
  cancelHearing: anyOf('cancelHearing', openHearings),
  joinComplaint: join,
  separateComplaint: anyOf('separateComplaint', one()),
  extendTerm: anyOf('extendTerm', extensions),
  suspendTerm: anyOf('suspendTerm', suspensions),
  resumeTerm: anyOf('resumeTerm', resumptions),
  cureDefects: anyOf('cureDefects', one(paper)),
  addEvidence: anyOf('addEvidence', one(paper)),
  changeContact: anyOf('changeContact', one()),
  withdrawComplaint: anyOf('withdrawComplaint', one(paper)),
  serveCopy: anyOf('serveCopy', (_complaint, { receivedAt }) => [
    { to: 'complainant', way: 'inHand', servedAt: receivedAt, ...paper },
  ]),
  recordAppeal: anyOf('recordAppeal', one({ appealId: '', to: 'administrativeCourt' })),
  recordAppealResult: anyOf('recordAppealResult', openAppeals),
  reopenComplaint: reopen,
};

/** Who may do each act of the procedure at the desk. */
export const procedureAccess = {
  ...(Object.fromEntries(
    Object.keys(procedureJudges).map((act) => [act, complaintActDefinitions[act as ProcedureAct].access]),
  ) as Record<ProcedureAct, AccessRule>),
  reopenComplaint: reopensOfOwnMotion,
};

/** The rule whose article an act stands on, where the pack has one. */
export const procedureRules: Partial<Record<ProcedureAct, string>> = {
  returnForDefects: 'complaint_cure',
  cureDefects: 'complaint_cure',
  forwardComplaint: 'complaint_file',
  leaveComplaintUnexamined: 'complaint_file',
  sendRequest: 'agency_answer_check',
  askRegistry: 'agency_answer_check',
  remindBody: 'agency_answer_check',
  recordAnswer: 'agency_answer_check',
  withdrawRequest: 'agency_answer_check',
  appointHearing: 'respondent_explanation',
  recordHearing: 'respondent_explanation',
  cancelHearing: 'respondent_explanation',
  extendTerm: 'complaint_decide_checked',
  suspendTerm: 'complaint_decide',
  resumeTerm: 'complaint_decide',
  serveCopy: 'court1_file',
  recordAppeal: 'court1_file',
  recordAppealResult: 'court1_decide',
};
