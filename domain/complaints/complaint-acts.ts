import { granted } from '../refusals.ts';
import {
  admitComplaint,
  cureDefects,
  endCureTerm,
  forwardComplaint,
  leaveComplaintUnexamined,
  returnForDefects,
} from './admissibility-acts.ts';
import { closeComplaint, endAppealTerm, recordAppeal, recordAppealResult, reopenComplaint } from './appeal-acts.ts';
import { addEvidence, changeContact, withdrawComplaint } from './complainant-acts.ts';
import type { PlainAct } from './complaint-act.ts';
import {
  decideComplaint,
  endDecisionTerm,
  linkDecision,
  placeComplaintOnAgenda,
  publishComplaintDecision,
  returnComplaint,
} from './decision-acts.ts';
import { confirmForwarded, fileComplaint, receiveForwarded, registerComplaint } from './filing-acts.ts';
import { appointHearing, cancelHearing, recordHearing } from './hearing-acts.ts';
import { assignComplaint, formWorkingGroup, takeComplaint } from './holding-acts.ts';
import { acceptJoined, joinComplaint, releaseJoined, separateComplaint } from './joining-acts.ts';
import { askRegistry, recordRegistryAnswer, recordRegistryFailure } from './registry-acts.ts';
import { endRequestTerm, recordAnswer, remindBody, sendRequest, withdrawRequest } from './request-acts.ts';
import { adoptPack } from './law-acts.ts';
import { serveCopy } from './serving-acts.ts';
import { extendTerm, resumeTerm, suspendTerm } from './term-acts.ts';
import type { ComplaintAct } from './transitions.ts';

const renewReceiptCode: PlainAct = {
  access: { own: ['clerk'] },
  decide: (state) =>
    granted({
      events: [{ kind: 'RECEIPT_CODE_RENEWED', payload: { version: (state?.receiptVersion ?? 0) + 1 } }],
    }),
};

/** The acts of a complaint: who may, and what each decides. Which status answers how is in transitions.ts. */
export const complaintActDefinitions = {
  fileComplaint,
  receiveForwarded,
  registerComplaint,
  takeComplaint,
  assignComplaint,
  returnForDefects,
  cureDefects,
  endCureTerm,
  admitComplaint,
  leaveComplaintUnexamined,
  forwardComplaint,
  confirmForwarded,
  withdrawComplaint,
  addEvidence,
  changeContact,
  formWorkingGroup,
  joinComplaint,
  acceptJoined,
  separateComplaint,
  releaseJoined,
  sendRequest,
  remindBody,
  recordAnswer,
  withdrawRequest,
  endRequestTerm,
  askRegistry,
  recordRegistryAnswer,
  recordRegistryFailure,
  appointHearing,
  cancelHearing,
  recordHearing,
  extendTerm,
  suspendTerm,
  resumeTerm,
  linkDecision,
  placeComplaintOnAgenda,
  returnComplaint,
  decideComplaint,
  publishComplaintDecision,
  serveCopy,
  recordAppeal,
  recordAppealResult,
  reopenComplaint,
  endAppealTerm,
  closeComplaint,
  renewReceiptCode,
  endDecisionTerm,
  adoptPack,
} as const satisfies Record<ComplaintAct, unknown>;

/** Which act of the system ends a term that is over, by its rule. A court's term ends with its act only. */
export const complaintTermEnds: Readonly<Record<string, ComplaintAct>> = {
  complaint_decide: 'endDecisionTerm',
  complaint_cure: 'endCureTerm',
  respondent_explanation: 'endRequestTerm',
  agency_answer_check: 'endRequestTerm',
  court1_file: 'endAppealTerm',
  court2_file: 'endAppealTerm',
  complaint_upper_to_cec: 'endAppealTerm',
};
