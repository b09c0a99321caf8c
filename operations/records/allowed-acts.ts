import type { AccessRule } from '../../domain/access/can.ts';
import { complaintActDefinitions } from '../../domain/complaints/complaint-acts.ts';
import { complaintSubject } from '../../domain/complaints/complaint-subject.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { decisionActDefinitions } from '../../domain/decisions/decision-acts.ts';
import { decisionSubject } from '../../domain/decisions/decision-subject.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { ArticleReference, LawPack } from '../../domain/law/law-pack.ts';
import { lawRule } from '../../domain/law/law-pack.ts';
import { judgeAct } from '../../domain/records/judge-act.ts';
import type { ActContext } from '../../domain/records/subject.ts';
import { procedureAccess, procedureActs, procedureJudges, procedureRules } from './procedure-judges.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import { dissentHashes } from '../../domain/sittings/sitting.ts';
import type { SittingState } from '../../domain/sittings/sitting.ts';

/** What the act panel of a case offers, in the order of the procedure. */
export const caseActs = [
  'registerComplaint',
  'takeComplaint',
  'assignComplaint',
  'admitComplaint',
  'returnForDefects',
  'forwardComplaint',
  'leaveComplaintUnexamined',
  'draftDecision',
  'checkDraft',
  'placeOnAgenda',
  'signDecision',
  'proposePublicText',
  'approvePublicText',
  'renewReceiptCode',
  ...procedureActs,
] as const;
export type CaseAct = (typeof caseActs)[number];

/** An act with its answer now: the refusal, who may do it, and the article it stands on. */
export type JudgedAct = {
  act: CaseAct;
  refusal: Refusal['refusal'] | null;
  access: AccessRule;
  article: ArticleReference | null;
};

/** What the panel of a case looks at: the complaint, its decision, the sitting that has it, and the one still to come. */
export type CaseFacts = {
  complaint: ComplaintState;
  decision: DecisionState | undefined;
  sitting: SittingState | undefined;
  nextSitting: SittingState | undefined;
  /** Admitted complaints of the same lawyer that this one could be joined to. */
  leads?: readonly ComplaintState[];
};

/** Judges every act of a case by the same tables and checks that the act itself will meet. */
export function allowedActs(facts: CaseFacts, context: Omit<ActContext, 'related'>): JudgedAct[] {
  const { complaint, decision, sitting, nextSitting, leads = [] } = facts;
  const records = [complaint, decision, sitting, nextSitting, ...leads].filter((record) => record !== undefined);
  const whole: ActContext = {
    ...context,
    number: '',
    related: (id) => records.find((record) => record.id === id),
  };
  return caseActs.map((act) => {
    const outcome = judges[act](facts, whole);
    return {
      act,
      refusal: outcome.ok ? null : outcome.refusal,
      access: accessOf[act],
      article: articleOf(context.pack, act),
    };
  });
}

type Judge = (facts: CaseFacts, context: ActContext) => Outcome<unknown>;

const onComplaint =
  (act: string, input: Record<string, unknown> = {}): Judge =>
  ({ complaint }, context) =>
    judgeAct(complaintSubject, { act, state: complaint, input, context });

const onDecision =
  (act: string, inputOf: (decision: DecisionState) => Record<string, unknown> = () => ({})): Judge =>
  ({ decision }, context) =>
    judgeAct(decisionSubject, { act, state: decision, input: decision ? inputOf(decision) : {}, context });

/** A joined complaint has the draft and the place on the agenda of the one that leads it. */
const notJoined =
  (judge: Judge): Judge =>
  (facts, context) => {
    const judged = judge(facts, context);
    return judged.ok && facts.complaint.joinedTo !== null ? refuse('COMPLAINT_JOINED') : judged;
  };

const draft: Judge = ({ complaint, decision }, context) => {
  const act = decision ? 'reviseDecision' : 'draftDecision';
  const operative = [{ kind: 'reject', addressee: 'none' }];
  const input = { complaintIds: [complaint.id], outcome: 'refused', textHash: '', operative, openPlaceholders: 0 };
  const drafted = judgeAct(decisionSubject, { act, state: decision, input, context });
  if (drafted.ok || drafted.refusal.code === 'NOT_ALLOWED' || decision) return drafted;
  const linked = onComplaint('linkDecision', { decisionId: complaint.id })({ ...noFacts, complaint }, context);
  return linked.ok ? drafted : linked;
};

const agenda: Judge = (facts, context) => {
  const { nextSitting, decision } = facts;
  const placed = onComplaint('placeComplaintOnAgenda', { sittingId: nextSitting?.id ?? facts.complaint.id })(
    facts,
    context,
  );
  if (!placed.ok) return placed;
  if (!nextSitting) return refuse('SITTING_NOT_PLANNED');
  return decision ? onDecision('placeDecisionOnAgenda')(facts, context) : refuse('DECISION_NOT_DRAFTED');
};

const approve: Judge = (facts, context) =>
  onDecision('approvePublicText', ({ publicTextHash, itemId }) => {
    const dissents = facts.sitting ? dissentHashes(facts.sitting, itemId ?? '') : [];
    return { publicTextHash, dissents, inText: dissents, left: [], kept: [] };
  })(facts, context);

const noFacts = { decision: undefined, sitting: undefined, nextSitting: undefined };

const judges: Record<CaseAct, Judge> = {
  registerComplaint: onComplaint('registerComplaint'),
  takeComplaint: onComplaint('takeComplaint'),
  admitComplaint: onComplaint('admitComplaint'),
  draftDecision: notJoined(draft),
  checkDraft: onDecision('checkDraft', ({ textHash }) => ({ textHash, result: 'passed' })),
  placeOnAgenda: notJoined(agenda),
  signDecision: onDecision('signDecision'),
  proposePublicText: onDecision('proposePublicText', () => ({ publicTextHash: '', marksHash: '' })),
  approvePublicText: approve,
  renewReceiptCode: onComplaint('renewReceiptCode'),
  ...procedureJudges,
};

const accessOf: Record<CaseAct, AccessRule> = {
  registerComplaint: complaintActDefinitions.registerComplaint.access,
  takeComplaint: complaintActDefinitions.takeComplaint.access,
  admitComplaint: complaintActDefinitions.admitComplaint.access,
  draftDecision: decisionActDefinitions.draftDecision.access,
  checkDraft: decisionActDefinitions.checkDraft.access,
  placeOnAgenda: complaintActDefinitions.placeComplaintOnAgenda.access,
  signDecision: decisionActDefinitions.signDecision.access,
  proposePublicText: decisionActDefinitions.proposePublicText.access,
  approvePublicText: decisionActDefinitions.approvePublicText.access,
  renewReceiptCode: complaintActDefinitions.renewReceiptCode.access,
  ...procedureAccess,
};

const ruleOf: Partial<Record<CaseAct, string>> = {
  admitComplaint: 'complaint_file',
  draftDecision: 'complaint_decide',
  placeOnAgenda: 'complaint_decide',
  signDecision: 'complaint_decide',
  ...procedureRules,
};

function articleOf(pack: LawPack, act: CaseAct): ArticleReference | null {
  const rule = ruleOf[act];
  return rule === undefined ? null : lawRule(pack, rule).article;
}
